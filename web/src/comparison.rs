//! Comparing what somebody typed with a fingerprint.

/// Fewer digits are found by trying: eight take four billion certificates.
const DIGITS: usize = 8;

/// How what was typed compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    /// Too little was typed to say.
    TooShort,
    /// It is the end of the fingerprint, or all of it.
    Same,
    /// It is not.
    Differs,
}

/// Compares. Colons, spaces and capitals do not count.
pub(crate) fn of(typed: &str, fingerprint: &str) -> Comparison {
    let digits = typed.chars().filter(|character| !matches!(character, ':' | ' ' | '-')).collect::<String>();
    let digits = digits.to_ascii_lowercase();
    if digits.len() < DIGITS {
        Comparison::TooShort
    } else if fingerprint.ends_with(&digits) {
        Comparison::Same
    } else {
        Comparison::Differs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_eight_digits_are_enough() {
        let fingerprint = "0123456789abcdef0123456789abcdef";
        assert_eq!(of("9abcdef", fingerprint), Comparison::TooShort);
        assert_eq!(of("89:AB:CD:EF", fingerprint), Comparison::Same);
        assert_eq!(of(fingerprint, fingerprint), Comparison::Same);
        assert_eq!(of("99abcdef", fingerprint), Comparison::Differs);
        assert_eq!(of("00 0123456789abcdef0123456789abcdef", fingerprint), Comparison::Differs);
    }
}

//! Compares a fingerprint with one that somebody was given. All of it counts: by trying, an attacker finds a look-alike
//! of eight digits.

/// The number of hex digits that are shown and compared together.
pub(crate) const GROUP: usize = 8;

/// The result of comparing what was typed or pasted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    /// Nothing was typed.
    Nothing,
    /// The digits are right so far; there are this many.
    Begun(usize),
    /// All digits are the same.
    Same,
    /// It is another fingerprint. The values are the number of the first group that differs, from 1, and that group as
    /// given.
    Differs(usize, String),
    /// The text holds a character that is not a hex digit.
    NotHex(char),
}

/// Compares two fingerprints. Colons, hyphens, white space and capitals are ignored, and so is the text that `openssl
/// x509 -fingerprint` writes before the digits.
pub(crate) fn of(given: &str, fingerprint: &str) -> Comparison {
    let (_, digits) = given.split_once('=').unwrap_or(("", given));
    let digits = digits.chars().filter(|character| !matches!(character, ':' | '-') && !character.is_whitespace());
    let digits = digits.map(|digit| digit.to_ascii_lowercase()).collect::<Vec<_>>();
    if let Some(other) = digits.iter().find(|digit| !digit.is_ascii_hexdigit()) {
        return Comparison::NotHex(*other);
    }
    let known = fingerprint.chars().collect::<Vec<_>>();
    let differs = digits.iter().enumerate().position(|(at, digit)| known.get(at) != Some(digit));
    match differs.and_then(|at| at.checked_div(GROUP)) {
        Some(group) => {
            let given = digits.chunks(GROUP).nth(group).unwrap_or_default();
            Comparison::Differs(group.saturating_add(1), given.iter().collect())
        }
        None if digits.is_empty() => Comparison::Nothing,
        None if digits.len() == known.len() => Comparison::Same,
        None => Comparison::Begun(digits.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FINGERPRINT: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    #[test]
    fn nothing_less_than_all_of_it_is_the_same() {
        assert_eq!(of("", FINGERPRINT), Comparison::Nothing);
        assert_eq!(of(" : ", FINGERPRINT), Comparison::Nothing);
        assert_eq!(of("01:23:45:67", FINGERPRINT), Comparison::Begun(8));
        assert_eq!(of(&FINGERPRINT[..63], FINGERPRINT), Comparison::Begun(63));
        assert_eq!(of(FINGERPRINT, FINGERPRINT), Comparison::Same);
        assert_eq!(of(&FINGERPRINT.to_uppercase(), FINGERPRINT), Comparison::Same);
        assert_eq!(of(&FINGERPRINT[56..], &FINGERPRINT[1..]), Comparison::Differs(1, "89abcdef".into()));
    }

    #[test]
    fn separators_do_not_count() {
        let pairs = FINGERPRINT.as_bytes().chunks(2).map(|pair| str::from_utf8(pair).unwrap()).collect::<Vec<_>>();
        for separator in [":", " ", "-", "\n", "\u{A0}", "\t"] {
            assert_eq!(of(&pairs.join(separator), FINGERPRINT), Comparison::Same);
        }
        assert_eq!(of(&format!("sha256 Fingerprint={}\n", pairs.join(":")), FINGERPRINT), Comparison::Same);
    }

    #[test]
    fn the_group_that_differs_is_named() {
        let wrong = FINGERPRINT.replacen("9abcdef0", "9abcdee0", 1);
        assert_eq!(of(&wrong, FINGERPRINT), Comparison::Differs(2, "89abcdee".into()));
        assert_eq!(of(&format!("{FINGERPRINT}0"), FINGERPRINT), Comparison::Differs(9, "0".into()));
        assert_eq!(of("0123456x", FINGERPRINT), Comparison::NotHex('x'));
    }
}

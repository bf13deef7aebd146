//! Recognizes the encoding of a text file. Every reader of PEM and JSON uses this rule.

/// The byte order mark in UTF-8 (Unicode Standard section 23.8).
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// The number of first bytes that show an encoding without a byte order mark.
const SAMPLE: usize = 16;

/// Returns the text after its byte order mark. The mark may stand before everything else, and means nothing.
pub(crate) fn without_mark(text: &[u8]) -> &[u8] {
    text.strip_prefix(MARK).unwrap_or(text)
}

/// Names the encoding of a text in units of several octets. Core does not read such texts.
pub(crate) fn wide(text: &[u8]) -> Option<&'static str> {
    match text {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => Some("UTF-32"),
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => Some("UTF-16"),
        _ => wide_without_mark(text.get(..SAMPLE)?),
    }
}

/// Recognizes ASCII text in units of two or four octets, in which all but one octet of each unit are zero.
fn wide_without_mark(sample: &[u8]) -> Option<&'static str> {
    let is_text = |octet: u8| octet.is_ascii_graphic() || octet.is_ascii_whitespace();
    let has_units = |length: usize| {
        (0..length).any(|place| {
            sample.iter().enumerate().all(|(index, octet)| {
                let is_place = index.checked_rem(length) == Some(place);
                if is_place { is_text(*octet) } else { *octet == 0 }
            })
        })
    };
    [(4, "UTF-32"), (2, "UTF-16")].into_iter().find(|(length, _)| has_units(*length)).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::{wide, without_mark};

    #[test]
    fn wide_encodings_are_named_with_and_without_a_mark() {
        let text = "-----BEGIN CERTIFICATE-----\n";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let long: Vec<u8> = text.chars().flat_map(|character| u32::from(character).to_le_bytes()).collect();
        for (bytes, name) in [(&little, "UTF-16"), (&big, "UTF-16"), (&long, "UTF-32")] {
            assert_eq!(wide(bytes), Some(name));
        }
        assert_eq!(wide(&[b"\xFF\xFE", little.as_slice()].concat()), Some("UTF-16"));
        assert_eq!(wide(&[b"\xFF\xFE\0\0", long.as_slice()].concat()), Some("UTF-32"));
        assert_eq!(wide(text.as_bytes()), None);
        assert_eq!(wide(b""), None);
        assert_eq!(wide(&[0; 32]), None);
    }

    #[test]
    fn one_mark_at_the_start_is_skipped() {
        assert_eq!(without_mark(b"\xEF\xBB\xBF{}"), b"{}");
        assert_eq!(without_mark(b"\xEF\xBB\xBF\xEF\xBB\xBF{}"), b"\xEF\xBB\xBF{}");
        assert_eq!(without_mark(b" \xEF\xBB\xBF{}"), b" \xEF\xBB\xBF{}");
    }
}

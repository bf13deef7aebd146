//! Writes values in DER. Lengths have 64 bits, because the content of a message need not fit into memory.

use alloc::vec::Vec;

pub(crate) const INTEGER: u8 = 0x02;
pub(crate) const BIT_STRING: u8 = 0x03;
pub(crate) const OCTET_STRING: u8 = 0x04;
pub(crate) const OBJECT_IDENTIFIER: u8 = 0x06;
pub(crate) const SEQUENCE: u8 = 0x30;
pub(crate) const SET: u8 = 0x31;

/// Returns the identifier octet of the constructed value `[number]`, for a number up to 30.
pub(crate) const fn constructed(number: u8) -> u8 {
    0xA0 | number
}

/// Writes a value whose content is all `parts`.
pub(crate) fn value(identifier: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let mut value = header(identifier, octets(&content));
    value.extend_from_slice(&content);
    value
}

/// Writes identifier and length of a value with this many octets of content (X.690 section 10.1).
pub(crate) fn header(identifier: u8, length: u64) -> Vec<u8> {
    let mut header = Vec::from([identifier]);
    match u8::try_from(length) {
        Ok(short) if short < 0x80 => header.push(short),
        _ => {
            let significant: Vec<u8> = length.to_be_bytes().into_iter().skip_while(|octet| *octet == 0).collect();
            // At most eight octets.
            header.push(0x80 | u8::try_from(significant.len()).unwrap_or(8));
            header.extend(significant);
        }
    }
    header
}

/// Returns the number of octets, as lengths count them.
pub(crate) fn octets(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::{OCTET_STRING, header, value};

    #[test]
    fn lengths_have_their_shortest_form() {
        for (length, expected) in [
            (0, &[4, 0][..]),
            (0x7F, &[4, 0x7F]),
            (0x80, &[4, 0x81, 0x80]),
            (0x100, &[4, 0x82, 1, 0]),
            ((1 << 36) - 32, &[4, 0x85, 0x0F, 0xFF, 0xFF, 0xFF, 0xE0]),
        ] {
            assert_eq!(header(OCTET_STRING, length), expected);
        }
        assert_eq!(value(OCTET_STRING, &[b"a", b"", b"bc"]), [4, 3, b'a', b'b', b'c']);
    }
}

//! Writes DER (X.690 section 10). Each value is made from the octets of its parts. Lengths have 64 bits, because the content of
//! a message need not fit into memory.

use alloc::{vec, vec::Vec};

#[cfg(any(feature = "key-file", feature = "sign"))]
use der::oid::ObjectIdentifier;

#[cfg(any(feature = "encrypt", feature = "key-file", feature = "sign"))]
pub(crate) const INTEGER: u8 = 0x02;
#[cfg(any(feature = "encrypt", feature = "key-file"))]
pub(crate) const BIT_STRING: u8 = 0x03;
#[cfg(any(feature = "encrypt", feature = "key-file", feature = "sign"))]
pub(crate) const OCTET_STRING: u8 = 0x04;
pub(crate) const OBJECT_IDENTIFIER: u8 = 0x06;
pub(crate) const SEQUENCE: u8 = 0x30;
pub(crate) const SET: u8 = 0x31;
/// NULL, encoded.
#[cfg(any(feature = "key-file", feature = "sign"))]
pub(crate) const NULL: &[u8] = &[0x05, 0x00];

/// Encodes a value with this identifier octet from the parts of its content.
pub(crate) fn value(identifier: u8, parts: &[&[u8]]) -> Vec<u8> {
    let length = parts.iter().map(|part| part.len()).fold(0, usize::saturating_add);
    let mut der = header(identifier, octets(length));
    for part in parts {
        der.extend_from_slice(part);
    }
    der
}

/// Encodes identifier and length of a value with this many octets of content.
pub(crate) fn header(identifier: u8, length: u64) -> Vec<u8> {
    let mut header = vec![identifier];
    put_length(length, &mut header);
    header
}

/// Returns a number of octets as lengths count them.
pub(crate) fn octets(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// Returns the identifier octet of the constructed value `[number]`, for a number up to 30.
#[cfg(any(feature = "encrypt", feature = "key-file"))]
pub(crate) const fn constructed(number: u8) -> u8 {
    0xA0 | number
}

/// Encodes a value from its elements, which are encoded already.
pub(crate) fn of_elements(identifier: u8, elements: &[Vec<u8>]) -> Vec<u8> {
    let elements: Vec<&[u8]> = elements.iter().map(Vec::as_slice).collect();
    value(identifier, &elements)
}

/// Encodes an OBJECT IDENTIFIER.
#[cfg(any(feature = "key-file", feature = "sign"))]
pub(crate) fn object_identifier(id: ObjectIdentifier) -> Vec<u8> {
    value(OBJECT_IDENTIFIER, &[id.as_bytes()])
}

/// Encodes an `AlgorithmIdentifier` with these parameters, which may be absent.
#[cfg(any(feature = "key-file", feature = "sign"))]
pub(crate) fn algorithm(id: ObjectIdentifier, parameters: &[u8]) -> Vec<u8> {
    value(SEQUENCE, &[&object_identifier(id), parameters])
}

/// Encodes an INTEGER that is not negative from its octets, with or without leading zeros.
#[cfg(feature = "sign")]
pub(crate) fn unsigned(octets: &[u8]) -> Vec<u8> {
    let start = octets.iter().position(|octet| *octet != 0).unwrap_or(octets.len());
    let octets = octets.get(start..).unwrap_or_default();
    let sign: &[u8] = if octets.first().is_none_or(|first| *first >= 0x80) { &[0] } else { &[] };
    value(INTEGER, &[sign, octets])
}

/// Writes length octets in their shortest form.
pub(crate) fn put_length(length: u64, out: &mut Vec<u8>) {
    match u8::try_from(length) {
        Ok(short) if short < 0x80 => out.push(short),
        _ => {
            let octets = length.to_be_bytes();
            let significant = octets.iter().position(|octet| *octet != 0).unwrap_or(octets.len());
            let octets = octets.get(significant..).unwrap_or_default();
            // At most eight octets.
            out.push(0x80 | u8::try_from(octets.len()).unwrap_or(8));
            out.extend_from_slice(octets);
        }
    }
}

#[cfg(all(test, feature = "encrypt", feature = "sign"))]
mod tests {
    use super::{OCTET_STRING, header, unsigned, value};

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

    #[test]
    fn integers_have_their_shortest_form() {
        assert_eq!(unsigned(&[0, 0, 7]), [2, 1, 7]);
        assert_eq!(unsigned(&[0x80]), [2, 2, 0, 0x80]);
        assert_eq!(unsigned(&[0, 0]), [2, 1, 0]);
    }
}

//! Writes DER (X.690 section 10). Each value is made from the octets of its parts.

use alloc::{vec, vec::Vec};

#[cfg(feature = "sign")]
use der::oid::ObjectIdentifier;

#[cfg(feature = "sign")]
pub(crate) const INTEGER: u8 = 0x02;
#[cfg(feature = "sign")]
pub(crate) const OCTET_STRING: u8 = 0x04;
pub(crate) const OBJECT_IDENTIFIER: u8 = 0x06;
pub(crate) const SEQUENCE: u8 = 0x30;
pub(crate) const SET: u8 = 0x31;
/// NULL, encoded.
#[cfg(feature = "sign")]
pub(crate) const NULL: &[u8] = &[0x05, 0x00];

/// Encodes a value with this identifier octet from the parts of its content.
pub(crate) fn value(identifier: u8, parts: &[&[u8]]) -> Vec<u8> {
    let length = parts.iter().map(|part| part.len()).fold(0, usize::saturating_add);
    let mut der = vec![identifier];
    put_length(length, &mut der);
    for part in parts {
        der.extend_from_slice(part);
    }
    der
}

/// Encodes a value from its elements, which are encoded already.
pub(crate) fn of_elements(identifier: u8, elements: &[Vec<u8>]) -> Vec<u8> {
    let elements: Vec<&[u8]> = elements.iter().map(Vec::as_slice).collect();
    value(identifier, &elements)
}

/// Encodes an OBJECT IDENTIFIER.
#[cfg(feature = "sign")]
pub(crate) fn object_identifier(id: ObjectIdentifier) -> Vec<u8> {
    value(OBJECT_IDENTIFIER, &[id.as_bytes()])
}

/// Encodes an `AlgorithmIdentifier` with these parameters, which may be absent.
#[cfg(feature = "sign")]
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
pub(crate) fn put_length(length: usize, out: &mut Vec<u8>) {
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

#[cfg(all(test, feature = "sign"))]
mod tests {
    use super::unsigned;

    #[test]
    fn integers_have_their_shortest_form() {
        assert_eq!(unsigned(&[0, 0, 7]), [2, 1, 7]);
        assert_eq!(unsigned(&[0x80]), [2, 2, 0, 0x80]);
        assert_eq!(unsigned(&[0, 0]), [2, 1, 0]);
    }
}

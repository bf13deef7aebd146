//! Values in DER that no library would write, made by hand.

use der::{Encode, asn1::ObjectIdentifier};

/// Encodes a SEQUENCE of parts.
pub(crate) fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    value(0x30, &parts.concat())
}

/// Encodes one value in DER.
pub(crate) fn value(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut der = der::Any::new(der::Tag::OctetString, content).and_then(|any| any.to_der()).expect("DER");
    der[0] = tag;
    der
}

pub(crate) fn oid(text: &str) -> Vec<u8> {
    ObjectIdentifier::new_unwrap(text).to_der().expect("DER")
}

pub(crate) fn name(text: &str) -> Vec<u8> {
    sequence(&[&value(0x31, &sequence(&[&oid("2.5.4.3"), &value(0x0C, text.as_bytes())]))])
}

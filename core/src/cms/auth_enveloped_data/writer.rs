//! Writes the parts of a message around its ciphertext, in DER. All lengths are known before the first octet.

use alloc::vec::Vec;

use crate::{
    cipher::{ContentCipher, KeyAgreement, NONCE_OCTETS, OAEP_SHA_256, TAG_OCTETS},
    der_writer::{
        self, BIT_STRING, INTEGER, OBJECT_IDENTIFIER, OCTET_STRING, SEQUENCE, SET, constructed, header, octets,
    },
    oid,
    x509::Certificate,
};

/// The length of what comes after the ciphertext.
const SUFFIX_OCTETS: u64 = 18;

/// Writes a KeyTransRecipientInfo with RSA-OAEP and SHA-256.
pub(crate) fn key_transport_info(certificate: &Certificate, encrypted_key: &[u8]) -> Vec<u8> {
    let version = der_writer::value(INTEGER, &[&[0]]);
    let encrypted_key = der_writer::value(OCTET_STRING, &[encrypted_key]);
    der_writer::value(SEQUENCE, &[&version, &issuer_and_serial_number(certificate), OAEP_SHA_256, &encrypted_key])
}

/// Writes a KeyAgreeRecipientInfo with an ephemeral key. The parameters of that key are absent, because they are those
/// of the recipient's key (RFC 5753 section 3.1.1).
pub(crate) fn key_agreement_info(
    certificate: &Certificate,
    agreement: &KeyAgreement,
    ephemeral_point: &[u8],
    encrypted_key: &[u8],
) -> Vec<u8> {
    let version = der_writer::value(INTEGER, &[&[3]]);
    let algorithm = der_writer::value(SEQUENCE, &[&object_identifier(oid::EC_PUBLIC_KEY.as_bytes())]);
    let point = der_writer::value(BIT_STRING, &[&[0], ephemeral_point]);
    let originator = der_writer::value(constructed(0), &[&der_writer::value(constructed(1), &[&algorithm, &point])]);
    let encrypted_key = der_writer::value(OCTET_STRING, &[encrypted_key]);
    let encrypted_key = der_writer::value(SEQUENCE, &[&issuer_and_serial_number(certificate), &encrypted_key]);
    let encrypted_keys = der_writer::value(SEQUENCE, &[&encrypted_key]);
    der_writer::value(constructed(1), &[&version, &originator, &agreement.to_der(), &encrypted_keys])
}

/// Writes all octets before a ciphertext of this length. `recipients` are the RecipientInfos.
pub(crate) fn prefix(mut recipients: Vec<Vec<u8>>, nonce: &[u8; NONCE_OCTETS], length: u64) -> Vec<u8> {
    // X.690 section 11.6: DER sorts the elements of a SET OF.
    recipients.sort();
    let recipients: Vec<_> = recipients.iter().map(Vec::as_slice).collect();
    let version = der_writer::value(INTEGER, &[&[0]]);
    let recipients = der_writer::value(SET, &recipients);
    let content_type = object_identifier(oid::DATA.as_bytes());
    let content = [content_type, ContentCipher::aes_256(nonce), header(0x80, length)].concat();
    let content = enclose(SEQUENCE, content, length);
    let rest = length.saturating_add(SUFFIX_OCTETS);
    let data = enclose(SEQUENCE, [version, recipients, content].concat(), rest);
    let explicit = enclose(constructed(0), data, rest);
    let content_type = object_identifier(oid::AUTH_ENVELOPED_DATA.as_bytes());
    enclose(SEQUENCE, [content_type, explicit].concat(), rest)
}

/// Writes all octets after the ciphertext.
pub(crate) fn suffix(tag: [u8; TAG_OCTETS]) -> Vec<u8> {
    der_writer::value(OCTET_STRING, &[&tag])
}

/// Puts a header before the first octets of a value, of which so many more octets follow.
fn enclose(identifier: u8, first: Vec<u8>, rest: u64) -> Vec<u8> {
    let mut value = header(identifier, octets(first.len()).saturating_add(rest));
    value.extend(first);
    value
}

fn issuer_and_serial_number(certificate: &Certificate) -> Vec<u8> {
    let serial_number = der_writer::value(INTEGER, &[&certificate.serial_number]);
    der_writer::value(SEQUENCE, &[certificate.issuer.as_der(), &serial_number])
}

fn object_identifier(content: &[u8]) -> Vec<u8> {
    der_writer::value(OBJECT_IDENTIFIER, &[content])
}

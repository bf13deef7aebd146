//! Adds a `SignerInfo` to `SignedData`, or makes `SignedData` with its first one. No key is here: the caller has the
//! attributes signed.

use alloc::{string::ToString, vec::Vec};

use der::oid::ObjectIdentifier;

use super::{SignedData, frame::Frame};
use crate::{
    asn1::{self, AlgorithmIdentifier},
    der_writer::{self, INTEGER, OCTET_STRING, SEQUENCE, SET, object_identifier, of_elements, value},
    digest::DigestAlgorithm,
    oid,
    signature::Scheme,
    time::Time,
    x509::Certificate,
};

const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;
const CONTEXT_0: u8 = 0xA0;
/// `directoryName [4]` of `GeneralName` (RFC 5280 section 4.2.1.6).
const DIRECTORY_NAME: u8 = 0xA4;

/// Encodes the signed attributes in DER, as a SET OF, which is what is signed (RFC 5652 section 5.4): content type,
/// digest, time, and the signing certificate (RFC 5035).
pub(crate) fn signed_attributes(
    content_type: ObjectIdentifier,
    digest: &[u8],
    certificate: &Certificate,
    at: Time,
) -> Vec<u8> {
    let attribute = |id, content: Vec<u8>| value(SEQUENCE, &[&object_identifier(id), &value(SET, &[&content])]);
    let mut attributes = [
        attribute(oid::CONTENT_TYPE, object_identifier(content_type)),
        attribute(oid::MESSAGE_DIGEST, value(OCTET_STRING, &[digest])),
        attribute(oid::SIGNING_TIME, signing_time(at)),
        attribute(oid::SIGNING_CERTIFICATE_V2, signing_certificate(certificate)),
    ];
    attributes.sort_unstable();
    of_elements(SET, &attributes)
}

/// Encodes `SignerInfo` (RFC 5652 section 5.3). The signer is named by issuer and serial number.
pub(crate) fn signer_info(
    certificate: &Certificate,
    scheme: &Scheme,
    signed_attributes: &[u8],
    signature: &[u8],
) -> Vec<u8> {
    let mut attributes = signed_attributes.to_vec();
    if let Some(identifier) = attributes.first_mut() {
        *identifier = CONTEXT_0;
    }
    let serial_number = value(INTEGER, &[&certificate.serial_number]);
    value(
        SEQUENCE,
        &[
            &value(INTEGER, &[&[1]]),
            &value(SEQUENCE, &[certificate.issuer.as_der(), &serial_number]),
            &digest_algorithm(scheme.digest_in_cms()),
            &attributes,
            &scheme.to_der(),
            &value(OCTET_STRING, &[signature]),
        ],
    )
}

/// A `SignerInfo` that is to be added, with the certificates that belong to it.
pub(crate) struct Addition<'a> {
    pub(crate) signer_info: &'a [u8],
    pub(crate) digest_algorithm: DigestAlgorithm,
    /// The signer's certificate and those between it and the root.
    pub(crate) certificates: Vec<&'a Certificate>,
}

impl Addition<'_> {
    /// Makes detached `SignedData` over plain data with this signer only.
    pub(crate) fn alone(&self) -> Vec<u8> {
        self.put_into(Frame::empty())
    }

    /// Adds the signer to `SignedData` in DER or BER. The new `SignerInfo` comes last, because readers in the field look at the
    /// first one only, and that has to stay the VNF provider's. Returns `None` if the result would not be read as the
    /// original with this addition.
    pub(crate) fn after(&self, original: &[u8]) -> Option<Vec<u8>> {
        let bytes = self.put_into(Frame::read(original)?);
        let (before, after) = (SignedData::from_ber(original).ok()?, SignedData::from_ber(&bytes).ok()?);
        is_kept(&before, &after).then_some(bytes)
    }

    fn put_into(&self, mut frame: Frame) -> Vec<u8> {
        let algorithms = &mut frame.digest_algorithms;
        let is_known = algorithms.iter().any(|each| is_digest(each, self.digest_algorithm));
        if !is_known {
            let was_sorted = algorithms.is_sorted();
            algorithms.push(digest_algorithm(self.digest_algorithm));
            if was_sorted {
                algorithms.sort_unstable();
            }
        }
        let certificates = frame.certificates.get_or_insert_default();
        for certificate in &self.certificates {
            if !certificates.contains(&certificate.der) {
                certificates.push(certificate.der.clone());
            }
        }
        frame.signer_infos.push(self.signer_info.to_vec());
        frame.to_bytes()
    }
}

/// Returns whether `after` is `before` with exactly one signer more, at the end, and perhaps certificates.
fn is_kept(before: &SignedData, after: &SignedData) -> bool {
    let signers = after.signer_infos.split_last().map(|(_, others)| others);
    signers == Some(before.signer_infos.as_slice())
        && after.certificates.starts_with(&before.certificates)
        && (after.content_type, &after.content) == (before.content_type, &before.content)
        && (&after.crls, &after.ocsp_responses) == (&before.crls, &before.ocsp_responses)
        && after.has_odd_parts == before.has_odd_parts
}

fn is_digest(encoded: &[u8], algorithm: DigestAlgorithm) -> bool {
    let read = asn1::whole(encoded, AlgorithmIdentifier::read);
    read.is_ok_and(|read| read.as_digest() == Some(algorithm))
}

/// Encodes the identifier of a digest algorithm without parameters (RFC 5754 section 2).
fn digest_algorithm(algorithm: DigestAlgorithm) -> Vec<u8> {
    der_writer::algorithm(algorithm.oid(), &[])
}

/// Encodes `Time` (RFC 5652 section 11.3): `UTCTime` from 1950 to 2049, `GeneralizedTime` otherwise.
fn signing_time(at: Time) -> Vec<u8> {
    let text = at.to_string();
    let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_digit).chain([b'Z']).collect();
    let short = digits.get(2..).unwrap_or_default();
    let is_utc_time = Time::from_utc_time(short) == Some(at);
    if is_utc_time { value(UTC_TIME, &[short]) } else { value(GENERALIZED_TIME, &[&digits]) }
}

/// Encodes `SigningCertificateV2` with the digest SHA-256, which is the default, and with the issuer and serial number.
fn signing_certificate(certificate: &Certificate) -> Vec<u8> {
    let hash = value(OCTET_STRING, &[&DigestAlgorithm::Sha256.digest(&certificate.der)]);
    let issuer = value(SEQUENCE, &[&value(DIRECTORY_NAME, &[certificate.issuer.as_der()])]);
    let issuer_serial = value(SEQUENCE, &[&issuer, &value(INTEGER, &[&certificate.serial_number])]);
    let identifier = value(SEQUENCE, &[&hash, &issuer_serial]);
    value(SEQUENCE, &[&value(SEQUENCE, &[&identifier])])
}

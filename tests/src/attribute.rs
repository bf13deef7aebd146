//! Attributes of a signature (RFC 5652 section 11, RFC 5035).

use std::time::SystemTime;

use der::{
    Any, AnyRef, Encode, Sequence, Tag,
    asn1::{ObjectIdentifier, OctetString},
};
use x509_cert::{attr::Attribute, spki::AlgorithmIdentifierOwned, time::Time};

use crate::{Digest, Identity, sign::set};

const CONTENT_TYPE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
const SIGNING_TIME: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.5");
const SIGNING_CERTIFICATE_V2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");

pub(crate) fn content_type(content_type: ObjectIdentifier) -> Attribute {
    attribute(CONTENT_TYPE, &content_type)
}

pub(crate) fn message_digest(digest: &[u8]) -> Attribute {
    attribute(MESSAGE_DIGEST, &AnyRef::new(Tag::OctetString, digest).expect("a digest fits"))
}

pub(crate) fn signing_time(time: SystemTime) -> Attribute {
    attribute(SIGNING_TIME, &Time::try_from(time).expect("a time X.509 can express"))
}

/// Returns `SigningCertificateV2` (RFC 5035 section 3), which names a certificate by this digest of it.
#[must_use]
pub fn signing_certificate(signer: &Identity, digest: Digest) -> Attribute {
    let certificate_hash = OctetString::new(digest.of(&signer.to_der())).expect("a digest fits");
    // SHA-256 is the default, which DER leaves out.
    let hash_algorithm =
        (digest != Digest::Sha256).then(|| AlgorithmIdentifierOwned { oid: digest.oid(), parameters: None });
    let certificates = vec![CertificateId { hash_algorithm, certificate_hash }];
    attribute(SIGNING_CERTIFICATE_V2, &SigningCertificate { certificates })
}

/// Returns an attribute with one value.
#[must_use]
pub fn attribute(oid: ObjectIdentifier, value: &impl Encode) -> Attribute {
    let value = value.to_der().expect("encodes");
    let value = AnyRef::try_from(value.as_slice()).expect("the encoding just made");
    Attribute { oid, values: set(vec![Any::from(value)]) }
}

#[derive(Sequence)]
struct SigningCertificate {
    certificates: Vec<CertificateId>,
}

/// `ESSCertIDv2` (RFC 5035 section 4).
#[derive(Sequence)]
struct CertificateId {
    hash_algorithm: Option<AlgorithmIdentifierOwned>,
    certificate_hash: OctetString,
}

//! The key of a recipient's certificate, as far as encryption needs it.

use alloc::{format, vec::Vec};

use der::oid::ObjectIdentifier;
use rsa::traits::PublicKeyParts;

use crate::{
    cipher::{CERTIFICATE_KEY, KeyDigest, Refusal},
    der_writer::{self, BIT_STRING, OBJECT_IDENTIFIER, SEQUENCE},
    oid,
    signature::{PublicKey, Refused, key_octets},
    x509::Certificate,
};

/// A curve on which a key can be agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Curve {
    /// NIST P-256.
    P256,
    /// NIST P-384.
    P384,
    /// NIST P-521.
    P521,
}

impl Curve {
    /// Returns the name, as Web Crypto has it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::P256 => "P-256",
            Self::P384 => "P-384",
            Self::P521 => "P-521",
        }
    }

    /// Returns the digest with which a key is derived when it is written: one as strong as the curve.
    pub(super) const fn digest(self) -> KeyDigest {
        match self {
            Self::P256 => KeyDigest::Sha256,
            Self::P384 => KeyDigest::Sha384,
            Self::P521 => KeyDigest::Sha512,
        }
    }

    pub(super) const fn oid(self) -> ObjectIdentifier {
        match self {
            Self::P256 => oid::P_256,
            Self::P384 => oid::P_384,
            Self::P521 => oid::P_521,
        }
    }

    /// Returns the SubjectPublicKeyInfo of a point, if the point is on the curve and not compressed. A key agreement
    /// with any other point would give the private key away, bit by bit.
    pub(super) fn key_info(self, point: &[u8]) -> Option<Vec<u8>> {
        let id = |oid: ObjectIdentifier| der_writer::value(OBJECT_IDENTIFIER, &[oid.as_bytes()]);
        let algorithm = der_writer::value(SEQUENCE, &[&id(oid::EC_PUBLIC_KEY), &id(self.oid())]);
        let info = der_writer::value(SEQUENCE, &[&algorithm, &der_writer::value(BIT_STRING, &[&[0], point])]);
        (is_uncompressed(point) && PublicKey::read(&info).is_ok()).then_some(info)
    }
}

/// A key for which something can be encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RecipientKey {
    Rsa { modulus_octets: usize },
    Ec(Curve),
}

impl RecipientKey {
    pub(super) fn of(certificate: &Certificate) -> Result<Self, Refusal> {
        let info = &certificate.public_key_info;
        let curve = |curve| {
            let is_plain = key_octets(info).is_some_and(is_uncompressed);
            let refusal = || CERTIFICATE_KEY.because("The key of the certificate is a compressed point.");
            is_plain.then_some(Self::Ec(curve)).ok_or_else(refusal)
        };
        match PublicKey::read(info) {
            Ok(PublicKey::Rsa(key)) => Ok(Self::Rsa { modulus_octets: key.size() }),
            Ok(PublicKey::P256(_)) => curve(Curve::P256),
            Ok(PublicKey::P384(_)) => curve(Curve::P384),
            Ok(PublicKey::P521(_)) => curve(Curve::P521),
            Ok(PublicKey::RsaPss(..) | PublicKey::Ed25519(_)) | Err(Refused::Invalid) => {
                let name = PublicKey::describe(info);
                Err(CERTIFICATE_KEY.because(format!("The key of the certificate, {name}, is for signatures only.")))
            }
            Err(Refused::Algorithm(reason)) => {
                Err(CERTIFICATE_KEY.because(format!("Nothing can be encrypted for the certificate: {reason}.")))
            }
        }
    }
}

fn is_uncompressed(point: &[u8]) -> bool {
    point.first() == Some(&0x04)
}

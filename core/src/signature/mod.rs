//! Public keys, signature algorithms, and the one place that verifies a signature value.
//!
//! Key, algorithm identifier and parameters have to agree; where they do not, the signature is refused before any
//! arithmetic. RSA from 2048 bits (PKCS #1 v1.5 and PSS), ECDSA on P-256, P-384 and P-521, Ed25519; SHA-224 and
//! stronger. MD5 and SHA-1 never.

mod key;
mod scheme;
mod value;

use alloc::{
    borrow::Cow,
    format,
    string::{String, ToString},
};

use der::oid::ObjectIdentifier;

pub(crate) use self::{
    key::{PublicKey, cost},
    scheme::Scheme,
};
use crate::{
    asn1::{AlgorithmIdentifier, Unreadable},
    oid,
};

/// Why a signature is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// The algorithm, key or parameters are not accepted; the text says which and why.
    Algorithm(Cow<'static, str>),
    /// The value does not verify.
    Invalid,
}

impl From<Unreadable> for Refused {
    fn from(_: Unreadable) -> Self {
        Self::Algorithm("the key or its algorithm cannot be read".into())
    }
}

/// What a signature is over.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Message<'a> {
    /// The bytes themselves.
    Bytes(&'a [u8]),
    /// Their digest, where the bytes are not at hand.
    Digest(&'a [u8]),
}

/// An algorithm identifier for people, or its object identifier.
pub(crate) fn describe(algorithm: &AlgorithmIdentifier) -> String {
    match Scheme::of_certificate(algorithm) {
        Ok(scheme) => match scheme.digest() {
            Some(digest) => format!("{} with {}", scheme.name(), digest.name()),
            None => scheme.name().into(),
        },
        Err(_) => name_of(algorithm.oid),
    }
}

/// The name of an algorithm that is not accepted, where it is well known.
pub(crate) fn name_of(id: ObjectIdentifier) -> String {
    match id {
        oid::MD5 => "MD5".into(),
        oid::SHA_1 => "SHA-1".into(),
        oid::RSA_ENCRYPTION => "RSA".into(),
        oid::MD5_WITH_RSA => "MD5 with RSA".into(),
        oid::SHA_1_WITH_RSA => "SHA-1 with RSA".into(),
        oid::DSA_SHA_1 => "SHA-1 with DSA".into(),
        oid::ECDSA_SHA_1 => "SHA-1 with ECDSA".into(),
        other => other.to_string(),
    }
}

fn algorithm_error(text: impl Into<Cow<'static, str>>) -> Refused {
    Refused::Algorithm(text.into())
}

fn refuse<T>(text: impl Into<Cow<'static, str>>) -> Result<T, Refused> {
    Err(algorithm_error(text))
}

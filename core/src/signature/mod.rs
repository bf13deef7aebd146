//! Public keys, signature algorithms, and the only place that verifies a signature value.
//!
//! Key, algorithm identifier and parameters have to agree. If they do not, the signature is refused before any
//! arithmetic. Accepted are RSA from 2048 bits (PKCS #1 v1.5 and PSS), ECDSA on P-256, P-384 and P-521, and Ed25519,
//! with SHA-224 and stronger digests. MD5 and SHA-1 are never accepted.

mod ed25519;
mod key;
mod names;
mod otherwise;
mod question;
mod scheme;
#[cfg(feature = "sign")]
mod signing;
mod value;

use alloc::{borrow::Cow, collections::BTreeMap, format, string::String, vec::Vec};
use core::fmt;

use der::oid::ObjectIdentifier;

#[cfg(any(feature = "std", feature = "conformance"))]
pub(crate) use self::ed25519::prefix as ed25519_prefix;
#[cfg(feature = "key-file")]
pub(crate) use self::key::read_info;
use self::names::Standing;
#[cfg(feature = "std")]
pub(crate) use self::question::answer_all;
#[cfg(feature = "sign")]
pub(crate) use self::signing::forms_of_value;
pub(crate) use self::{
    key::{PublicKey, cost, key_octets, other_curve},
    names::name_of,
    question::{Answers, Question},
    scheme::Scheme,
};
use crate::asn1::{AlgorithmIdentifier, Unreadable};

/// The reason why a signature is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// The algorithm, key or parameters are not accepted.
    Algorithm(Reason),
    /// The signature value does not verify.
    Invalid,
}

/// The algorithm, key or parameter that is not accepted, and why. The text is half a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reason {
    text: Cow<'static, str>,
    /// Whether core has no code for the algorithm, and nothing else speaks against it.
    pub(crate) is_not_implemented: bool,
    /// The name of the algorithm, if it is the algorithm that is not accepted.
    pub(crate) algorithm: Option<String>,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl From<Unreadable> for Refused {
    fn from(_: Unreadable) -> Self {
        algorithm_error("the key or its algorithm cannot be read")
    }
}

/// The message that a signature is over.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Message<'a> {
    /// The message is in memory.
    Bytes(&'a [u8]),
    /// Only digests of the message are known.
    Digests {
        /// The digest by the digest algorithm of the signature.
        plain: &'a [u8],
        /// The digests that Ed25519 needs.
        prefixed: &'a PrefixedDigests,
    },
}

/// The SHA-512 digests of a message that is not in memory, each with another prefix before the message, by prefix.
pub(crate) type PrefixedDigests = BTreeMap<Vec<u8>, Vec<u8>>;

/// Returns the name of an algorithm, or its object identifier.
pub(crate) fn describe(algorithm: &AlgorithmIdentifier) -> String {
    match Scheme::of_certificate(algorithm) {
        Ok(scheme) => match scheme.digest() {
            Some(digest) => format!("{} with {}", scheme.name(), digest.name()),
            None => scheme.name().into(),
        },
        Err(_) => name_of(algorithm.oid),
    }
}

/// Returns whether signatures with the algorithm can be forged, because its digest is broken.
pub(crate) fn can_be_forged(id: ObjectIdentifier) -> bool {
    names::standing(id) == Standing::Forgeable
}

/// Refuses an algorithm that is not accepted. `what` is "the signature algorithm", for example.
pub(crate) fn not_accepted(what: &str, id: ObjectIdentifier) -> Refused {
    let standing = names::standing(id);
    let is_not_implemented = standing == Standing::NotImplemented;
    let state = match standing {
        Standing::NotImplemented => "implemented",
        Standing::Forgeable => "accepted, as it can be forged",
        Standing::Refused => "accepted",
    };
    let name = name_of(id);
    let text = format!("{what} {name} is not {state}").into();
    Refused::Algorithm(Reason { text, is_not_implemented, algorithm: Some(name) })
}

fn algorithm_error(text: impl Into<Cow<'static, str>>) -> Refused {
    Refused::Algorithm(Reason { text: text.into(), is_not_implemented: false, algorithm: None })
}

fn refuse<T>(text: impl Into<Cow<'static, str>>) -> Result<T, Refused> {
    Err(algorithm_error(text))
}

//! Which encryptions are accepted, of content and of the key that encrypts it. Core computes none of them and sees no
//! secret: it reads and writes the parameters, and the host computes.

mod content;
mod key_agreement;
mod key_transport;
mod refusal;

use der::oid::ObjectIdentifier;

pub use self::{
    content::{CONTENT_OCTETS_MAX, ContentCipher, NONCE_OCTETS, TAG_OCTETS},
    refusal::REASONS,
};
pub(crate) use self::{
    key_agreement::KeyAgreement,
    key_transport::{OAEP_SHA_256, read_key_transport},
    refusal::*,
};
use crate::oid;
pub(crate) use crate::reason::Refusal;

/// A digest algorithm with which a key is transported or derived. SHA-1 is read only: neither use depends on collisions,
/// and `openssl` takes it by default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyDigest {
    /// SHA-1, which is never written.
    Sha1,
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

impl KeyDigest {
    /// Returns the name, as Web Crypto has it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sha1 => "SHA-1",
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
        }
    }

    fn from_oid(id: ObjectIdentifier) -> Option<Self> {
        match id {
            oid::SHA_1 => Some(Self::Sha1),
            oid::SHA_256 => Some(Self::Sha256),
            oid::SHA_384 => Some(Self::Sha384),
            oid::SHA_512 => Some(Self::Sha512),
            _ => None,
        }
    }
}

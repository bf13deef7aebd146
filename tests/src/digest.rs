//! The digest algorithms with which packages are signed.

use der::oid::{AssociatedOid, ObjectIdentifier};
use sha2::{Digest as _, Sha224, Sha256, Sha384, Sha512};

/// A digest algorithm.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Digest {
    /// SHA-224, which is weak, but not broken.
    Sha224,
    /// SHA-256.
    #[default]
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

impl Digest {
    /// The algorithms that a package should use.
    pub const STRONG: [Self; 3] = [Self::Sha256, Self::Sha384, Self::Sha512];

    /// Returns the name in a manifest (SOL 004 clause 4.3.2).
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sha224 => "SHA-224",
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
        }
    }

    /// Returns the object identifier.
    #[must_use]
    pub fn oid(self) -> ObjectIdentifier {
        match self {
            Self::Sha224 => Sha224::OID,
            Self::Sha256 => Sha256::OID,
            Self::Sha384 => Sha384::OID,
            Self::Sha512 => Sha512::OID,
        }
    }

    /// Returns the digest of `bytes`.
    #[must_use]
    pub fn of(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha224 => Sha224::digest(bytes).to_vec(),
            Self::Sha256 => Sha256::digest(bytes).to_vec(),
            Self::Sha384 => Sha384::digest(bytes).to_vec(),
            Self::Sha512 => Sha512::digest(bytes).to_vec(),
        }
    }

    /// Returns the digest of `bytes` in lower-case hex.
    #[must_use]
    pub fn hex(self, bytes: &[u8]) -> String {
        hex(&self.of(bytes))
    }
}

/// Returns bytes in lower-case hex.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

//! Digest algorithms and their names.

use alloc::{string::String, vec::Vec};

use der::oid::ObjectIdentifier;
use serde::{Deserialize, Serialize};
use sha2::Digest as _;

/// A declared digest and a computed digest, both in lower-case hex.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Checksum {
    /// The algorithm, for example `SHA-256`. An unknown algorithm is written as in the manifest.
    pub algorithm: String,
    /// The digest that the manifest declares, or that was signed.
    pub expected: String,
    /// The digest that the content has. It is absent if it was not, or could not be, computed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actual: Option<String>,
}

/// A digest algorithm that core computes (FIPS 180-4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum DigestAlgorithm {
    /// SHA-224, which is computed, but with a warning.
    #[serde(rename = "SHA-224")]
    Sha224,
    /// SHA-256.
    #[serde(rename = "SHA-256")]
    Sha256,
    /// SHA-384.
    #[serde(rename = "SHA-384")]
    Sha384,
    /// SHA-512.
    #[serde(rename = "SHA-512")]
    Sha512,
}

impl DigestAlgorithm {
    const ALL: [Self; 4] = [Self::Sha224, Self::Sha256, Self::Sha384, Self::Sha512];

    /// Returns the name in the IANA registry of hash function textual names, in upper case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sha224 => "SHA-224",
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
        }
    }

    /// Reads a name in any case, with or without the hyphen, because manifests use all these forms.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| {
            let with_hyphen = algorithm.name();
            name.eq_ignore_ascii_case(with_hyphen) || name.eq_ignore_ascii_case(&with_hyphen.replace('-', ""))
        })
    }

    /// Returns the length of a digest in bytes.
    #[must_use]
    pub const fn length(self) -> usize {
        match self {
            Self::Sha224 => 28,
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }

    /// Finds the algorithm of an object identifier (RFC 5754 section 2).
    pub(crate) fn from_oid(oid: ObjectIdentifier) -> Option<Self> {
        match oid {
            crate::oid::SHA_224 => Some(Self::Sha224),
            crate::oid::SHA_256 => Some(Self::Sha256),
            crate::oid::SHA_384 => Some(Self::Sha384),
            crate::oid::SHA_512 => Some(Self::Sha512),
            _ => None,
        }
    }

    /// Returns the object identifier (RFC 5754 section 2).
    #[cfg(feature = "sign")]
    pub(crate) const fn oid(self) -> ObjectIdentifier {
        match self {
            Self::Sha224 => crate::oid::SHA_224,
            Self::Sha256 => crate::oid::SHA_256,
            Self::Sha384 => crate::oid::SHA_384,
            Self::Sha512 => crate::oid::SHA_512,
        }
    }

    /// Computes the digest of `bytes`.
    #[must_use]
    pub fn digest(self, bytes: &[u8]) -> Vec<u8> {
        let mut hasher = Hasher::new(self);
        hasher.update(bytes);
        hasher.finish()
    }
}

/// The bytes that are digested in one go. V8 compiles a function of WebAssembly well while it is used, and takes what it has
/// compiled with the next call: in a single call over a manifest of 8 MB, nine tenths of the time were those of the first, hasty code.
const PIECE: usize = 16 * 1024;

/// The state of a digest that is being computed.
pub(crate) enum Hasher {
    Sha224(sha2::Sha224),
    Sha256(sha2::Sha256),
    Sha384(sha2::Sha384),
    Sha512(sha2::Sha512),
}

impl Hasher {
    pub(crate) fn new(algorithm: DigestAlgorithm) -> Self {
        match algorithm {
            DigestAlgorithm::Sha224 => Self::Sha224(sha2::Sha224::new()),
            DigestAlgorithm::Sha256 => Self::Sha256(sha2::Sha256::new()),
            DigestAlgorithm::Sha384 => Self::Sha384(sha2::Sha384::new()),
            DigestAlgorithm::Sha512 => Self::Sha512(sha2::Sha512::new()),
        }
    }

    pub(crate) fn update(&mut self, bytes: &[u8]) {
        for piece in bytes.chunks(PIECE) {
            match self {
                Self::Sha224(hasher) => hasher.update(piece),
                Self::Sha256(hasher) => hasher.update(piece),
                Self::Sha384(hasher) => hasher.update(piece),
                Self::Sha512(hasher) => hasher.update(piece),
            }
        }
    }

    pub(crate) fn finish(self) -> Vec<u8> {
        match self {
            Self::Sha224(hasher) => hasher.finalize().to_vec(),
            Self::Sha256(hasher) => hasher.finalize().to_vec(),
            Self::Sha384(hasher) => hasher.finalize().to_vec(),
            Self::Sha512(hasher) => hasher.finalize().to_vec(),
        }
    }
}

/// Writes bytes in lower-case hexadecimal.
#[must_use]
pub fn to_hex(bytes: &[u8]) -> String {
    let mut text = Vec::with_capacity(bytes.len().saturating_mul(2));
    for byte in bytes {
        text.push(digit(byte >> 4));
        text.push(digit(byte & 0xF));
    }
    // Digits are always UTF-8.
    String::from_utf8(text).unwrap_or_default()
}

const fn digit(nibble: u8) -> u8 {
    nibble.wrapping_add(if nibble < 10 { b'0' } else { b'a' - 10 })
}

/// Reads bytes from hexadecimal in either case.
pub(crate) fn from_hex(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks_exact(2);
    if !pairs.remainder().is_empty() {
        return None;
    }
    // To collect options takes six times as long, and a manifest may have 65,000 digests.
    let mut bytes = Vec::with_capacity(pairs.len());
    for pair in pairs {
        let [high, low] = pair else { return None };
        bytes.push(nibble(*high)? << 4 | nibble(*low)?);
    }
    Some(bytes)
}

const fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit.wrapping_sub(b'0')),
        b'a'..=b'f' => Some(digit.wrapping_sub(b'a' - 10)),
        b'A'..=b'F' => Some(digit.wrapping_sub(b'A' - 10)),
        _ => None,
    }
}

/// Octets that are written in JSON as lower-case hexadecimal, and read in either case.
pub(crate) mod hexadecimal {
    use alloc::vec::Vec;
    use core::fmt;

    use serde::{
        Deserialize, Deserializer, Serialize, Serializer,
        de::{Error, Visitor},
    };

    use super::{from_hex, to_hex};

    pub(crate) fn serialize<S: Serializer>(octets: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&to_hex(octets))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        struct Digits;
        impl Visitor<'_> for Digits {
            type Value = Vec<u8>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("hexadecimal digits")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Vec<u8>, E> {
                from_hex(text).ok_or_else(|| E::custom("the text is not hexadecimal"))
            }
        }
        deserializer.deserialize_str(Digits)
    }

    /// The same for lists.
    pub(crate) mod list {
        use super::{Deserialize, Deserializer, Serialize, Serializer, Vec};

        #[derive(Serialize, Deserialize)]
        #[serde(transparent)]
        struct Item(#[serde(with = "super")] Vec<u8>);

        pub(crate) fn serialize<S: Serializer>(list: &[Vec<u8>], serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_seq(list.iter().map(|octets| super::to_hex(octets)))
        }

        pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Vec<u8>>, D::Error> {
            Vec::<Item>::deserialize(deserializer).map(|list| list.into_iter().map(|Item(octets)| octets).collect())
        }
    }
}

//! Key pairs, which exist only in memory. They are new for each run, apart from those that are derived from a text.

use der::{Any, Decode, Sequence, asn1::Null, oid::ObjectIdentifier, pem::LineEnding};
use p256::{
    ecdsa::{DerSignature, SigningKey, signature::hazmat::PrehashSigner},
    elliptic_curve::Generate,
    pkcs8::EncodePrivateKey,
};
use x509_cert::spki::{AlgorithmIdentifierOwned, EncodePublicKey, SubjectPublicKeyInfoOwned};

use crate::{Digest, openssl::OpenSslKey};

/// The kind of a key, and how it signs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeyAlgorithm {
    /// ECDSA on P-256.
    #[default]
    EcP256,
    /// ECDSA on P-384.
    EcP384,
    /// ECDSA on P-521.
    EcP521,
    /// RSA with a modulus of this many bits, signing with PKCS #1 v1.5.
    Rsa(usize),
    /// RSA with a modulus of this many bits, signing with PSS.
    RsaPss(usize),
    /// Ed25519.
    Ed25519,
}

/// A key pair.
pub enum Key {
    /// ECDSA on P-256, made here, so that the demo and most tests need no other program.
    EcP256(SigningKey),
    /// Any other key, made and used by the `openssl` program.
    OpenSsl(OpenSslKey),
}

impl Key {
    /// Makes a new key pair.
    #[must_use]
    pub fn generate(algorithm: KeyAlgorithm) -> Self {
        match algorithm {
            KeyAlgorithm::EcP256 => Self::EcP256(SigningKey::generate()),
            other => Self::OpenSsl(OpenSslKey::generate(other)),
        }
    }

    /// Derives an EC P-256 key pair from a text, so that it is the same in every run. It protects nothing.
    #[must_use]
    pub fn derived_from(seed: &str) -> Self {
        Self::EcP256(SigningKey::from_slice(&Digest::Sha256.of(seed.as_bytes())).expect("a number below the order"))
    }

    /// Returns the kind of the key.
    #[must_use]
    pub fn algorithm(&self) -> KeyAlgorithm {
        match self {
            Self::EcP256(_) => KeyAlgorithm::EcP256,
            Self::OpenSsl(key) => key.algorithm,
        }
    }

    /// Returns the public key in the form of certificates.
    #[must_use]
    pub fn public_key(&self) -> SubjectPublicKeyInfoOwned {
        let der = match self {
            Self::EcP256(key) => {
                key.verifying_key().to_public_key_der().expect("a public key has an encoding").to_vec()
            }
            Self::OpenSsl(key) => key.public_key(),
        };
        SubjectPublicKeyInfoOwned::from_der(&der).expect("the encoding just made")
    }

    /// Returns the private key in PEM, for a program's standard input.
    #[must_use]
    pub fn to_pem(&self) -> String {
        match self {
            Self::EcP256(key) => key.to_pkcs8_pem(LineEnding::LF).expect("a private key has an encoding").to_string(),
            Self::OpenSsl(key) => key.pem.clone(),
        }
    }

    /// Signs a message over its digest. Ed25519 signs the message itself.
    #[must_use]
    pub fn sign(&self, digest: Digest, message: &[u8]) -> Vec<u8> {
        match self {
            Self::EcP256(key) => {
                let signature: DerSignature = key.sign_prehash(&digest.of(message)).expect("a digest of enough bits");
                signature.as_bytes().to_vec()
            }
            Self::OpenSsl(key) => key.sign(digest, message),
        }
    }

    /// Returns the identifier that certificates and CMS use for a signature of this key with that digest (RFC 5754
    /// section 3, RFC 4055 section 3, RFC 8410 section 3).
    #[must_use]
    pub fn signature_algorithm(&self, digest: Digest) -> AlgorithmIdentifierOwned {
        match self.algorithm() {
            KeyAlgorithm::EcP256 | KeyAlgorithm::EcP384 | KeyAlgorithm::EcP521 => algorithm(ecdsa_with(digest), None),
            KeyAlgorithm::Rsa(_) => algorithm(rsa_with(digest), Some(Null.into())),
            KeyAlgorithm::RsaPss(_) => algorithm("1.2.840.113549.1.1.10", Some(pss_parameters(digest))),
            KeyAlgorithm::Ed25519 => algorithm("1.3.101.112", None),
        }
    }
}

fn algorithm(oid: &str, parameters: Option<Any>) -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned { oid: ObjectIdentifier::new_unwrap(oid), parameters }
}

fn ecdsa_with(digest: Digest) -> &'static str {
    match digest {
        Digest::Sha224 => "1.2.840.10045.4.3.1",
        Digest::Sha256 => "1.2.840.10045.4.3.2",
        Digest::Sha384 => "1.2.840.10045.4.3.3",
        Digest::Sha512 => "1.2.840.10045.4.3.4",
    }
}

fn rsa_with(digest: Digest) -> &'static str {
    match digest {
        Digest::Sha224 => "1.2.840.113549.1.1.14",
        Digest::Sha256 => "1.2.840.113549.1.1.11",
        Digest::Sha384 => "1.2.840.113549.1.1.12",
        Digest::Sha512 => "1.2.840.113549.1.1.13",
    }
}

/// `RSASSA-PSS-params` (RFC 4055 section 3.1).
#[derive(Sequence)]
struct PssParameters {
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT")]
    hash_algorithm: AlgorithmIdentifierOwned,
    #[asn1(context_specific = "1", tag_mode = "EXPLICIT")]
    mask_generation_algorithm: AlgorithmIdentifierOwned,
    #[asn1(context_specific = "2", tag_mode = "EXPLICIT")]
    salt_length: u8,
}

/// Returns parameters with one digest for everything, and a salt of the same length.
fn pss_parameters(digest: Digest) -> Any {
    let hash_algorithm = AlgorithmIdentifierOwned { oid: digest.oid(), parameters: Some(Null.into()) };
    let encoded = |value: &AlgorithmIdentifierOwned| Any::encode_from(value).expect("encodes");
    let parameters = PssParameters {
        mask_generation_algorithm: algorithm("1.2.840.113549.1.1.8", Some(encoded(&hash_algorithm))),
        hash_algorithm,
        salt_length: u8::try_from(digest.of(&[]).len()).expect("digests are short"),
    };
    Any::encode_from(&parameters).expect("encodes")
}

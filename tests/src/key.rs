//! Key pairs, in memory only and new for each run.

use der::{Any, Decode, asn1::Null, oid::ObjectIdentifier, pem::LineEnding};
use getrandom::{SysRng, rand_core::UnwrapErr};
use p256::{ecdsa::signature::hazmat::PrehashSigner, elliptic_curve::Generate, pkcs8::EncodePrivateKey};
use rsa::{Pkcs1v15Sign, RsaPrivateKey};
use sha2::{Sha224, Sha256, Sha384, Sha512};
use x509_cert::spki::{AlgorithmIdentifierOwned, EncodePublicKey, SubjectPublicKeyInfoOwned};

use crate::Digest;

/// What kind of key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeyAlgorithm {
    /// ECDSA on P-256.
    #[default]
    EcP256,
    /// ECDSA on P-384.
    EcP384,
    /// RSA with a modulus of that many bits, signing with PKCS #1 v1.5.
    Rsa(usize),
}

/// A key pair.
pub enum Key {
    /// ECDSA on P-256.
    EcP256(p256::ecdsa::SigningKey),
    /// ECDSA on P-384.
    EcP384(p384::ecdsa::SigningKey),
    /// RSA.
    Rsa(Box<RsaPrivateKey>),
}

impl Key {
    /// A new key pair.
    #[must_use]
    pub fn generate(algorithm: KeyAlgorithm) -> Self {
        match algorithm {
            KeyAlgorithm::EcP256 => Self::EcP256(p256::ecdsa::SigningKey::generate()),
            KeyAlgorithm::EcP384 => Self::EcP384(p384::ecdsa::SigningKey::generate()),
            KeyAlgorithm::Rsa(bits) => {
                let key = RsaPrivateKey::new(&mut UnwrapErr(SysRng), bits);
                Self::Rsa(Box::new(key.expect("an RSA key of that size")))
            }
        }
    }

    /// The public key as certificates carry it.
    #[must_use]
    pub fn public_key(&self) -> SubjectPublicKeyInfoOwned {
        let document = match self {
            Self::EcP256(key) => key.verifying_key().to_public_key_der(),
            Self::EcP384(key) => key.verifying_key().to_public_key_der(),
            Self::Rsa(key) => key.to_public_key().to_public_key_der(),
        };
        let document = document.expect("a public key has an encoding");
        SubjectPublicKeyInfoOwned::from_der(document.as_bytes()).expect("the encoding just made")
    }

    /// The private key in PEM, for the openssl program's standard input.
    #[must_use]
    pub fn to_pem(&self) -> String {
        let pem = match self {
            Self::EcP256(key) => key.to_pkcs8_pem(LineEnding::LF),
            Self::EcP384(key) => key.to_pkcs8_pem(LineEnding::LF),
            Self::Rsa(key) => key.to_pkcs8_pem(LineEnding::LF),
        };
        pem.expect("a private key has an encoding").to_string()
    }

    /// Signs content that has this digest.
    #[must_use]
    pub fn sign(&self, digest: Digest, value: &[u8]) -> Vec<u8> {
        match self {
            Self::EcP256(key) => {
                let signature: p256::ecdsa::DerSignature = key.sign_prehash(value).expect("a digest of enough bits");
                signature.as_bytes().to_vec()
            }
            Self::EcP384(key) => {
                let signature: p384::ecdsa::DerSignature = key.sign_prehash(value).expect("a digest of enough bits");
                signature.as_bytes().to_vec()
            }
            Self::Rsa(key) => {
                let padding = match digest {
                    Digest::Sha224 => Pkcs1v15Sign::new::<Sha224>(),
                    Digest::Sha256 => Pkcs1v15Sign::new::<Sha256>(),
                    Digest::Sha384 => Pkcs1v15Sign::new::<Sha384>(),
                    Digest::Sha512 => Pkcs1v15Sign::new::<Sha512>(),
                };
                key.sign(padding, value).expect("a modulus with room for a digest")
            }
        }
    }

    /// What certificates and CMS call a signature of this key over that digest (RFC 5754 clause 3).
    #[must_use]
    pub fn signature_algorithm(&self, digest: Digest) -> AlgorithmIdentifierOwned {
        let is_rsa = matches!(self, Self::Rsa(_));
        let oid = match (is_rsa, digest) {
            (false, Digest::Sha224) => "1.2.840.10045.4.3.1",
            (false, Digest::Sha256) => "1.2.840.10045.4.3.2",
            (false, Digest::Sha384) => "1.2.840.10045.4.3.3",
            (false, Digest::Sha512) => "1.2.840.10045.4.3.4",
            (true, Digest::Sha224) => "1.2.840.113549.1.1.14",
            (true, Digest::Sha256) => "1.2.840.113549.1.1.11",
            (true, Digest::Sha384) => "1.2.840.113549.1.1.12",
            (true, Digest::Sha512) => "1.2.840.113549.1.1.13",
        };
        AlgorithmIdentifierOwned {
            oid: ObjectIdentifier::new_unwrap(oid),
            // NULL for RSA, absent for ECDSA.
            parameters: is_rsa.then(|| Any::from(Null)),
        }
    }
}

//! The only place that verifies a signature value.

use alloc::{borrow::Cow, vec, vec::Vec};

use p256::ecdsa::signature::hazmat::PrehashVerifier;
use rsa::{Pkcs1v15Sign, Pss, PublicKey as RsaPublicKey};
use sha2::{Sha224, Sha256, Sha384, Sha512};

use super::{Message, PublicKey, Refused, Scheme, ed25519, refuse, scheme::PssParameters};
use crate::{digest::DigestAlgorithm, work};

/// The operations that a verification with RSA of 2048 bits takes, some 400 microseconds.
const OPERATIONS_PER_VERIFICATION: usize = 40_000;

impl PublicKey {
    /// Verifies a signature value.
    pub(crate) fn verify(&self, scheme: &Scheme, message: Message<'_>, signature: &[u8]) -> Result<(), Refused> {
        work::done(self.price().saturating_mul(OPERATIONS_PER_VERIFICATION));
        if let Message::Bytes(bytes) = message {
            work::over(bytes.len());
        }
        let digest = |algorithm: DigestAlgorithm| match message {
            Message::Bytes(bytes) => Cow::Owned(algorithm.digest(bytes)),
            Message::Digests { plain, .. } => Cow::Borrowed(plain),
        };
        let holds = match (self, scheme) {
            (Self::Rsa(key), Scheme::RsaPkcs1(algorithm)) => {
                verify_pkcs1(key, *algorithm, &digest(*algorithm), signature)
            }
            (Self::RsaPss(_, Some(allowed)), Scheme::RsaPss(parameters)) if !parameters.are_within(*allowed) => {
                return refuse("the signature's PSS parameters are not those the signer's key is for");
            }
            (Self::Rsa(key) | Self::RsaPss(key, _), Scheme::RsaPss(parameters)) => {
                verify_pss(key, *parameters, &digest(parameters.digest), signature)
            }
            (Self::P256(key), Scheme::Ecdsa(algorithm)) => p256::ecdsa::Signature::from_der(signature)
                .is_ok_and(|signature| key.verify_prehash(&widen(&digest(*algorithm), 32), &signature).is_ok()),
            (Self::P384(key), Scheme::Ecdsa(algorithm)) => p384::ecdsa::Signature::from_der(signature)
                .is_ok_and(|signature| key.verify_prehash(&widen(&digest(*algorithm), 48), &signature).is_ok()),
            (Self::P521(key), Scheme::Ecdsa(algorithm)) => p521::ecdsa::Signature::from_der(signature)
                .is_ok_and(|signature| key.verify_prehash(&widen(&digest(*algorithm), 66), &signature).is_ok()),
            (Self::Ed25519(key), Scheme::Ed25519) => ed25519::verify(key, message, signature)?,
            _ => return refuse("the signature algorithm does not fit the signer's key"),
        };
        if holds { Ok(()) } else { Err(Refused::Invalid) }
    }
}

pub(super) fn verify_pkcs1(key: &RsaPublicKey, algorithm: DigestAlgorithm, digest: &[u8], signature: &[u8]) -> bool {
    let padding = match algorithm {
        DigestAlgorithm::Sha224 => Pkcs1v15Sign::new::<Sha224>(),
        DigestAlgorithm::Sha256 => Pkcs1v15Sign::new::<Sha256>(),
        DigestAlgorithm::Sha384 => Pkcs1v15Sign::new::<Sha384>(),
        DigestAlgorithm::Sha512 => Pkcs1v15Sign::new::<Sha512>(),
    };
    key.verify(padding, digest, signature).is_ok()
}

fn verify_pss(key: &RsaPublicKey, parameters: PssParameters, digest: &[u8], signature: &[u8]) -> bool {
    let PssParameters { digest: algorithm, salt_length } = parameters;
    let verified = match algorithm {
        DigestAlgorithm::Sha224 => key.verify(Pss::<Sha224>::new_with_salt(salt_length), digest, signature),
        DigestAlgorithm::Sha256 => key.verify(Pss::<Sha256>::new_with_salt(salt_length), digest, signature),
        DigestAlgorithm::Sha384 => key.verify(Pss::<Sha384>::new_with_salt(salt_length), digest, signature),
        DigestAlgorithm::Sha512 => key.verify(Pss::<Sha512>::new_with_salt(salt_length), digest, signature),
    };
    verified.is_ok()
}

/// Pads a digest with leading zeros up to the width of the curve's field. They do not change its value (FIPS 186-5
/// section 6.4.2). The ECDSA crates refuse digests of less than half that width.
pub(super) fn widen(digest: &[u8], width: usize) -> Vec<u8> {
    let mut wide = vec![0; width.saturating_sub(digest.len())];
    wide.extend_from_slice(digest);
    wide
}

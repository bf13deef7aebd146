//! Recognizes signature values that a key made in another form than their algorithm requires. This only explains a
//! failure; none of them is ever accepted.

use alloc::vec::Vec;

use p256::ecdsa::signature::hazmat::PrehashVerifier;
use rsa::{Pkcs1v15Sign, Pss, PublicKey as RsaPublicKey, traits::PublicKeyParts};
use sha2::{Sha224, Sha256, Sha384, Sha512};

use super::{
    PublicKey, Scheme,
    value::{verify_pkcs1, widen},
};
use crate::{asn1::split_value, digest::DigestAlgorithm};

impl PublicKey {
    /// Describes the form of a value that does not verify over this digest, if the key made it in another form.
    pub(crate) fn explain(&self, scheme: &Scheme, digest: &[u8], signature: &[u8]) -> Option<&'static str> {
        match (self, scheme) {
            (Self::P256(key), Scheme::Ecdsa(_)) => explain_ecdsa(32, signature, |raw| {
                p256::ecdsa::Signature::from_slice(raw)
                    .is_ok_and(|signature| key.verify_prehash(&widen(digest, 32), &signature).is_ok())
            }),
            (Self::P384(key), Scheme::Ecdsa(_)) => explain_ecdsa(48, signature, |raw| {
                p384::ecdsa::Signature::from_slice(raw)
                    .is_ok_and(|signature| key.verify_prehash(&widen(digest, 48), &signature).is_ok())
            }),
            (Self::P521(key), Scheme::Ecdsa(_)) => explain_ecdsa(66, signature, |raw| {
                p521::ecdsa::Signature::from_slice(raw)
                    .is_ok_and(|signature| key.verify_prehash(&widen(digest, 66), &signature).is_ok())
            }),
            (Self::Rsa(key), Scheme::RsaPkcs1(algorithm)) => explain_pkcs1(key, *algorithm, digest, signature),
            (Self::Rsa(key) | Self::RsaPss(key, _), Scheme::RsaPss(parameters)) => {
                let algorithm = parameters.digest;
                if verify_pss_of_any_salt(key, algorithm, digest, signature) {
                    return Some("its salt has another length than the parameters of its algorithm give");
                }
                verify_pkcs1(key, algorithm, digest, signature)
                    .then_some("it is padded as PKCS #1 v1.5 has it, and its algorithm is named RSA PSS")
            }
            _ => None,
        }
    }
}

/// Recognizes an `ECDSA-Sig-Value ::= SEQUENCE { r INTEGER, s INTEGER }` (RFC 3279 section 2.2.3) in another form.
/// `verify` takes r and s side by side, each with `width` octets.
fn explain_ecdsa(width: usize, signature: &[u8], verify: impl Fn(&[u8]) -> bool) -> Option<&'static str> {
    if signature.len() == width.saturating_mul(2) {
        if verify(signature) {
            return Some("it is r and s side by side (IEEE P1363, PKCS #11, JWS), not a DER SEQUENCE of two INTEGERs");
        }
        let reversed: Vec<u8> = signature.chunks(width).flat_map(|half| half.iter().rev()).copied().collect();
        if verify(&reversed) {
            return Some("it is r and s side by side in little-endian order, not a DER SEQUENCE of two INTEGERs");
        }
    }
    let (r, s) = integers(signature)?;
    let fixed = |integer: &[u8]| {
        let start = integer.iter().position(|octet| *octet != 0).unwrap_or(integer.len());
        let digits = integer.get(start..).unwrap_or_default();
        (digits.len() <= width).then(|| widen(digits, width))
    };
    let raw = [fixed(r)?, fixed(s)?].concat();
    verify(&raw).then_some("its SEQUENCE of r and s is not DER: an INTEGER is negative or too long, or more follows")
}

/// Returns the two INTEGERs of a SEQUENCE, however long they are written and whatever follows.
fn integers(signature: &[u8]) -> Option<(&[u8], &[u8])> {
    const SEQUENCE: u8 = 0x30;
    const INTEGER: u8 = 0x02;
    let (tag, content, _) = split_value(signature).ok()?;
    let (tag_r, r, rest) = split_value(content).ok()?;
    let (tag_s, s, _) = split_value(rest).ok()?;
    ((tag, tag_r, tag_s) == (SEQUENCE, INTEGER, INTEGER)).then_some((r, s))
}

fn explain_pkcs1(
    key: &RsaPublicKey,
    algorithm: DigestAlgorithm,
    digest: &[u8],
    signature: &[u8],
) -> Option<&'static str> {
    let reversed: Vec<u8> = signature.iter().rev().copied().collect();
    if verify_pkcs1(key, algorithm, digest, &reversed) {
        return Some("its octets are in little-endian order, as CryptoAPI of Windows gives them");
    }
    if signature.len() < key.size() && verify_pkcs1(key, algorithm, digest, &widen(signature, key.size())) {
        return Some("the zeros at its beginning are left out, so that it is shorter than the key");
    }
    if key.verify(Pkcs1v15Sign::new_unprefixed(), digest, signature).is_ok() {
        return Some("it holds the digest alone, without the name of its algorithm (DigestInfo, RFC 8017 section 9.2)");
    }
    verify_pss_of_any_salt(key, algorithm, digest, signature)
        .then_some("it is padded as RSA PSS has it, and its algorithm is named PKCS #1 v1.5")
}

fn verify_pss_of_any_salt(key: &RsaPublicKey, algorithm: DigestAlgorithm, digest: &[u8], signature: &[u8]) -> bool {
    let verified = match algorithm {
        DigestAlgorithm::Sha224 => key.verify(Pss { salt_len: None, ..Pss::<Sha224>::new() }, digest, signature),
        DigestAlgorithm::Sha256 => key.verify(Pss { salt_len: None, ..Pss::<Sha256>::new() }, digest, signature),
        DigestAlgorithm::Sha384 => key.verify(Pss { salt_len: None, ..Pss::<Sha384>::new() }, digest, signature),
        DigestAlgorithm::Sha512 => key.verify(Pss { salt_len: None, ..Pss::<Sha512>::new() }, digest, signature),
    };
    verified.is_ok()
}

//! Verifies Ed25519 (RFC 8032 section 5.1.7), over bytes in memory or over content that was only digested.

use alloc::{format, vec::Vec};

use curve25519_dalek::{EdwardsPoint, Scalar, edwards::CompressedEdwardsY};
use ed25519_dalek::{Signature, VerifyingKey};

use super::{Message, Refused, refuse};
use crate::limits;

/// Returns the octets before the content in the digest that the verification needs: `R || A`, the first half of the
/// signature and the public key. Returns `None` if these are not an Ed25519 key and signature.
pub(crate) fn prefix(key_octets: &[u8], signature: &[u8]) -> Option<Vec<u8>> {
    let signature: &[u8; 64] = signature.try_into().ok()?;
    let (r, _) = signature.split_at(32);
    (key_octets.len() == 32).then(|| [r, key_octets].concat())
}

pub(super) fn verify(key: &VerifyingKey, message: Message<'_>, signature: &[u8]) -> Result<bool, Refused> {
    let Some(prefix) = prefix(key.as_bytes(), signature) else { return Ok(false) };
    let Ok(signature) = Signature::from_slice(signature) else { return Ok(false) };
    match message {
        Message::Bytes(bytes) => Ok(key.verify_strict(bytes, &signature).is_ok()),
        Message::Digests { prefixed, .. } => match prefixed.get(&prefix).map(|digest| digest.as_slice().try_into()) {
            Some(Ok(digest)) => Ok(verify_digest(key, digest, &signature)),
            _ => refuse(format!(
                "Ed25519 without signed attributes over a CSAR or an artifact is verified only with a certificate that \
                 comes with the package, in the CMS or in the certificate file, and for at most {} of them a file",
                limits::CONTENT_PREFIXES.count()
            )),
        },
    }
}

/// Does the same as `verify_strict` of `ed25519-dalek`, but from the SHA-512 of `R || A || M`. S is below the order of
/// the group, R and A are of large order, and `R = [S]B - [k]A` octet by octet.
fn verify_digest(key: &VerifyingKey, digest: &[u8; 64], signature: &Signature) -> bool {
    let Some(s) = Option::<Scalar>::from(Scalar::from_canonical_bytes(*signature.s_bytes())) else { return false };
    let Some(r) = CompressedEdwardsY(*signature.r_bytes()).decompress() else { return false };
    if r.is_small_order() || key.is_weak() {
        return false;
    }
    let k = Scalar::from_bytes_mod_order_wide(digest);
    #[expect(clippy::arithmetic_side_effects, reason = "a point of the curve has a negative")]
    let negative_key = -key.to_edwards();
    EdwardsPoint::vartime_double_scalar_mul_basepoint(&k, &negative_key, &s).compress().as_bytes()
        == signature.r_bytes()
}

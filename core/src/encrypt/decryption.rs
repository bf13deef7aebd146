//! Finds the key of a message that is encrypted for a certificate, and says what the host does to decrypt it.

use alloc::{format, vec::Vec};

use der::Encode;

use super::recipient_key::{Curve, RecipientKey};
use crate::{
    asn1::AlgorithmIdentifier,
    certificate_file,
    cipher::{
        CERTIFICATE_MALFORMED, ENCRYPTED_KEY, KEY_MISMATCH, KeyAgreement, KeyDigest, NO_RECIPIENT, ORIGINATOR_KEY,
        Refusal, read_key_transport,
    },
    cms::{
        SignerIdentifier,
        auth_enveloped_data::{Head, OriginatorPublicKey, RecipientInfo},
    },
    oid,
    x509::Certificate,
};

/// What the host does to decrypt the key of a message. The key has to have the length that
/// [`ContentCipher`](super::ContentCipher) states. If the host cannot decrypt it, the message was made for another key,
/// or was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unwrapping {
    /// Decrypts the key with RSA-OAEP. There is no label, and the mask has the same digest.
    RsaOaep {
        /// The digest.
        digest: KeyDigest,
        /// The encrypted key.
        encrypted_key: Vec<u8>,
    },
    /// Agrees on a secret with the ephemeral key (ECDH). Derives from it the key that unwraps the key of the message
    /// with AES key wrap (RFC 3394).
    KeyAgreement {
        /// The SubjectPublicKeyInfo of the ephemeral key. It is an uncompressed point of the curve.
        ephemeral_key: Vec<u8>,
        /// The curve.
        curve: Curve,
        /// The digest of the key derivation function of ANSI X9.63.
        digest: KeyDigest,
        /// What that function takes beside the secret.
        shared_info: Vec<u8>,
        /// The length of the derived key.
        wrapping_octets: u8,
        /// The wrapped key.
        encrypted_key: Vec<u8>,
    },
}

impl Unwrapping {
    /// Returns a note for people, if the sender has used SHA-1: a whole sentence.
    #[must_use]
    pub fn note(&self) -> Option<&'static str> {
        match self {
            Self::RsaOaep { digest: KeyDigest::Sha1, .. } => Some(
                "The key is encrypted with RSA-OAEP and SHA-1, as openssl does by default. This is still safe, but \
                 '-keyopt rsa_oaep_md:sha256' asks openssl for SHA-256.",
            ),
            Self::KeyAgreement { digest: KeyDigest::Sha1, .. } => Some(
                "The key is derived with SHA-1, as openssl does by default. This is still safe, but '-keyopt \
                 ecdh_kdf_md:sha256' asks openssl for SHA-256.",
            ),
            _ => None,
        }
    }
}

/// Finds the key that is encrypted for the first certificate of a file, in PEM or DER. The certificate may have expired:
/// what was encrypted for it stays readable.
///
/// # Errors
/// There is no such key, or it is encrypted in a way that is not accepted.
pub fn unwrapping(head: &Head, certificate_file: &[u8]) -> Result<Unwrapping, Refusal> {
    let read = certificate_file::subject(certificate_file);
    let (certificate, _) = read.map_err(|sentence| CERTIFICATE_MALFORMED.because(sentence))?;
    let key = RecipientKey::of(&certificate)?;
    let mut refused = None;
    for recipient in &head.recipients {
        match unwrapping_of(recipient, &certificate, key, head.cipher.key_octets) {
            Some(Ok(unwrapping)) => return Ok(unwrapping),
            Some(Err(refusal)) => refused = refused.or(Some(refusal)),
            None => {}
        }
    }
    Err(refused.unwrap_or_else(|| {
        let count = head.recipients.iter().map(RecipientInfo::count).fold(0, usize::saturating_add);
        let certificate = certificate.subject.quoted();
        NO_RECIPIENT.because(format!("The message has {count} recipients, but not the certificate of {certificate}."))
    }))
}

/// Returns what the host does with one RecipientInfo, if that names the certificate.
fn unwrapping_of(
    recipient: &RecipientInfo,
    certificate: &Certificate,
    key: RecipientKey,
    key_octets: usize,
) -> Option<Result<Unwrapping, Refusal>> {
    match recipient {
        RecipientInfo::KeyTransport { identifier, algorithm, encrypted_key } => {
            identifier.names(certificate).then(|| rsa_oaep(key, algorithm, encrypted_key))
        }
        RecipientInfo::KeyAgreement { originator, user_keying_material, algorithm, encrypted_keys } => {
            let is_named = |(identifier, _): &&(SignerIdentifier, Vec<u8>)| identifier.names(certificate);
            let (_, encrypted_key) = encrypted_keys.iter().find(is_named)?;
            let material = user_keying_material.as_deref();
            let unwrapping = key_agreement(key, originator.as_ref(), material, algorithm, encrypted_key);
            // AES key wrap adds eight octets (RFC 3394 section 2.2.1).
            let is_whole = encrypted_key.len() == key_octets.saturating_add(8);
            Some(
                unwrapping.and_then(|unwrapping| is_whole.then_some(unwrapping).ok_or_else(|| ENCRYPTED_KEY.refusal())),
            )
        }
        RecipientInfo::Other => None,
    }
}

fn rsa_oaep(key: RecipientKey, algorithm: &AlgorithmIdentifier, encrypted_key: &[u8]) -> Result<Unwrapping, Refusal> {
    let RecipientKey::Rsa { modulus_octets } = key else { return Err(KEY_MISMATCH.refusal()) };
    let digest = read_key_transport(algorithm)?;
    if encrypted_key.len() != modulus_octets {
        return Err(ENCRYPTED_KEY.refusal());
    }
    Ok(Unwrapping::RsaOaep { digest, encrypted_key: encrypted_key.to_vec() })
}

fn key_agreement(
    key: RecipientKey,
    originator: Option<&OriginatorPublicKey>,
    user_keying_material: Option<&[u8]>,
    algorithm: &AlgorithmIdentifier,
    encrypted_key: &[u8],
) -> Result<Unwrapping, Refusal> {
    let RecipientKey::Ec(curve) = key else { return Err(KEY_MISMATCH.refusal()) };
    let agreement = KeyAgreement::read(algorithm)?;
    let ephemeral_key = originator.filter(|originator| is_on(curve, &originator.algorithm));
    let ephemeral_key = ephemeral_key.and_then(|originator| curve.key_info(&originator.key));
    Ok(Unwrapping::KeyAgreement {
        ephemeral_key: ephemeral_key.ok_or_else(|| ORIGINATOR_KEY.refusal())?,
        curve,
        digest: agreement.digest,
        shared_info: agreement.shared_info(user_keying_material),
        wrapping_octets: agreement.wrapping_octets,
        encrypted_key: encrypted_key.to_vec(),
    })
}

/// Returns whether the algorithm of an ephemeral key allows the curve. It names that curve or none (RFC 5753 section
/// 3.1.1).
fn is_on(curve: Curve, algorithm: &AlgorithmIdentifier) -> bool {
    let names = |parameters: &[u8]| curve.oid().to_der().is_ok_and(|named: Vec<u8>| named == parameters);
    let is_allowed = algorithm.has_no_parameters() || algorithm.parameters.as_deref().is_some_and(names);
    algorithm.oid == oid::EC_PUBLIC_KEY && is_allowed
}

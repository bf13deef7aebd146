//! The message around the ciphertext, made from what the host has computed for each recipient.

use alloc::{collections::BTreeSet, vec::Vec};

use super::recipient::Recipient;
use super::recipient_key::RecipientKey;
use crate::{
    cipher::{CONTENT_OCTETS_MAX, CONTENT_TOO_LARGE, KeyAgreement, NONCE_OCTETS, TAG_OCTETS},
    cms::auth_enveloped_data as cms,
    limits,
    reason::Failure,
};

/// The length of a key of 32 octets that is wrapped (RFC 3394 section 2.2.1).
const WRAPPED_OCTETS: usize = 40;

/// What the host has made of a [`Wrapping`](super::Wrapping).
#[derive(Clone, Debug)]
pub enum Wrapped {
    /// The key, encrypted with RSA-OAEP.
    RsaOaep {
        /// The encrypted key.
        encrypted_key: Vec<u8>,
    },
    /// The key, wrapped with a key that was agreed on.
    KeyAgreement {
        /// The public key that the host made for this: an uncompressed point.
        ephemeral_point: Vec<u8>,
        /// The wrapped key.
        encrypted_key: Vec<u8>,
    },
}

/// Returns all octets of a message before its ciphertext. After them come exactly `content_octets` octets of ciphertext,
/// and the [`suffix`].
///
/// # Errors
/// The content is too large, or the host has given something that makes no message.
pub fn prefix(
    recipients: &[(Recipient, Wrapped)],
    nonce: &[u8; NONCE_OCTETS],
    content_octets: u64,
) -> Result<Vec<u8>, Failure> {
    if content_octets > CONTENT_OCTETS_MAX {
        return Err(CONTENT_TOO_LARGE.refusal().into());
    }
    check(recipients).map_err(|sentence| Failure::Misuse(sentence.into()))?;
    let infos = recipients.iter().map(|(recipient, wrapped)| recipient_info(recipient, wrapped));
    let infos = infos.collect::<Result<_, _>>().map_err(|sentence| Failure::Misuse(sentence.into()))?;
    Ok(cms::prefix(infos, nonce, content_octets))
}

/// Checks what [`Recipients`](super::Recipients) has refused before.
fn check(recipients: &[(Recipient, Wrapped)]) -> Result<(), &'static str> {
    if recipients.is_empty() {
        return Err("A message has at least one recipient.");
    }
    if recipients.len() > limits::CMS_RECIPIENTS.count() {
        return Err("The message has more recipients than are read (CMS_RECIPIENTS).");
    }
    let certificates: BTreeSet<_> = recipients.iter().map(|(recipient, _)| recipient.fingerprint()).collect();
    if certificates.len() < recipients.len() {
        return Err("The same certificate is given twice.");
    }
    Ok(())
}

/// Returns all octets of a message after its ciphertext.
#[must_use]
pub fn suffix(tag: [u8; TAG_OCTETS]) -> Vec<u8> {
    cms::suffix(tag)
}

fn recipient_info(recipient: &Recipient, wrapped: &Wrapped) -> Result<Vec<u8>, &'static str> {
    let certificate = &recipient.certificate;
    match (recipient.key, wrapped) {
        (RecipientKey::Rsa { modulus_octets }, Wrapped::RsaOaep { encrypted_key }) => {
            if encrypted_key.len() != modulus_octets {
                return Err("The key encrypted with RSA has another length than the RSA key.");
            }
            Ok(cms::key_transport_info(certificate, encrypted_key))
        }
        (RecipientKey::Ec(curve), Wrapped::KeyAgreement { ephemeral_point, encrypted_key }) => {
            if curve.key_info(ephemeral_point).is_none() {
                return Err("The ephemeral key is not an uncompressed point of the recipient's curve.");
            }
            if encrypted_key.len() != WRAPPED_OCTETS {
                return Err("The wrapped key does not have 40 octets.");
            }
            let agreement = KeyAgreement::with(curve.digest());
            Ok(cms::key_agreement_info(certificate, &agreement, ephemeral_point, encrypted_key))
        }
        _ => Err("The key was encrypted for a key of another kind."),
    }
}

//! Which certificate is the key's own.

use alloc::vec::Vec;

use super::private_key::{KeyKind, PrivateKey};
use crate::{signature, x509::Certificate};

/// Whether a certificate is for a private key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// The certificate has the public key of the private key.
    Same,
    /// The certificate has another key.
    Other,
    /// The file does not have the public key, or has it in another form. A signature shows whether they fit.
    Unknown,
}

impl Fit {
    /// Compares the public key of a private key with that of a certificate. A certificate whose key cannot be read, or is
    /// not accepted, has another key.
    pub(super) fn of(key: &PrivateKey, certificate: &Certificate) -> Self {
        let Ok((algorithm, theirs)) = signature::read_info(&certificate.public_key_info) else { return Self::Other };
        let is_same_kind =
            KeyKind::of(&algorithm).is_ok_and(|kind| kind == key.kind || (kind.is_rsa() && key.kind.is_rsa()));
        match key.public_key.as_deref() {
            _ if !is_same_kind => Self::Other,
            None => Self::Unknown,
            Some(ours) if ours == theirs => Self::Same,
            // One of the points is compressed.
            Some(ours) if !key.kind.is_rsa() && ours.len() != theirs.len() => Self::Unknown,
            Some(_) => Self::Other,
        }
    }
}

/// A certificate from a file of a key, and its localKeyId (RFC 2985 section 5.5.2).
pub(super) struct Attached {
    pub(super) der: Vec<u8>,
    pub(super) key_id: Option<Vec<u8>>,
}

/// Returns the certificates in DER, each once, with the key's own first, if one of them can be that. A public key says
/// more than a localKeyId.
pub(super) fn ordered(key: &PrivateKey, key_id: Option<&[u8]>, attached: Vec<Attached>) -> Vec<Vec<u8>> {
    let rank = |certificate: &Attached| {
        let is_named = key_id.is_some() && certificate.key_id.as_deref() == key_id;
        let fit = Certificate::from_der(&certificate.der).map_or(Fit::Other, |read| Fit::of(key, &read));
        match fit {
            Fit::Same => 0,
            Fit::Unknown if is_named => 1,
            Fit::Unknown => 2,
            Fit::Other => 3,
        }
    };
    let own = attached.iter().enumerate().min_by_key(|(_, certificate)| rank(certificate)).map(|(index, _)| index);
    let mut ordered: Vec<Vec<u8>> =
        own.and_then(|index| attached.get(index)).map(|own| own.der.clone()).into_iter().collect();
    for certificate in attached {
        if !ordered.contains(&certificate.der) {
            ordered.push(certificate.der);
        }
    }
    ordered
}

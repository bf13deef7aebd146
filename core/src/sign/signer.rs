//! Who signs, and with which algorithm.

use alloc::{format, string::String, vec::Vec};

use super::{SigningRequest, refusal::CERTIFICATE_UNUSABLE};
use crate::{
    certificate_file::{readable, subject},
    digest::DigestAlgorithm,
    reason::Refusal,
    signature::{PublicKey, Refused, Scheme},
    x509::Certificate,
};

/// A signature algorithm by the name and the parameters that Web Crypto has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SigningAlgorithm {
    /// `RSASSA-PKCS1-v1_5`, `RSA-PSS`, `ECDSA` or `Ed25519`.
    pub name: &'static str,
    /// The digest algorithm. Absent for Ed25519, which signs the data itself.
    pub hash: Option<DigestAlgorithm>,
    /// The length of the salt in bytes, for PSS.
    pub salt_length: Option<usize>,
}

/// A signer: the certificate, those between it and its root, and the algorithm. The private key is the host's.
#[derive(Clone, Debug)]
pub struct Signer {
    pub(super) certificate: Certificate,
    /// The certificates that help to build its chain, without roots.
    pub(super) intermediates: Vec<Certificate>,
    pub(super) key: PublicKey,
    pub(super) scheme: Scheme,
}

impl Signer {
    /// Reads the signer's certificate, in PEM or DER. Its issuers among the certificates after the first in the same file
    /// and those of `others` (PEM, DER or PKCS #7) go into the signature too. Roots do not: a verifier has to know them.
    ///
    /// Without a digest algorithm it is the one that is as strong as the key. `is_pss` chooses PSS for an RSA key.
    ///
    /// # Errors
    /// If the certificate cannot be read, or its key is not for such signatures.
    pub fn new(
        certificate: &[u8],
        others: &[&[u8]],
        digest: Option<DigestAlgorithm>,
        is_pss: bool,
    ) -> Result<Self, Refusal> {
        let unusable = |what| CERTIFICATE_UNUSABLE.because(what);
        let (certificate, mut known) = subject(certificate).map_err(|what| unusable(what.into()))?;
        known.extend(readable(others));
        let intermediates = path(&certificate, known);
        let key = PublicKey::read(&certificate.public_key_info);
        let scheme = key.and_then(|key| Scheme::of_key(&key, digest, is_pss).map(|scheme| (key, scheme)));
        match scheme {
            Ok((key, scheme)) => Ok(Self { certificate, intermediates, key, scheme }),
            Err(Refused::Algorithm(reason)) => Err(unusable(format!("The certificate cannot be used: {reason}."))),
            Err(Refused::Invalid) => Err(unusable("The certificate cannot be used.".into())),
        }
    }

    /// Returns the algorithm with which the host has to sign.
    #[must_use]
    pub fn algorithm(&self) -> SigningAlgorithm {
        let name = match self.scheme {
            Scheme::RsaPkcs1(_) => "RSASSA-PKCS1-v1_5",
            Scheme::RsaPss(_) => "RSA-PSS",
            Scheme::Ecdsa(_) => "ECDSA",
            Scheme::Ed25519 => "Ed25519",
        };
        SigningAlgorithm { name, hash: self.scheme.digest(), salt_length: self.scheme.salt_length() }
    }

    /// Returns the request to sign this data.
    pub(super) fn request(&self, data: &[u8]) -> SigningRequest {
        let digest = self.scheme.digest().map(|algorithm| algorithm.digest(data)).unwrap_or_default();
        SigningRequest { path: String::new(), algorithm: self.algorithm(), data: data.to_vec(), digest }
    }

    /// Returns the digest algorithm for the content.
    pub(super) fn digest_algorithm(&self) -> DigestAlgorithm {
        self.scheme.digest_in_cms()
    }
}

/// Returns the certificates from the signer's issuer on, as far as they are known, without the root. A certificate that
/// has nothing to do with the signer would be one that nobody vouches for.
fn path(certificate: &Certificate, mut known: Vec<Certificate>) -> Vec<Certificate> {
    let mut path: Vec<Certificate> = Vec::new();
    loop {
        let last = path.last().unwrap_or(certificate);
        let has_issued = |issuer: &Certificate| {
            // A CA may certify its next key in its own name (RFC 5280 section 3.2). Only a root signs itself.
            issuer.subject == last.issuer && last.verify_signature_by(issuer).is_ok() && !issuer.is_self_signed()
        };
        let Some(place) = known.iter().position(has_issued) else { return path };
        path.push(known.swap_remove(place));
    }
}

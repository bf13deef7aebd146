//! A certificate for which something may be encrypted, and what the host does to encrypt a key for it.

use alloc::{format, string::String, vec::Vec};

use super::recipient_key::{Curve, RecipientKey};
use crate::{
    certificate_file,
    cipher::{
        CERTIFICATE_EXPIRED, CERTIFICATE_KEY_USAGE, CERTIFICATE_MALFORMED, CERTIFICATE_NOT_YET_VALID,
        CERTIFICATE_UNKNOWN_EXTENSION, KeyAgreement, KeyDigest, Refusal, SEVERAL_CERTIFICATES,
    },
    pem,
    time::Time,
    x509::{Certificate, extensions::KeyUsage},
};

/// A recipient, whose certificate is fit for encryption. Whether the certificate is the right one is not known here.
#[derive(Clone, Debug)]
pub struct Recipient {
    pub(super) certificate: Certificate,
    pub(super) key: RecipientKey,
}

/// What the host does to encrypt the key of a message for one recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrapping {
    /// Encrypts the key with RSA-OAEP. There is no label, and the mask has the same digest.
    RsaOaep {
        /// The SubjectPublicKeyInfo of the recipient.
        public_key: Vec<u8>,
        /// The digest.
        digest: KeyDigest,
    },
    /// Makes a key on the curve for this message and recipient only, and agrees on a secret with it (ECDH). Derives
    /// from that secret the key that wraps the key of the message with AES key wrap (RFC 3394).
    KeyAgreement {
        /// The SubjectPublicKeyInfo of the recipient.
        public_key: Vec<u8>,
        /// The curve.
        curve: Curve,
        /// The digest of the key derivation function of ANSI X9.63.
        digest: KeyDigest,
        /// What that function takes beside the secret.
        shared_info: Vec<u8>,
        /// The length of the derived key.
        wrapping_octets: u8,
    },
}

impl Recipient {
    /// Reads the first certificate of a file in PEM or DER, and checks that it is fit for encryption at the time. CA
    /// certificates after it are not used.
    ///
    /// # Errors
    /// The file holds a second certificate that is not a CA's: nobody is left out silently. Or the certificate is not fit: its validity, key usage, key or a critical extension speaks against it.
    pub fn from_file(file: &[u8], at: Time) -> Result<Self, Refusal> {
        let certificate = only_recipient(file)?;
        if at > certificate.not_after {
            let sentence = format!("The certificate expired on {}; the time is {at}.", certificate.not_after);
            return Err(CERTIFICATE_EXPIRED.because(sentence));
        }
        if at < certificate.not_before {
            let sentence = format!("The certificate is valid from {}; the time is {at}.", certificate.not_before);
            return Err(CERTIFICATE_NOT_YET_VALID.because(sentence));
        }
        if let Some(id) = certificate.extensions.unknown_critical.first() {
            let sentence = format!("The certificate has the critical extension {id}, which is not known here.");
            return Err(CERTIFICATE_UNKNOWN_EXTENSION.because(sentence));
        }
        let key = RecipientKey::of(&certificate)?;
        let (usage, name) = match key {
            RecipientKey::Rsa { .. } => (KeyUsage::KEY_ENCIPHERMENT, "keyEncipherment"),
            RecipientKey::Ec(_) => (KeyUsage::KEY_AGREEMENT, "keyAgreement"),
        };
        if !certificate.allows_usage(&[usage]) {
            return Err(CERTIFICATE_KEY_USAGE.because(format!("The key usage of the certificate lacks {name}.")));
        }
        Ok(Self { certificate, key })
    }

    /// Returns the subject of the certificate (RFC 4514).
    #[must_use]
    pub fn subject(&self) -> String {
        self.certificate.subject.to_text()
    }

    /// Returns SHA-256 of the certificate, in lower-case hex.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.certificate.fingerprint
    }

    /// Returns what the host does to encrypt the key of a message for this recipient.
    #[must_use]
    pub fn wrapping(&self) -> Wrapping {
        let public_key = self.certificate.public_key_info.clone();
        match self.key {
            RecipientKey::Rsa { .. } => Wrapping::RsaOaep { public_key, digest: KeyDigest::Sha256 },
            RecipientKey::Ec(curve) => {
                let agreement = KeyAgreement::with(curve.digest());
                Wrapping::KeyAgreement {
                    public_key,
                    curve,
                    digest: agreement.digest,
                    shared_info: agreement.shared_info(None),
                    wrapping_octets: agreement.wrapping_octets,
                }
            }
        }
    }
}

/// Reads the first certificate of a file. Refuses a file with a further one that may be another recipient's.
fn only_recipient(file: &[u8]) -> Result<Certificate, Refusal> {
    let (certificate, others) =
        certificate_file::subject(file).map_err(|sentence| CERTIFICATE_MALFORMED.because(sentence))?;
    if let Some(other) = others.iter().find(|other| !other.is_ca()) {
        let (first, other) = (certificate.subject.quoted(), other.subject.quoted());
        let sentence = format!("The file holds the certificate of {first}, and that of {other}.");
        return Err(SEVERAL_CERTIFICATES.because(sentence));
    }
    let is_unreadable =
        |block: &pem::Block| pem::is_certificate_label(&block.label) && Certificate::from_der(&block.der).is_err();
    let blocks = if pem::is_pem(file) { pem::decode(file).unwrap_or_default().blocks } else { Vec::new() };
    if blocks.iter().any(is_unreadable) {
        return Err(CERTIFICATE_MALFORMED.because("A further certificate in the file cannot be read."));
    }
    Ok(certificate)
}

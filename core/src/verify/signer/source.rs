//! A SignedData with the certificates and lists that come with it.

use alloc::{collections::BTreeMap, format, rc::Rc, vec::Vec};
use core::cell::{OnceCell, RefCell};

use super::{no_certificate, revocation::RevocationInfo, role::Authenticator};
use crate::{
    asn1::Unreadable,
    cms::SignerInfo,
    evidence::FoundSignature,
    limits,
    rule::{self, Violation},
    x509::Certificate,
};

/// A SignedData with its embedded parts, read once for all its signers.
pub(super) struct Source<'a> {
    pub(super) found: &'a FoundSignature,
    pub(super) embedded: Vec<Rc<Certificate>>,
    /// The reason why the first unreadable certificate cannot be read.
    unreadable: Option<Unreadable>,
    /// Its revocation lists and OCSP responses. They are read when the first signature verifies, because they may have
    /// megabytes.
    info: OnceCell<RevocationInfo>,
}

impl<'a> Source<'a> {
    pub(super) fn of(found: &'a FoundSignature, certificates: &Certificates<'a>) -> Self {
        let (mut embedded, mut unreadable) = (Vec::new(), None);
        for der in &found.signed_data.certificates {
            match certificates.read(der) {
                Ok(certificate) => embedded.push(certificate),
                Err(reason) => {
                    unreadable.get_or_insert(reason);
                }
            }
        }
        Self { found, embedded, unreadable, info: OnceCell::new() }
    }

    /// Explains why there is no certificate of a signer: an unreadable one may be the one.
    pub(super) fn explain_no_certificate(&self, signer: &SignerInfo) -> Violation {
        let named = signer.identifier.to_text();
        if let Some(reason) = &self.unreadable {
            let what = format!(
                "No certificate with {named} is there, and one that comes with the signature cannot be read: {reason}."
            );
            return rule::CERTIFICATE_MALFORMED.broken(what);
        }
        let what = match no_certificate::explain(&signer.identifier, &self.certificates()) {
            Some(explanation) => format!("No certificate with {named} is there. {explanation}"),
            None => format!("No certificate with {named} is there."),
        };
        rule::SIGNATURE_NO_CERTIFICATE.broken(what).naming([named])
    }

    /// Returns all certificates that came with the SignedData.
    pub(super) fn certificates(&self) -> Vec<&Certificate> {
        self.embedded.iter().map(Rc::as_ref).chain(self.found.certificates.iter()).collect()
    }

    pub(super) fn info(&self, authenticator: &Authenticator<'_>) -> &RevocationInfo {
        self.info.get_or_init(|| authenticator.revocation.read(&self.found.signed_data))
    }
}

/// Certificates that were read, by their octets. Most packages with many signatures have one signer.
#[derive(Default)]
pub(super) struct Certificates<'a>(RefCell<BTreeMap<&'a [u8], Rc<Certificate>>>);

impl<'a> Certificates<'a> {
    fn read(&self, der: &'a [u8]) -> Result<Rc<Certificate>, Unreadable> {
        if let Some(certificate) = self.0.borrow().get(der) {
            return Ok(Rc::clone(certificate));
        }
        let certificate = Rc::new(Certificate::from_der(der)?);
        let mut known = self.0.borrow_mut();
        // Begun anew, it has those of the signatures that come next, whoever signed the first ones.
        if known.len() >= limits::KEPT_CERTIFICATES.count() {
            known.clear();
        }
        known.insert(der, Rc::clone(&certificate));
        Ok(certificate)
    }
}

//! Follows the certificates that came with a signature towards an authority that is not trusted.

use alloc::vec::Vec;

use super::{Authenticator, Material};
use crate::{
    digest::to_hex,
    limits,
    report::{MissingIssuer, UntrustedPath},
    x509::Certificate,
};

impl Authenticator<'_> {
    /// Returns the way from a certificate towards an authority that the trust bundle does not have. Returns `None` if an
    /// anchor has issued one of its certificates: then trust is not what is missing.
    ///
    /// A package may have thousands of signers, so this is done once for each certificate, and for a few of them.
    pub(in crate::verify::signer) fn untrusted_path(
        &self,
        certificate: &Certificate,
        material: &Material<'_>,
    ) -> Option<UntrustedPath> {
        {
            let mut followed = self.paths_followed.borrow_mut();
            if followed.len() >= limits::UNTRUSTED_PATHS.count() || !followed.insert(certificate.fingerprint.clone()) {
                return None;
            }
        }
        let (anchors, intermediates) = (self.all_anchors(), self.intermediates(material));
        let mut path = Vec::from([certificate]);
        let mut missing_issuer = None;
        // The path needs room for the anchor.
        while path.len() < limits::CHAIN_CERTIFICATES.count() {
            let last = *path.last()?;
            if self.issuer_of(last, &anchors, &[]).is_some() {
                return None;
            }
            if last.is_self_issued() && self.spend(1, last) && last.is_self_signed() {
                break;
            }
            let Some(issuer) = self.issuer_of(last, &intermediates, &path) else {
                missing_issuer = Some(describe_issuer(last));
                break;
            };
            path.push(issuer);
        }
        let certificates = path.iter().skip(1).map(|certificate| certificate.to_report()).collect::<Vec<_>>();
        // A self-signed signing certificate leads nowhere.
        (missing_issuer.is_some() || !certificates.is_empty()).then_some(UntrustedPath { certificates, missing_issuer })
    }

    /// Returns the authority among these whose key made the signature of a certificate, other than those of the path. A
    /// self-signed one comes first, because the path ends with it.
    fn issuer_of<'c>(
        &self,
        certificate: &Certificate,
        authorities: &[&'c Certificate],
        path: &[&Certificate],
    ) -> Option<&'c Certificate> {
        let is_new = |issuer: &Certificate| path.iter().all(|known| known.public_key_info != issuer.public_key_info);
        let mut named = authorities.iter().copied().filter(|issuer| {
            let may_issue = issuer.is_ca() || issuer.version < 3;
            may_issue && issuer.subject == certificate.issuer && is_new(issuer)
        });
        let mut issuers = named.by_ref().take(limits::SIGNER_ISSUERS.count()).collect::<Vec<_>>();
        issuers.sort_by_key(|issuer| !issuer.is_self_issued());
        issuers.into_iter().find(|issuer| self.spend(1, issuer) && certificate.verify_signature_by(issuer).is_ok())
    }
}

fn describe_issuer(certificate: &Certificate) -> MissingIssuer {
    MissingIssuer {
        subject: certificate.issuer.to_text(),
        key_identifier: certificate.extensions.authority_key_identifier.as_deref().map(to_hex),
    }
}

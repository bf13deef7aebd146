//! Finds the signer of a revocation list, and checks whether the signer may issue it (RFC 5280 section 6.3.3 f to h).

use alloc::{
    collections::BTreeMap,
    format,
    string::{String, ToString},
};
use core::cell::RefCell;

use super::{Doubt, Lookup, Pending, State, Unknown, scope};
use crate::{
    limits,
    signature::{self, Refused},
    x509::{Certificate, CertificateList, extensions::KeyUsage, path::quote},
};

/// The outcomes of verifying lists and responses, by their fingerprints and those of the certificates. Packages have
/// many signatures and few lists.
#[derive(Debug, Default)]
pub(crate) struct VerifiedInfo(RefCell<BTreeMap<(String, String), Result<(), Refused>>>);

impl<'a> Lookup<'a> {
    /// Finds the certificate whose key signed the list, if its owner may issue the list. That is the issuer of the
    /// certificate in question, or another holder of the list's name whose own path ends at the same anchor.
    ///
    /// Names are taken to be unique below an anchor, as everywhere in RFC 5280. A list that names the certificate
    /// counts even if it is not known whether the list's issuer is revoked. Otherwise, whoever adds a list that cannot
    /// be evaluated would silence it.
    pub(super) fn find_list_issuer<'b>(
        &self,
        list: &CertificateList,
        issuer: &'b Certificate,
        pending: &Pending<'_>,
        names_it: bool,
    ) -> Result<&'b Certificate, Doubt>
    where
        'a: 'b,
    {
        let mut why = None;
        let others = self.candidates.iter().copied().chain([self.anchor]).filter(|other| other.der != issuer.der);
        let mut named = [issuer].into_iter().chain(others).filter(|each| each.subject == list.issuer);
        for candidate in named.by_ref().take(limits::CRL_ISSUERS.count()) {
            match self.check_list_issuer(list, candidate, issuer, pending, names_it) {
                Ok(()) => return Ok(candidate),
                Err((grade, doubt)) => {
                    if doubt.limit.is_some() || why.as_ref().is_none_or(|(best, _)| grade > *best) {
                        why = Some((grade, doubt));
                    }
                }
            }
        }
        if named.next().is_some() {
            return Err(Doubt::of_limit(
                "more certificates have the name of its issuer than are tried",
                limits::CRL_ISSUERS.reached(None),
            ));
        }
        Err(why.map_or_else(|| "no certificate of its issuer is there".into(), |(_, doubt)| doubt))
    }

    /// Checks whether the candidate signed the list and may do so. The error has a grade for how far the candidate
    /// came; the highest of several grades explains most.
    fn check_list_issuer(
        &self,
        list: &CertificateList,
        candidate: &Certificate,
        issuer: &Certificate,
        pending: &Pending<'_>,
        names_it: bool,
    ) -> Result<(), (u8, Doubt)> {
        self.verify_signature(list, candidate).map_err(|doubt| (0, doubt))?;
        if !candidate.allows_usage(&[KeyUsage::CRL_SIGN]) {
            return Err((1, format!("{} may not sign revocation lists (key usage)", quote(candidate)).into()));
        }
        // The path to this issuer is the one by which the certificate in question was validated.
        if candidate.der == issuer.der || candidate.der == self.anchor.der {
            return Ok(());
        }
        // A certificate for signing lists may itself be on the lists of its key, if its issuer has written this into
        // it. There is no other list with which it could be revoked (PKITS 4.14.30).
        let is_its_own = candidate.der == pending.certificate.der && pending.on_behalf_of.is_some();
        if is_its_own && scope::is_delegated_to_issuer_of(list, candidate) {
            return Ok(());
        }
        let chain = (self.find_chain)(candidate)
            .ok_or_else(|| (2, format!("{} leads to another anchor or none", quote(candidate)).into()))?;
        for (state, certificate) in self.states_below(chain.certificates(), pending).zip(chain.certificates()) {
            match state {
                State::Good(_) => {}
                State::Unknown(Unknown::NotAvailable) if !self.is_required => {}
                State::Unknown(_) if names_it => {}
                State::Unknown(unknown) => {
                    let why = format!("it cannot be told whether {} is revoked", quote(certificate));
                    return Err((3, Doubt { why, limit: unknown.into_limit() }));
                }
                State::Revoked(..) => return Err((4, format!("{} is revoked", quote(certificate)).into())),
            }
        }
        Ok(())
    }

    pub(super) fn verify_signature(&self, list: &CertificateList, issuer: &Certificate) -> Result<(), Doubt> {
        self.verify_once(&list.fingerprint, list.signed().len(), issuer, || list.verify_signature_by(issuer))
    }

    /// Verifies the signature of a list or response with this fingerprint and length. Each pair of signature and issuer
    /// is verified once.
    pub(super) fn verify_once(
        &self,
        fingerprint: &str,
        length: usize,
        issuer: &Certificate,
        verify: impl FnOnce() -> Result<(), Refused>,
    ) -> Result<(), Doubt> {
        let key = (fingerprint.to_string(), issuer.fingerprint.clone());
        let known = self.verified.0.borrow().get(&key).cloned();
        let outcome = if let Some(known) = known {
            known
        } else {
            let key_cost = signature::cost(&issuer.public_key_info);
            let price = limits::CRL_BYTES_PER_VERIFICATION.times_in(length).saturating_add(key_cost);
            let left = self.verifications_left.get().checked_sub(price);
            self.verifications_left.set(left.unwrap_or(0));
            left.ok_or_else(|| {
                Doubt::of_limit(
                    "the package has too many signatures to verify",
                    limits::PACKAGE_VERIFICATIONS.reached_in_package(),
                )
            })?;
            let outcome = verify();
            self.verified.0.borrow_mut().insert(key, outcome.clone());
            outcome
        };
        outcome.map_err(|refused| match refused {
            Refused::Algorithm(reason) => reason.to_string().into(),
            Refused::Invalid => format!("it was not signed by the key of {}", quote(issuer)).into(),
        })
    }
}

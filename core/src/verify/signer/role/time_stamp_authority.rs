//! The chains of time stamping authorities.

use alloc::vec::Vec;

use super::{Authenticator, Material, Question, fingerprint_of_question};
use crate::{
    oid,
    time::Time,
    x509::{Certificate, PolicyInputs, path::Chain},
};

impl Authenticator<'_> {
    /// Finds the chain of a time stamping authority to one that the operator trusts for time. It is found once for all
    /// tokens with the same certificates and lists, because a package may have thousands.
    pub(in crate::verify) fn find_time_stamp_authority(
        &self,
        certificate: &Certificate,
        material: &Material<'_>,
    ) -> Option<Chain> {
        let key = fingerprint_of_question(certificate, material, self.at);
        if let Some(known) = self.time_stamp_authorities.borrow().get(&key) {
            return known.clone();
        }
        let chain = self.validate_time_stamp_authority(certificate, material);
        self.time_stamp_authorities.borrow_mut().insert(key, chain.clone());
        chain
    }

    /// Returns when a formerly trusted time stamping authority ended, because its certificate or one above it expired.
    /// This only explains why there is no chain now.
    pub(in crate::verify) fn end_of_time_stamp_authority(
        &self,
        certificate: &Certificate,
        material: &Material<'_>,
    ) -> Option<Time> {
        let authorities = &self.trust.timestamp_authorities;
        let ended = |each: &Certificate| Some(each.not_after).filter(|end| *end < self.at);
        let end = ended(certificate).or_else(|| authorities.iter().filter_map(ended).max())?;
        let key = fingerprint_of_question(certificate, material, end);
        if let Some(known) = self.ended_authorities.borrow().get(&key) {
            return *known;
        }
        let policy = &PolicyInputs::default();
        let question = Question { certificate, material, purposes: &[oid::TIME_STAMPING], policy, at: end };
        let anchors: Vec<&Certificate> = authorities.iter().collect();
        let was_trusted =
            authorities.has(certificate) || self.build(&question, &anchors, &self.intermediates(material)).is_ok();
        let end = was_trusted.then_some(end);
        self.ended_authorities.borrow_mut().insert(key, end);
        end
    }

    /// Finds a chain in which nothing speaks against any certificate and nothing is open. An installed authority needs
    /// no chain, but must not be revoked. Policies that signers' chains need are not required of this one.
    fn validate_time_stamp_authority(&self, certificate: &Certificate, material: &Material<'_>) -> Option<Chain> {
        let policy = &PolicyInputs::default();
        let question = Question { certificate, material, purposes: &[oid::TIME_STAMPING], policy, at: self.at };
        let authorities = &self.trust.timestamp_authorities;
        let anchors: Vec<&Certificate> = authorities.iter().collect();
        match self.find_unrevoked_chain(&question, &anchors) {
            Some((chain, revocation)) if revocation.is_clear() => Some(chain),
            Some((_, revocation)) if revocation.revoked().is_some() => None,
            _ if authorities.has(certificate) => Chain::of_installed(certificate, self.at).ok(),
            _ => None,
        }
    }
}

//! The chains of a certificate, and the anchors to which they may lead.

use alloc::vec::Vec;

use super::{Anchor, Authenticator, Material, Question, ROLES};
use crate::{
    limits,
    policy::Edition,
    report::Role,
    verify::signer::revocation::Judgement,
    x509::{
        Certificate,
        path::{self, Chain},
    },
};

impl Authenticator<'_> {
    /// Finds a chain. If an authority in it is revoked, looks for another chain, because the authority may have been
    /// certified anew or by somebody else. There is no way around the signing certificate itself.
    pub(super) fn find_unrevoked_chain(
        &self,
        question: &Question<'_>,
        anchors: &[&Certificate],
    ) -> Option<(Chain, Judgement)> {
        let material = question.material;
        let mut intermediates = self.intermediates(material);
        // The certificates of the trust bundle come first, because only a limited number is tried.
        let candidates: Vec<&Certificate> =
            self.trust.intermediates.iter().chain(material.certificates.iter().copied()).collect();
        let mut first = None;
        for _ in 0..limits::CHAINS_TRIED.count() {
            let Ok(chain) = self.build(question, anchors, &intermediates) else { break };
            let left = &self.verifications_left;
            let judgement = self.revocation.judge(&chain, question.at, material.info, &candidates, left);
            let revoked = judgement.revoked().and_then(|index| chain.certificates().get(index)).cloned();
            let is_refused = judgement.is_refused();
            if first.is_none() || !is_refused {
                first = Some((chain, judgement));
            }
            let Some(revoked) = revoked.filter(|revoked| is_refused && revoked.der != question.certificate.der) else {
                break;
            };
            intermediates.retain(|intermediate| intermediate.der != revoked.der);
        }
        first
    }

    /// Finds a path to one of the anchors that is valid for the purposes, or for any purpose if none are given.
    pub(super) fn build(
        &self,
        question: &Question<'_>,
        anchors: &[&Certificate],
        intermediates: &[&Certificate],
    ) -> Result<Chain, path::Rejections> {
        let request = path::Request {
            anchors,
            intermediates,
            policy: question.policy,
            purposes: question.purposes,
            at: question.at,
            verifications_left: &self.verifications_left,
        };
        path::build(question.certificate, &request)
    }

    pub(super) fn intermediates<'b>(&'b self, material: &Material<'b>) -> Vec<&'b Certificate> {
        material.certificates.iter().copied().chain(&self.trust.intermediates).collect()
    }

    pub(super) fn all_anchors(&self) -> Vec<&Certificate> {
        let anchors = ROLES.into_iter().map(|role| self.trust.of(role));
        anchors.flat_map(|trust| trust.private_cas.iter().chain(&trust.public_cas)).collect()
    }

    /// Returns the anchors whose chain gives this certificate the role: private CAs, and public CAs only if the
    /// certificate is installed (SEC021-6.6-h). Since edition 5.4.1 a service provider's certificate is always
    /// installed (6.2 step 5).
    pub(super) fn anchors(&self, role: Role, certificate: &Certificate) -> Vec<&Certificate> {
        let trust = self.trust.of(role);
        let is_installed = trust.has_installed(certificate);
        let needs_installation = role == Role::ServiceProvider && self.policy.edition == Edition::V5_4_1;
        let private: &[Certificate] = if needs_installation && !is_installed { &[] } else { &trust.private_cas };
        let public: &[Certificate] = if is_installed { &trust.public_cas } else { &[] };
        private.iter().chain(public).collect()
    }

    /// Returns the anchor at which a chain ends. If both roles have it, it is the VNF provider's.
    pub(super) fn anchor_of(&self, chain: &Chain) -> Option<Anchor> {
        let last = chain.certificates().last()?;
        let role = ROLES.into_iter().find(|role| {
            let trust = self.trust.of(*role);
            trust.private_cas.has(last) || trust.public_cas.has(last)
        })?;
        Some(Anchor { role, is_public: self.is_public(role, chain) })
    }

    /// Returns whether the chain ends at a public CA of the role, and not at a private one.
    pub(super) fn is_public(&self, role: Role, chain: &Chain) -> bool {
        let trust = self.trust.of(role);
        let last = chain.certificates().last();
        last.is_some_and(|last| trust.public_cas.has(last) && !trust.private_cas.has(last))
    }
}

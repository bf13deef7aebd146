//! Explains why a certificate has no chain that gives it a role.

use alloc::{format, string::String, vec::Vec};

use super::{Anchor, Authenticator, Question};
use crate::{
    limits,
    report::Role,
    rule::{self, Place, Violation},
    x509::{
        Certificate,
        path::{self, quote},
    },
};

impl Authenticator<'_> {
    /// Reports why there is no chain to an anchor that would give the certificate a role. Returns the anchor to which a
    /// chain leads anyway.
    pub(super) fn explain_no_chain(&self, question: &Question<'_>, violations: &mut Vec<Violation>) -> Option<Anchor> {
        let certificate = question.certificate;
        // Revocation counts even for a signer who is trusted for no role.
        if let Some((chain, revocation)) = self.find_unrevoked_chain(question, &self.all_anchors()) {
            violations.extend(revocation.only_refusals().objections);
            let what = format!(
                "The signing certificate {} is {} (SHA-256 {}).",
                quote(certificate),
                self.describe_installation(certificate),
                certificate.fingerprint
            );
            violations.push(certificate.breaks(rule::CERTIFICATE_NOT_INSTALLED, what));
            return self.anchor_of(&chain);
        }
        if self.revocation.is_named(certificate) {
            let what = format!("A revocation list of the trust bundle names {}.", quote(certificate));
            violations.push(certificate.breaks(rule::CERTIFICATE_REVOKED, what));
        }
        let intermediates = self.intermediates(question.material);
        if let Err(rejections) = self.build(question, &self.all_anchors(), &intermediates) {
            self.report_path(certificate, &rejections, violations);
        } else {
            let most = limits::CHAINS_TRIED.count();
            let what = format!("No more than {most} chains of {} are tried.", quote(certificate));
            violations.push(certificate.breaks(rule::CHAIN_LIMIT, what).with_limit(limits::CHAINS_TRIED.reached(None)));
        }
        None
    }

    /// Describes for what a certificate is installed whose chain leads to authorities of no role that it could have.
    fn describe_installation(&self, certificate: &Certificate) -> &'static str {
        let is_for = |role| self.trust.of(role).has_installed(certificate);
        match (is_for(Role::VnfProvider), is_for(Role::ServiceProvider)) {
            (true, false) => "installed for the VNF provider, and its chain leads to the service provider's authority",
            (false, true) => "installed for the service provider, and its chain leads to the VNF provider's authority",
            _ => "not among the installed signing certificates",
        }
    }

    /// Reports why no path was accepted: the most telling reason, and the others.
    fn report_path(&self, certificate: &Certificate, rejections: &path::Rejections, violations: &mut Vec<Violation>) {
        let main = rejections.most_telling();
        // Without anchors nothing can chain. That is reported once for the whole package.
        if main.rule == rule::CHAIN_NOT_TRUSTED && !self.trust.has_anchors() {
            return;
        }
        // The fault of the certificate itself has been reported.
        let is_said = |violation: &Violation| violation.rule == main.rule && violation.place == main.place;
        if violations.iter().any(is_said) {
            return;
        }
        let mut violation = main.clone();
        if main.rule == rule::CHAIN_NOT_TRUSTED {
            // The finding is about the signer, wherever its chain breaks off.
            let place = Place::certificate(&certificate.fingerprint);
            if violation.place != place {
                let signer = quote(certificate);
                violation.sentence =
                    format!("The chain of {signer} leads to no authority of the trust bundle. {}", violation.sentence);
                let details = violation.details.get_or_insert_default();
                let end_of_chain = details.subject.replace(certificate.subject.to_text());
                details.names.splice(0..0, end_of_chain);
            }
            violation.place = place;
            violation.sentence.push_str(&self.describe_anchors());
        }
        for (index, other) in rejections.others().iter().take(limits::OTHER_WAYS.count()).enumerate() {
            violation.sentence.push_str(if index == 0 { " On other ways: " } else { " " });
            violation.sentence.push_str(&other.sentence);
            let named = other.details.iter().flat_map(|details| details.subject.iter().chain(&details.names));
            violation = violation.naming(named);
        }
        violations.push(violation);
    }

    /// Describes whom the operator trusts, for a reader who sees that a signer is not among them.
    fn describe_anchors(&self) -> String {
        let anchors = self.all_anchors();
        let names: Vec<String> =
            anchors.iter().take(limits::ANCHORS_NAMED.count()).map(|anchor| quote(anchor)).collect();
        let more = if anchors.len() > names.len() { " and others" } else { "" };
        format!(" You trust: {}{more}.", names.join(", "))
    }
}

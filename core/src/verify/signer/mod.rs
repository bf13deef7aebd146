//! The assessment of every SignerInfo: whether it holds, and whether the trust bundle names the signer and for which
//! role.

mod ahead;
mod assessor;
mod description;
mod form;
mod installed;
mod no_certificate;
pub(in crate::verify) mod revocation;
pub(in crate::verify) mod role;
mod same_key;
mod source;
mod time_stamp;
mod tolerance;
mod unknown_algorithm;

use alloc::{collections::BTreeSet, vec::Vec};
use core::cell::RefCell;

pub(crate) use self::ahead::Ahead;
pub(in crate::verify) use self::description::describe_chain;
use self::{
    assessor::Assessor,
    installed::Installed,
    role::{Anchor, Authenticator, IssuedBy},
    source::Source,
    tolerance::{is_unknown_only, tolerate},
};
use crate::{
    cms::{SignerInfo, verify::VerifiedSignature},
    evidence::FoundSignature,
    findings::Findings,
    policy::{Policy, Stage, Strictness},
    portion,
    report::{Role, SignatureLocation, SignatureReport, Verdict},
    rule::{Place, Violation},
    time::Time,
    trust::TrustBundle,
    x509::{Certificate, path::Chain},
};

/// A SignerInfo and its assessment.
pub(in crate::verify) struct Assessed {
    pub(in crate::verify) report: SignatureReport,
    /// The proof that the signature holds mathematically.
    pub(in crate::verify) verified: Option<VerifiedSignature>,
    /// The proof that the signer is trusted, with the role.
    pub(in crate::verify) trusted: Option<(Role, Chain)>,
    /// The anchor to which the signer's chain leads, whether or not that is enough to be trusted.
    pub(in crate::verify) leads_to: Option<Anchor>,
    /// The contents of its time stamps.
    pub(in crate::verify) time_stamps: time_stamp::Carried,
    /// The key that made the signature of the signing certificate.
    pub(in crate::verify) issued_by: IssuedBy,
    /// Whether the algorithm is not implemented, nothing else speaks against the signer, and another signer beside it
    /// is trusted.
    pub(in crate::verify) is_unknown: bool,
    /// Whether the policy tolerates this signer, who is trusted for no role, beside one who is trusted.
    pub(in crate::verify) is_tolerated: bool,
}

/// Assesses all signers of all signatures in order (SEC021-5.2-a).
pub(in crate::verify) async fn assess_all(
    signatures: &[FoundSignature],
    trust: &TrustBundle,
    policy: &Policy,
    at: Time,
    ahead: &Ahead,
    findings: &mut Findings,
) -> Vec<Assessed> {
    let assessor = Assessor {
        ahead,
        certificates: source::Certificates::default(),
        authenticator: Authenticator::new(trust, policy, at, octets_of(signatures)),
        installed: Installed::of(trust),
        known: RefCell::default(),
    };
    let mut all = Vec::new();
    let mut end = signatures.len();
    for (index, found) in signatures.iter().enumerate() {
        let next = index.saturating_add(1);
        let unasked = signatures.get(next..end).unwrap_or_default();
        end = next.saturating_add(ahead.ask(unasked, &assessor));
        let source = Source::of(found, &assessor.certificates);
        let mut group: Vec<(Assessed, Vec<Violation>)> =
            distinct_signers(found).map(|signer| assessor.assess(&source, signer)).collect();
        unknown_algorithm::settle(&mut group);
        let has_provider = group.iter().any(|(assessed, _)| assessed.proves(Role::VnfProvider));
        for (assessed, violations) in &mut group {
            let is_stranger = assessed.verified.is_some() && assessed.trusted.is_none() && is_unknown_only(violations);
            let is_other = assessed.is_unknown || is_stranger;
            if is_other && has_provider && policy.other_signers == Strictness::Report {
                assessed.is_tolerated = true;
                tolerate(violations);
            }
        }
        all.extend(group.into_iter().map(|(assessed, violations)| (found, assessed, violations)));
        portion::end().await;
    }
    // Before instantiation the service provider's signatures are verified first (SEC021-6.3-a and b).
    if policy.stage == Stage::Instantiation {
        all.sort_by_key(|(_, assessed, _)| assessed.report.role != Some(Role::ServiceProvider));
    }
    for (index, (found, _, violations)) in all.iter_mut().enumerate() {
        for violation in violations.drain(..) {
            let path = (found.location != SignatureLocation::SignedData).then(|| found.path.clone());
            let in_delivery = found.location == SignatureLocation::Package;
            findings.report(violation.within(Place { path, in_delivery, signature: Some(index), ..Place::default() }));
        }
    }
    all.into_iter().map(|(_, assessed, _)| assessed).collect()
}

/// Returns the number of octets of all signatures, with their certificates and attributes.
fn octets_of(signatures: &[FoundSignature]) -> usize {
    let of_signer = |signer: &SignerInfo| {
        let attributes = signer.signed_attributes.iter().chain(&signer.unsigned_attributes);
        attributes.map(Vec::len).fold(signer.signature.len(), usize::saturating_add)
    };
    let of_message = |found: &FoundSignature| {
        let certificates = found.signed_data.certificates.iter().map(Vec::len);
        certificates.chain(found.signed_data.signer_infos.iter().map(of_signer)).fold(0, usize::saturating_add)
    };
    signatures.iter().map(of_message).fold(0, usize::saturating_add)
}

/// Returns the signers of a SignedData. A signer that is there twice adds nothing the second time.
fn distinct_signers(found: &FoundSignature) -> impl Iterator<Item = &SignerInfo> {
    let all = &found.signed_data.signer_infos;
    all.iter()
        .enumerate()
        .filter(|(index, signer)| !all.iter().take(*index).any(|other| other == *signer))
        .map(|(_, signer)| signer)
}

/// Returns each certificate once, in the order in which they come.
pub(in crate::verify) fn unique<'a>(certificates: impl Iterator<Item = &'a Certificate>) -> Vec<&'a Certificate> {
    let mut known = BTreeSet::new();
    certificates.filter(|certificate| known.insert(certificate.fingerprint.as_str())).collect()
}

impl Assessed {
    /// Returns whether the signature is proven to be one of this role.
    pub(in crate::verify) fn proves(&self, role: Role) -> bool {
        self.verified.is_some() && self.trusted.as_ref().is_some_and(|(trusted, _)| *trusted == role)
    }

    /// Returns the role in which the signer means to sign. A signer of whom nothing is known counts as one who means to
    /// be the VNF provider, because a package is first of all the provider's.
    pub(in crate::verify) fn intended_role(&self) -> Role {
        self.report.role.or_else(|| self.leads_to.map(|anchor| anchor.role)).unwrap_or(Role::VnfProvider)
    }

    /// Returns whether the signature is proven to hold, or is tolerated.
    pub(in crate::verify) fn holds_or_is_tolerated(&self) -> bool {
        self.is_tolerated || self.verified.is_some()
    }

    /// Returns whether the signer is proven to be trusted, or is tolerated.
    pub(in crate::verify) fn is_trusted_or_tolerated(&self) -> bool {
        self.is_tolerated || (self.trusted.is_some() && self.report.authenticity == Verdict::Passed)
    }

    /// Returns the status of the signature: whether it holds, and its signer is trusted.
    pub(in crate::verify) fn status(&self) -> Verdict {
        self.report.integrity.max(self.report.authenticity)
    }

    pub(in crate::verify) fn location(&self) -> SignatureLocation {
        self.report.location
    }
}

//! How a package stands to each normative statement of GS NFV-SEC 021.

use alloc::{borrow::Cow, vec::Vec};

use super::{
    artifact::AssessedArtifact,
    codes,
    register::{
        Judge::{Outside, Package, Signatures},
        STATEMENTS, Statement,
    },
    signer::Assessed,
    verdict::Verdicts,
};
use crate::{
    policy::{Policy, Stage},
    report::{
        ArtifactKind, ArtifactReport, Conformance, ConformanceState, Finding, Role, Severity, SignatureState, Verdict,
    },
    trust::TrustBundle,
};

/// What the statements are judged by.
pub(super) struct Facts<'a> {
    pub(super) policy: &'a Policy,
    pub(super) trust: &'a TrustBundle,
    pub(super) signatures: &'a [Assessed],
    pub(super) artifacts: &'a [AssessedArtifact],
    pub(super) findings: &'a [Finding],
    pub(super) verdicts: Verdicts,
}

/// One row for each statement of the policy's edition.
pub(super) fn statements(facts: &Facts<'_>) -> Vec<Conformance> {
    let of_edition = STATEMENTS.iter().filter(|statement| statement.editions.contains(&facts.policy.edition));
    of_edition.map(|statement| statement.judge(facts)).collect()
}

impl Statement {
    fn judge(&self, facts: &Facts<'_>) -> Conformance {
        let (state, remark, rules) = match self.judge {
            Outside(remark) => (ConformanceState::NotApplicable, Some(remark), &[][..]),
            Package(judge, rules) => (judge(facts), None, rules),
            Signatures(judge, rules) => {
                let (state, remark) = of_signatures(facts, judge);
                (state, remark, rules)
            }
        };
        let is_behind = |finding: &&Finding| rules.iter().copied().flatten().any(|rule| rule.code == finding.code);
        // Without a signature that can be read nothing is met; one that cannot be read still breaks what it breaks.
        let is_concerned = state != ConformanceState::NotApplicable || remark == Some(NO_SIGNATURE);
        let behind: Vec<&Finding> = facts.findings.iter().filter(|_| is_concerned).filter(is_behind).collect();
        let has = |severity| behind.iter().any(|finding| finding.severity == severity && !finding.accepted);
        let (state, remark) = if has(Severity::Fail) {
            (ConformanceState::NotMet, None)
        } else if state == ConformanceState::Met && has(Severity::Unknown) {
            (ConformanceState::Unknown, None)
        } else {
            (state, remark)
        };
        Conformance {
            id: Cow::Borrowed(self.id),
            statement: Cow::Borrowed(self.text),
            state,
            remark: remark.map(Cow::Borrowed),
            findings: codes(behind.into_iter()).into_iter().collect(),
        }
    }
}

const NO_SIGNATURE: &str = "There is no signature that can be read.";
const NONE_CONCERNED: &str = "No signature of this package is concerned.";

/// The worst of what the statement says of each signature it concerns.
fn of_signatures(
    facts: &Facts<'_>,
    judge: fn(&Assessed) -> Option<Verdict>,
) -> (ConformanceState, Option<&'static str>) {
    let signatures = facts.signatures.iter().filter(|signature| !signature.is_tolerated);
    match signatures.filter_map(judge).max() {
        Some(verdict) => (of_verdict(verdict), None),
        None if facts.signatures.is_empty() => (ConformanceState::NotApplicable, Some(NO_SIGNATURE)),
        None => (ConformanceState::NotApplicable, Some(NONE_CONCERNED)),
    }
}

impl Facts<'_> {
    /// All files that a VNF could be made from, those that are not listed among them.
    fn usable(&self) -> impl Iterator<Item = &ArtifactReport> {
        let reports = self.artifacts.iter().map(|artifact| &artifact.report);
        reports.filter(|report| {
            matches!(
                report.kind,
                ArtifactKind::Local | ArtifactKind::Manifest | ArtifactKind::Missing | ArtifactKind::External
            )
        })
    }
}

pub(super) fn provider(facts: &Facts<'_>) -> ConformanceState {
    if facts.signatures.is_empty() {
        return ConformanceState::NotMet;
    }
    worst(facts.usable().map(|artifact| of_signature(artifact.vnf_provider)))
}

pub(super) fn service_provider(facts: &Facts<'_>) -> ConformanceState {
    if !facts.policy.asks_for_service_provider() {
        return ConformanceState::NotApplicable;
    }
    let required = facts.usable().filter(|artifact| facts.policy.needs_service_provider(&artifact.artifact_path));
    worst(required.map(|artifact| of_signature(artifact.service_provider)))
}

pub(super) fn service_provider_first(facts: &Facts<'_>) -> ConformanceState {
    match facts.policy.stage {
        Stage::Instantiation => service_provider(facts),
        Stage::Onboarding => ConformanceState::NotApplicable,
    }
}

pub(super) fn provider_at_instantiation(facts: &Facts<'_>) -> ConformanceState {
    match facts.policy.stage {
        Stage::Instantiation => of_signatures(facts, of_provider).0,
        Stage::Onboarding => ConformanceState::NotApplicable,
    }
}

pub(super) fn has_anchors(facts: &Facts<'_>) -> ConformanceState {
    if facts.trust.has_anchors() { ConformanceState::Met } else { ConformanceState::NotMet }
}

pub(super) fn follows_sol004(facts: &Facts<'_>) -> ConformanceState {
    of_verdict(facts.verdicts.integrity.max(facts.verdicts.completeness))
}

/// Whether a signature holds and its signer is trusted.
#[expect(clippy::unnecessary_wraps, reason = "some statements concern some signatures only")]
pub(super) fn whole(signature: &Assessed) -> Option<Verdict> {
    Some(signature.status())
}

#[expect(clippy::unnecessary_wraps, reason = "as above")]
pub(super) fn authenticity(signature: &Assessed) -> Option<Verdict> {
    Some(signature.report.authenticity)
}

pub(super) fn of_provider(signature: &Assessed) -> Option<Verdict> {
    (signature.intended_role() == Role::VnfProvider).then_some(())?;
    whole(signature)
}

/// Whether somebody else has signed the signing certificate, be that somebody trusted or not.
#[expect(clippy::unnecessary_wraps, reason = "as above")]
pub(super) fn signed_by_authority(signature: &Assessed) -> Option<Verdict> {
    Some(match signature.report.chain.first() {
        Some(certificate) if certificate.subject != certificate.issuer => Verdict::Passed,
        Some(_) => Verdict::Failed,
        None => Verdict::Indeterminate,
    })
}

/// Under a private CA the chain is enough, unless the certificate has to be installed for another reason.
pub(super) fn under_private(signature: &Assessed) -> Option<Verdict> {
    let is_public = signature.leads_to.is_some_and(|anchor| anchor.is_public);
    (!is_public).then_some(signature.report.authenticity)
}

pub(super) fn under_public(signature: &Assessed) -> Option<Verdict> {
    let is_public = signature.leads_to.is_some_and(|anchor| anchor.is_public);
    is_public.then_some(signature.report.authenticity)
}

fn of_signature(state: SignatureState) -> Verdict {
    match state {
        SignatureState::Verified => Verdict::Passed,
        SignatureState::Indeterminate => Verdict::Indeterminate,
        SignatureState::None | SignatureState::Failed => Verdict::Failed,
    }
}

fn worst(verdicts: impl Iterator<Item = Verdict>) -> ConformanceState {
    verdicts.max().map_or(ConformanceState::Unknown, of_verdict)
}

fn of_verdict(verdict: Verdict) -> ConformanceState {
    match verdict {
        Verdict::Passed => ConformanceState::Met,
        Verdict::Failed => ConformanceState::NotMet,
        Verdict::Indeterminate => ConformanceState::Unknown,
    }
}

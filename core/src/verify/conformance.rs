//! How a package stands to each normative statement of GS NFV-SEC 021.

use alloc::{borrow::Cow, vec::Vec};

use super::{
    artifact::AssessedArtifact,
    codes,
    register::{
        Judge::{Facts as By, Outside},
        STATEMENTS, Statement,
    },
    signer::Assessed,
    verdict::Verdicts,
};
use crate::{
    policy::{Policy, Stage},
    report::{ArtifactReport, Conformance, ConformanceState, Finding, Role, SignatureState, Verdict},
    rule::{self, Rule},
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

/// The statement that an unsigned package breaks; the others do not concern it.
const BROKEN_BY_UNSIGNED: &[&str] = &["SEC021-5.1-a", "SEC021-5.2-b", "SEC021-6.2-a"];

/// One row for each statement of the policy's edition.
pub(super) fn statements(facts: &Facts<'_>) -> Vec<Conformance> {
    let of_edition = STATEMENTS.iter().filter(|statement| statement.editions.contains(&facts.policy.edition));
    of_edition.map(|statement| statement.judge(facts)).collect()
}

impl Statement {
    fn judge(&self, facts: &Facts<'_>) -> Conformance {
        let (state, remark, rules): (_, Option<&'static str>, &[&Rule]) = match self.judge {
            Outside(remark) => (ConformanceState::NotApplicable, Some(remark), &[]),
            By(_, rules) if facts.signatures.is_empty() && !BROKEN_BY_UNSIGNED.contains(&self.id) => {
                (ConformanceState::NotApplicable, Some("There is no signature that can be read."), rules)
            }
            By(judge, rules) => (judge(facts), None, rules),
        };
        let matching = facts.findings.iter().filter(|finding| rules.iter().any(|rule| rule.code == finding.code));
        Conformance {
            id: Cow::Borrowed(self.id),
            statement: Cow::Borrowed(self.text),
            state,
            remark: remark.map(Cow::Borrowed),
            findings: codes(matching).into_iter().collect(),
        }
    }
}

impl Facts<'_> {
    fn usable(&self) -> impl Iterator<Item = &ArtifactReport> {
        self.artifacts.iter().filter(|artifact| artifact.needs_cover()).map(|artifact| &artifact.report)
    }

    fn has(&self, rule: &Rule) -> bool {
        self.findings.iter().any(|finding| finding.code == rule.code)
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
        Stage::Instantiation => provider_trusted(facts),
        Stage::Onboarding => ConformanceState::NotApplicable,
    }
}

pub(super) fn all_verified(facts: &Facts<'_>) -> ConformanceState {
    let signatures = facts.signatures.iter().filter(|signature| !signature.is_tolerated);
    worst(signatures.map(|signature| signature.report.integrity.max(signature.report.authenticity)))
}

pub(super) fn trusted(facts: &Facts<'_>) -> ConformanceState {
    let signatures = facts.signatures.iter().filter(|signature| !signature.is_tolerated);
    worst(signatures.map(|signature| signature.report.authenticity))
}

/// The signatures that are not the service provider's.
pub(super) fn provider_trusted(facts: &Facts<'_>) -> ConformanceState {
    let is_provider = |signature: &&Assessed| signature.report.role != Some(Role::ServiceProvider);
    let signatures = facts.signatures.iter().filter(|signature| !signature.is_tolerated).filter(is_provider);
    worst(signatures.map(|signature| signature.report.integrity.max(signature.report.authenticity)))
}

pub(super) fn has_anchors(facts: &Facts<'_>) -> ConformanceState {
    if facts.trust.has_anchors() { ConformanceState::Met } else { ConformanceState::Unknown }
}

pub(super) fn follows_sol004(facts: &Facts<'_>) -> ConformanceState {
    of_verdict(facts.verdicts.integrity.max(facts.verdicts.completeness))
}

pub(super) fn not_self_signed(facts: &Facts<'_>) -> ConformanceState {
    if facts.has(rule::CERTIFICATE_SELF_SIGNED) { ConformanceState::NotMet } else { trusted(facts) }
}

pub(super) fn installed(facts: &Facts<'_>) -> ConformanceState {
    if facts.has(rule::CERTIFICATE_NOT_INSTALLED) { ConformanceState::NotMet } else { trusted(facts) }
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

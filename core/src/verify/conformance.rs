//! The statements of GS NFV-SEC 021 that a verification decides; the numbering is that of our register.

use alloc::{borrow::Cow, vec::Vec};

use super::{artifact::AssessedArtifact, codes, signer::Assessed};
use crate::{
    policy::{Policy, ServiceProviderSignature},
    report::{Conformance, ConformanceState, Finding, SignatureState, Verdict},
    rule::{self, Rule},
};

/// One row for each statement.
pub(super) fn statements(
    policy: &Policy,
    signatures: &[Assessed],
    artifacts: &[AssessedArtifact],
    findings: &[Finding],
) -> Vec<Conformance> {
    let is_signed = !signatures.is_empty();
    let usable = || artifacts.iter().filter(|artifact| artifact.needs_cover()).map(|artifact| &artifact.report);
    let all_verified =
        worst(signatures.iter().map(|signature| signature.report.integrity.max(signature.report.authenticity)));
    let trusted = worst(signatures.iter().map(|signature| signature.report.authenticity));
    let provider = worst(usable().map(|artifact| of_state(artifact.vnf_provider)));
    let service_provider = worst(usable().map(|artifact| of_state(artifact.service_provider)));
    let needs_service_provider = policy.service_provider_signature == ServiceProviderSignature::Required;
    let row = |id, statement, state, rules: &[&Rule]| {
        let matching = findings.iter().filter(|finding| rules.iter().any(|rule| rule.code == finding.code));
        let state = if is_signed || id == PROVIDER_SIGNED { state } else { ConformanceState::NotApplicable };
        Conformance {
            id: Cow::Borrowed(id),
            statement: Cow::Borrowed(statement),
            state,
            findings: codes(matching).into_iter().collect(),
        }
    };
    alloc::vec![
        row(
            "SEC021-5.2-a",
            "All signatures that are available on artifacts are verified.",
            all_verified,
            &[
                rule::SIGNATURE_INVALID,
                rule::SIGNATURE_CONTENT,
                rule::SIGNATURE_ALGORITHM,
                rule::SIGNATURE_NO_CERTIFICATE
            ],
        ),
        row(
            PROVIDER_SIGNED,
            "An artifact without the VNF provider's signature is not used.",
            if is_signed { provider } else { ConformanceState::NotMet },
            &[rule::SIGNATURE_MISSING, rule::ARTIFACT_NOT_USABLE, rule::ARTIFACT_DIGEST, rule::ARTIFACT_NO_DIGEST],
        ),
        row(
            "SEC021-5.2-c",
            "Where policy requires the service provider's signature, an artifact without it is not used.",
            if needs_service_provider { service_provider } else { ConformanceState::NotApplicable },
            &[rule::ARTIFACT_NO_SERVICE_PROVIDER],
        ),
        row(
            "SEC021-6.6-a",
            "The certificate of the signing key is itself signed by a higher authority.",
            none_of(findings, rule::CERTIFICATE_SELF_SIGNED),
            &[rule::CERTIFICATE_SELF_SIGNED],
        ),
        row("SEC021-6.6-c", "The authority is trusted.", trusted, &[rule::TRUST_NO_ANCHORS, rule::CHAIN_NOT_TRUSTED],),
        row(
            "SEC021-6.6-h",
            "Under a public authority the signing certificate itself is installed beforehand.",
            none_of(findings, rule::CERTIFICATE_NOT_INSTALLED),
            &[rule::CERTIFICATE_NOT_INSTALLED],
        ),
    ]
}

/// The one statement that an unsigned package breaks.
const PROVIDER_SIGNED: &str = "SEC021-5.2-b";

fn none_of(findings: &[Finding], rule: &Rule) -> ConformanceState {
    let is_broken = findings.iter().any(|finding| finding.code == rule.code);
    if is_broken { ConformanceState::NotMet } else { ConformanceState::Met }
}

fn of_state(state: SignatureState) -> Verdict {
    match state {
        SignatureState::Verified => Verdict::Passed,
        SignatureState::Indeterminate => Verdict::Indeterminate,
        SignatureState::None | SignatureState::Failed => Verdict::Failed,
    }
}

fn worst(verdicts: impl Iterator<Item = Verdict>) -> ConformanceState {
    match verdicts.max() {
        Some(Verdict::Passed) => ConformanceState::Met,
        Some(Verdict::Failed) => ConformanceState::NotMet,
        Some(Verdict::Indeterminate) | None => ConformanceState::Unknown,
    }
}

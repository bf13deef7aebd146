//! The verdict has three aspects, each `passed` only by proof.

use super::{artifact, signer};
use crate::{
    evidence::Evidence,
    policy::Policy,
    report::{ArtifactKind, Finding, Role, Verdict},
    rule::{Aspect, Severity},
};

/// The three aspects of the verdict.
#[derive(Clone, Copy)]
pub(super) struct Verdicts {
    pub(super) integrity: Verdict,
    pub(super) authenticity: Verdict,
    pub(super) completeness: Verdict,
}

impl Verdicts {
    /// Returns the worst of the three aspects.
    pub(super) fn whole(self) -> Verdict {
        self.integrity.max(self.authenticity).max(self.completeness)
    }
}

pub(super) fn conclude(
    evidence: &Evidence,
    policy: &Policy,
    signatures: &[signer::Assessed],
    artifacts: &[artifact::AssessedArtifact],
    findings: &[Finding],
) -> Verdicts {
    let aspect = |aspect, is_proven| of_aspect(aspect, is_proven, findings);
    Verdicts {
        integrity: aspect(Aspect::Integrity, is_integrity_proven(signatures, artifacts)),
        authenticity: aspect(Aspect::Authenticity, is_authenticity_proven(policy, signatures, artifacts)),
        completeness: aspect(Aspect::Completeness, is_completeness_proven(evidence)),
    }
}

/// Returns one aspect. `passed` needs the proof, and also that nothing speaks against it.
pub(super) fn of_aspect(aspect: Aspect, is_proven: bool, findings: &[Finding]) -> Verdict {
    let has = |severity| {
        let counts = |finding: &&Finding| finding.aspect == aspect && !finding.accepted;
        findings.iter().filter(counts).any(|finding| finding.severity == severity)
    };
    if has(Severity::Fail) {
        Verdict::Failed
    } else if has(Severity::Unknown) || !is_proven {
        Verdict::Indeterminate
    } else {
        Verdict::Passed
    }
}

/// Returns whether every signature that counts holds mathematically, and such a signature covers every usable listed
/// file with its present content.
fn is_integrity_proven(signatures: &[signer::Assessed], artifacts: &[artifact::AssessedArtifact]) -> bool {
    !signatures.is_empty()
        && signatures.iter().all(signer::Assessed::holds_or_is_tolerated)
        && artifacts.iter().any(|artifact| artifact.report.kind == ArtifactKind::Local)
        && artifacts.iter().filter(|artifact| artifact.needs_cover()).all(|artifact| artifact.is_intact)
}

/// Returns whether every signer is trusted, and every usable listed file is covered by the signatures that it needs.
/// Whether its content is what they sign belongs to integrity.
fn is_authenticity_proven(
    policy: &Policy,
    signatures: &[signer::Assessed],
    artifacts: &[artifact::AssessedArtifact],
) -> bool {
    signatures.iter().any(|signature| signature.proves(Role::VnfProvider))
        && signatures.iter().all(signer::Assessed::is_trusted_or_tolerated)
        && artifacts.iter().filter(|artifact| artifact.needs_cover()).all(|artifact| {
            artifact.covered_for.contains(&Role::VnfProvider)
                && (!policy.needs_service_provider(&artifact.report.artifact_path)
                    || artifact.covered_for.contains(&Role::ServiceProvider))
        })
}

/// Returns whether the manifest was read and the archive could be opened, which proves that it means the same to every
/// reader. That the two agree is shown file by file.
fn is_completeness_proven(evidence: &Evidence) -> bool {
    evidence.csar.as_ref().is_some_and(|csar| csar.manifest.as_ref().is_some_and(|manifest| !manifest.is_unread))
}

//! The words for the report's enumerations.

use vnfseal::{
    policy::{Edition, RevocationPolicy, ServiceProviderSignature, Stage, Strictness},
    report::{
        ArtifactKind, Aspect, Coverage, Layout, PackageKind, Revocation, Role, SecurityOption, Severity,
        SignatureLocation, Verdict,
    },
};

/// The verdict in a word or two.
pub(crate) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Passed => "Passed",
        Verdict::Indeterminate => "Cannot tell",
        Verdict::Failed => "Failed",
    }
}

/// The verdict as the report's JSON spells it.
pub(crate) fn verdict_code(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Passed => "passed",
        Verdict::Indeterminate => "indeterminate",
        Verdict::Failed => "failed",
    }
}

/// The name of a part of the verdict.
pub(crate) fn aspect(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Integrity => "Integrity",
        Aspect::Authenticity => "Authenticity",
        Aspect::Completeness => "Completeness",
    }
}

/// What a part of the verdict asks.
pub(crate) fn aspect_question(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Integrity => "Is every byte what was signed?",
        Aspect::Authenticity => "Did someone you trust sign it?",
        Aspect::Completeness => "Is everything listed, and everything listed there?",
    }
}

/// The answer to [`aspect_question`].
pub(crate) fn aspect_answer(aspect: Aspect, verdict: Verdict) -> &'static str {
    match (aspect, verdict) {
        (Aspect::Integrity, Verdict::Passed) => "Every artifact is, byte for byte, what was signed.",
        (Aspect::Integrity, Verdict::Indeterminate) => "Not everything could be compared with what was signed.",
        (Aspect::Integrity, Verdict::Failed) => "Something is not what was signed, or nothing is signed.",
        (Aspect::Authenticity, Verdict::Passed) => "Every artifact is signed by someone your trust files name.",
        (Aspect::Authenticity, Verdict::Indeterminate) => {
            "Not for every artifact could it be shown who stands behind it."
        }
        (Aspect::Authenticity, Verdict::Failed) => "Not everything is signed by someone your trust files name.",
        (Aspect::Completeness, Verdict::Passed) => "Every file is listed, and every listed file is there.",
        (Aspect::Completeness, Verdict::Indeterminate) => "Whether everything is there could not be found out.",
        (Aspect::Completeness, Verdict::Failed) => {
            "Something is missing, not listed, or can be read in more than one way."
        }
    }
}

/// How grave a finding is.
pub(crate) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Fail => "Failure",
        Severity::Unknown => "Cannot tell",
        Severity::Warn => "Warning",
        Severity::Note => "Note",
    }
}

/// As whom somebody signs.
pub(crate) fn role(role: Role) -> &'static str {
    match role {
        Role::VnfProvider => "VNF provider",
        Role::ServiceProvider => "Service provider",
    }
}

/// Where a signature stands.
pub(crate) fn signature_location(location: SignatureLocation) -> &'static str {
    match location {
        SignatureLocation::Manifest => "in the manifest",
        SignatureLocation::Package => "beside the CSAR",
        SignatureLocation::Artifact => "beside one artifact",
        SignatureLocation::SignedData => "by itself",
    }
}

/// What is known of revocation.
pub(crate) fn revocation(revocation: Revocation) -> &'static str {
    match revocation {
        Revocation::Good => "Not revoked",
        Revocation::NotChecked => "Not checked",
        Revocation::Unknown => "Not known",
        Revocation::Revoked => "Revoked or on hold",
    }
}

/// What covers an artifact.
pub(crate) fn coverage(coverage: Coverage) -> &'static str {
    match coverage {
        Coverage::SignedManifest => "Signed manifest",
        Coverage::ArtifactSignature => "Own signature",
        Coverage::WholePackage => "Whole package",
    }
}

/// What a file is to its package, where that is worth saying.
pub(crate) fn artifact_kind(kind: ArtifactKind) -> Option<&'static str> {
    match kind {
        ArtifactKind::Local => None,
        ArtifactKind::External => Some("External, not fetched"),
        ArtifactKind::Missing => Some("Listed, but not there"),
        ArtifactKind::ToscaMetadata => Some("TOSCA.meta"),
        ArtifactKind::Manifest => Some("Manifest"),
        ArtifactKind::Signature => Some("Signature file"),
        ArtifactKind::Certificate => Some("Certificate file"),
    }
}

/// What kind of package it is.
pub(crate) fn package_kind(kind: PackageKind) -> &'static str {
    match kind {
        PackageKind::VnfPackage => "VNF package",
        PackageKind::PnfdArchive => "PNFD archive",
        PackageKind::NsdArchive => "NSD archive",
        PackageKind::Unknown => "Package of no known kind",
    }
}

/// How a package is signed.
pub(crate) fn security_option(option: SecurityOption) -> &'static str {
    match option {
        SecurityOption::Option1 => "Option 1: signed manifest",
        SecurityOption::Option2 => "Option 2: signed as a whole",
    }
}

/// How a CSAR is laid out.
pub(crate) fn layout(layout: Layout) -> &'static str {
    match layout {
        Layout::ToscaMetadata => "With TOSCA-Metadata",
        Layout::RootYaml => "YAML file at the root",
    }
}

/// An edition of GS NFV-SEC 021.
pub(crate) fn edition(edition: Edition) -> &'static str {
    match edition {
        Edition::V4_5_1 => "GS NFV-SEC 021 V4.5.1",
        Edition::V5_4_1 => "GS NFV-SEC 021 V5.4.1",
    }
}

/// When a package is verified.
pub(crate) fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Onboarding => "Onboarding",
        Stage::Instantiation => "Instantiation",
    }
}

/// Whether a service provider's signature has to be there.
pub(crate) fn service_provider_signature(asked: ServiceProviderSignature) -> &'static str {
    match asked {
        ServiceProviderSignature::IfPresent => "Verified where present",
        ServiceProviderSignature::Required => "Required",
    }
}

/// Whether revocation has to be known.
pub(crate) fn revocation_policy(asked: RevocationPolicy) -> &'static str {
    match asked {
        RevocationPolicy::Off => "Not looked at",
        RevocationPolicy::IfAvailable => "Looked at where a list is at hand",
        RevocationPolicy::Required => "Required",
    }
}

/// What a deviation means.
pub(crate) fn strictness(strictness: Strictness) -> &'static str {
    match strictness {
        Strictness::Reject => "Fails the package",
        Strictness::Report => "Reported only",
    }
}

/// What a verification is doing.
pub(crate) fn phase(phase: &str) -> &'static str {
    match phase {
        "digesting" => "Computing digests",
        "verifying" => "Checking signatures",
        "opening" => "Opening the package",
        _ => "Getting ready",
    }
}

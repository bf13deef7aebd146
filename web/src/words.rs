//! The words of the page. This module has those for the enumerations of core, trust and policy.

pub(crate) mod expiry;
pub(crate) mod findings;
pub(crate) mod locale;
pub(crate) mod quantities;
pub(crate) mod reasons;
pub(crate) mod subject;
pub(crate) mod untrusted;

use vnfseal::{
    policy::{Edition, RevocationPolicy, ServiceProviderSignature, Stage, Strictness},
    report::{
        ArtifactKind, ArtifactReport, Aspect, CertificateReport, ConformanceState, Coverage, Finding, Headline, Layout,
        PackageKind, Report, Revocation, Role, SecurityOption, Severity, SignatureLocation, SignatureReport,
        SignatureState, Verdict,
    },
};

use self::locale::say;
use crate::trust::{Entry, Placement, Source, Use};

/// Writes the name of a value that follows, with the mark that its language has there.
pub(crate) fn label(name: &str) -> String {
    say!("label", name = name)
}

/// Writes a name and its value.
pub(crate) fn labelled(name: &str, value: &str) -> String {
    format!("{} {value}", label(name))
}

/// Returns the verdict in a word or two.
pub(crate) fn verdict(verdict: Verdict) -> String {
    match verdict {
        Verdict::Passed => say!("verdict-passed"),
        Verdict::Indeterminate => say!("verdict-indeterminate"),
        Verdict::Failed => say!("verdict-failed"),
    }
}

/// Returns the verdict, and the number of what does not change it but should be seen: warnings, and findings that the policy
/// accepts.
pub(crate) fn verdict_with_warnings(report: &Report) -> String {
    match remarks(report) {
        Some(remarks) => format!("{}, {remarks}", verdict(report.verdict)),
        None => verdict(report.verdict),
    }
}

/// Returns what should be seen beside `passed`, if there is anything.
pub(crate) fn remarks(report: &Report) -> Option<String> {
    let count =
        |counts: fn(&Finding) -> bool| Finding::count_of(report.findings.iter().filter(|finding| counts(finding)));
    let warnings = count(|finding| !finding.accepted && finding.severity == Severity::Warn);
    let accepted = count(|finding| finding.accepted);
    let parts = [
        (warnings > 0).then(|| say!("verdict-warnings", number = warnings)),
        (accepted > 0).then(|| say!("verdict-accepted", number = accepted)),
    ];
    let parts = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    (report.verdict == Verdict::Passed && !parts.is_empty()).then_some(parts)
}

/// Returns the verdict as one plain sentence, by core's headline.
pub(crate) fn verdict_sentence(report: &Report) -> String {
    headline(report.headline)
}

/// Returns core's headline as a sentence.
pub(crate) fn headline(headline: Headline) -> String {
    match headline {
        Headline::Passed => say!("headline-passed"),
        Headline::PassedInPart => say!("headline-passed-in-part"),
        Headline::NotAPackage => say!("headline-not-a-package"),
        Headline::Revoked => say!("headline-revoked"),
        Headline::Changed => say!("headline-changed"),
        Headline::NotSigned => say!("headline-not-signed"),
        Headline::Algorithm => say!("headline-algorithm"),
        Headline::Damaged => say!("headline-damaged"),
        Headline::SignatureUnusable => say!("headline-signature-unusable"),
        Headline::Expired => say!("headline-expired"),
        Headline::NotYetValid => say!("headline-not-yet-valid"),
        Headline::NotEntitled => say!("headline-not-entitled"),
        Headline::NotInstalled => say!("headline-not-installed"),
        Headline::NotTrusted => say!("headline-not-trusted"),
        Headline::RevocationUnknown => say!("headline-revocation-unknown"),
        Headline::NotReleased => say!("headline-not-released"),
        Headline::NotCovered => say!("headline-not-covered"),
        Headline::SlippedIn => say!("headline-slipped-in"),
        Headline::Missing => say!("headline-missing"),
        Headline::Limit => say!("headline-limit"),
        Headline::NotConforming => say!("headline-not-conforming"),
        Headline::Encrypted => say!("headline-encrypted"),
        Headline::NoTrust => say!("headline-no-trust"),
        Headline::RevocationOpen => say!("headline-revocation-open"),
        Headline::AlgorithmUnknown => say!("headline-algorithm-unknown"),
        Headline::NotChecked => say!("headline-not-checked"),
        Headline::NameNotBound => say!("headline-name-not-bound"),
        Headline::NotProven => say!("headline-not-proven"),
    }
}

/// Returns the parts of a report's verdict.
pub(crate) fn aspects(report: &Report) -> [(Aspect, Verdict); 3] {
    [
        (Aspect::Integrity, report.integrity),
        (Aspect::Authenticity, report.authenticity),
        (Aspect::Completeness, report.completeness),
    ]
}

/// Returns the role of a signer, if it has one.
pub(crate) fn signer_role(signature: &SignatureReport) -> String {
    signature.role.map_or_else(|| say!("role-none"), role)
}

/// Returns the validity period of a certificate.
pub(crate) fn validity(certificate: &CertificateReport) -> String {
    let (from, to) = (quantities::time(&certificate.not_before), quantities::time(&certificate.not_after));
    say!("valid-from-to", from = from, to = to)
}

/// Returns the name of an entry, which may have no subject.
pub(crate) fn entry(entry: &Entry) -> String {
    if entry.subject.is_empty() { placement(entry.id.placement) } else { entry.subject.clone() }
}

/// Returns the name of a part of the verdict.
pub(crate) fn aspect(aspect: Aspect) -> String {
    match aspect {
        Aspect::Integrity => say!("aspect-integrity"),
        Aspect::Authenticity => say!("aspect-authenticity"),
        Aspect::Completeness => say!("aspect-completeness"),
    }
}

/// Returns the question of a part of the verdict.
pub(crate) fn aspect_question(aspect: Aspect) -> String {
    match aspect {
        Aspect::Integrity => say!("question-integrity"),
        Aspect::Authenticity => say!("question-authenticity"),
        Aspect::Completeness => say!("question-completeness"),
    }
}

/// Returns the answer to [`aspect_question`].
pub(crate) fn aspect_answer(aspect: Aspect, verdict: Verdict) -> String {
    match (aspect, verdict) {
        (Aspect::Integrity, Verdict::Passed) => say!("answer-integrity-passed"),
        (Aspect::Integrity, Verdict::Indeterminate) => say!("answer-integrity-indeterminate"),
        (Aspect::Integrity, Verdict::Failed) => say!("answer-integrity-failed"),
        (Aspect::Authenticity, Verdict::Passed) => say!("answer-authenticity-passed"),
        (Aspect::Authenticity, Verdict::Indeterminate) => say!("answer-authenticity-indeterminate"),
        (Aspect::Authenticity, Verdict::Failed) => say!("answer-authenticity-failed"),
        (Aspect::Completeness, Verdict::Passed) => say!("answer-completeness-passed"),
        (Aspect::Completeness, Verdict::Indeterminate) => say!("answer-completeness-indeterminate"),
        (Aspect::Completeness, Verdict::Failed) => say!("answer-completeness-failed"),
    }
}

/// Returns the severity of a finding.
pub(crate) fn severity(severity: Severity) -> String {
    match severity {
        Severity::Fail => say!("severity-fail"),
        Severity::Unknown => say!("severity-unknown"),
        Severity::Warn => say!("severity-warn"),
        Severity::Note => say!("severity-note"),
    }
}

/// Returns the state of one role's signatures over an artifact.
pub(crate) fn signature_state(state: SignatureState) -> String {
    match state {
        SignatureState::None => say!("signed-none"),
        SignatureState::Verified => say!("signed-verified"),
        SignatureState::Indeterminate => say!("signed-indeterminate"),
        SignatureState::Failed => say!("signed-failed"),
    }
}

/// Returns whether a statement of the standard is met, in words.
pub(crate) fn conformance(state: ConformanceState) -> String {
    match state {
        ConformanceState::Met => say!("conformance-met"),
        ConformanceState::NotMet => say!("conformance-not-met"),
        ConformanceState::Unknown => say!("conformance-unknown"),
        ConformanceState::NotApplicable => say!("conformance-not-applicable"),
    }
}

/// Returns the name of a role.
pub(crate) fn role(role: Role) -> String {
    match role {
        Role::VnfProvider => say!("role-vnf-provider"),
        Role::ServiceProvider => say!("role-service-provider"),
    }
}

/// Returns the place of a signature.
pub(crate) fn signature_location(location: SignatureLocation) -> String {
    match location {
        SignatureLocation::Manifest => say!("location-manifest"),
        SignatureLocation::Package => say!("location-package"),
        SignatureLocation::Artifact => say!("location-artifact"),
        SignatureLocation::SignedData => say!("location-signed-data"),
    }
}

/// Returns the revocation state.
pub(crate) fn revocation(revocation: Revocation) -> String {
    match revocation {
        Revocation::Good => say!("revocation-good"),
        Revocation::NotChecked => say!("revocation-not-checked"),
        Revocation::Unknown => say!("revocation-unknown"),
        Revocation::Revoked => say!("revocation-revoked"),
    }
}

/// Returns the way in which a signature covers an artifact.
pub(crate) fn coverage(coverage: Coverage) -> String {
    match coverage {
        Coverage::SignedManifest => say!("coverage-manifest"),
        Coverage::ArtifactSignature => say!("coverage-artifact"),
        Coverage::WholePackage => say!("coverage-package"),
    }
}

/// Returns all ways in which signatures cover an artifact.
pub(crate) fn coverages(list: &[Coverage]) -> String {
    if list.is_empty() {
        return say!("coverage-none");
    }
    list.iter().map(|&one| coverage(one)).collect::<Vec<_>>().join(", ")
}

/// Returns the kind of a file in a package, if it is worth showing.
pub(crate) fn artifact_kind(artifact: &ArtifactReport) -> Option<String> {
    match artifact.kind {
        ArtifactKind::Local => None,
        // An artifact that was not supplied has no size.
        ArtifactKind::External if artifact.size.is_some() => Some(say!("kind-external-supplied")),
        ArtifactKind::External => Some(say!("kind-external")),
        ArtifactKind::Missing => Some(say!("kind-missing")),
        ArtifactKind::ToscaMetadata => Some(say!("kind-tosca-meta")),
        ArtifactKind::Manifest => Some(say!("kind-manifest")),
        ArtifactKind::Signature => Some(say!("kind-signature")),
        ArtifactKind::Certificate => Some(say!("kind-certificate")),
    }
}

/// Returns the kind of a package.
pub(crate) fn package_kind(kind: PackageKind) -> String {
    match kind {
        PackageKind::VnfPackage => say!("package-vnf"),
        PackageKind::PnfdArchive => say!("package-pnfd"),
        PackageKind::NsdArchive => say!("package-nsd"),
        PackageKind::AsdPackage => say!("package-asd"),
        PackageKind::Unknown => say!("package-unknown"),
    }
}

/// Returns the way in which a package is signed.
pub(crate) fn security_option(option: SecurityOption) -> String {
    match option {
        SecurityOption::Option1 => say!("option-1"),
        SecurityOption::Option2 => say!("option-2"),
    }
}

/// Returns the layout of a CSAR.
pub(crate) fn layout(layout: Layout) -> String {
    match layout {
        Layout::ToscaMetadata => say!("layout-tosca-metadata"),
        Layout::RootYaml => say!("layout-root-yaml"),
    }
}

/// Returns an edition of GS NFV-SEC 021.
pub(crate) fn edition(edition: Edition) -> &'static str {
    match edition {
        Edition::V4_5_1 => "GS NFV-SEC 021 V4.5.1",
        Edition::V5_4_1 => "GS NFV-SEC 021 V5.4.1",
    }
}

/// Returns the stage at which a package is verified.
pub(crate) fn stage(stage: Stage) -> String {
    match stage {
        Stage::Onboarding => say!("stage-onboarding"),
        Stage::Instantiation => say!("stage-instantiation"),
    }
}

/// Returns whether a service provider's signature is required, in words.
pub(crate) fn service_provider_signature(asked: ServiceProviderSignature) -> String {
    match asked {
        ServiceProviderSignature::IfPresent => say!("service-provider-if-present"),
        ServiceProviderSignature::Required => say!("service-provider-required"),
    }
}

/// Returns whether revocation has to be known, in words.
pub(crate) fn revocation_policy(asked: RevocationPolicy) -> String {
    match asked {
        RevocationPolicy::Off => say!("revocation-policy-off"),
        RevocationPolicy::IfAvailable => say!("revocation-policy-if-available"),
        RevocationPolicy::Required => say!("revocation-policy-required"),
    }
}

/// Returns the consequence of a deviation.
pub(crate) fn strictness(strictness: Strictness) -> String {
    match strictness {
        Strictness::Reject => say!("strictness-reject"),
        Strictness::Report => say!("strictness-report"),
    }
}

/// Returns the present step of a verification.
pub(crate) fn phase(phase: &str) -> String {
    match phase {
        "digesting" => say!("phase-digesting"),
        "verifying" => say!("phase-verifying"),
        "opening" => say!("phase-opening"),
        "signing" => say!("phase-signing"),
        "encrypting" => say!("phase-encrypting"),
        "decrypting" => say!("phase-decrypting"),
        "writing" => say!("phase-writing"),
        "copying" => say!("phase-copying"),
        "uploading" => say!("phase-uploading"),
        "nfvo-uploading" => say!("phase-nfvo-uploading"),
        "nfvo-processing" => say!("phase-nfvo-processing"),
        _ => say!("phase-ready"),
    }
}

/// Returns the name of a placement in a trust bundle.
pub(crate) fn placement(placement: Placement) -> String {
    match placement {
        Placement::Anchor(role, place) => say!("placement", role = self::role(role), place = self::place(place)),
        Placement::Intermediate => say!("placement-intermediate"),
        Placement::RevocationList => say!("placement-revocation-list"),
        Placement::TimestampAuthority => say!("placement-timestamp-authority"),
        Placement::OcspResponse => say!("placement-ocsp-response"),
    }
}

/// Returns the use of a certificate of one role.
pub(crate) fn place(place: Use) -> String {
    match place {
        Use::PrivateCa => say!("use-private-ca"),
        Use::PublicCa => say!("use-public-ca"),
        Use::SigningCertificate => say!("use-signing-certificate"),
    }
}

/// Returns the way in which a trust file came, and the consequence.
pub(crate) fn source(source: Source) -> String {
    match source {
        Source::Chosen => say!("source-chosen"),
        Source::Dropped => say!("source-dropped"),
        Source::Pasted => say!("source-pasted"),
        Source::WithPackage => say!("source-with-package"),
        Source::Folder => say!("source-folder"),
        Source::Demo => say!("source-demo"),
        Source::Report => say!("source-report"),
    }
}

/// Returns the consequence of removing an entry with this placement from the trust store.
pub(crate) fn removal(placement: Placement) -> String {
    match placement {
        Placement::Anchor(..) => say!("removal-anchor"),
        Placement::TimestampAuthority => say!("removal-timestamp-authority"),
        Placement::Intermediate => say!("removal-intermediate"),
        Placement::RevocationList | Placement::OcspResponse => say!("removal-revocation"),
    }
}

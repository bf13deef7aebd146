//! From evidence to report: a pure function of evidence, trust, policy and time.
//!
//! A verdict is `passed` only by proof. The states from which it is made come from [`crate::cms::verify`] and
//! [`crate::x509::path`], and there is no other way to get their results. The absence of findings proves nothing.

mod artifact;
mod sentence;
mod signer;
pub(crate) mod single;
pub(crate) mod statements;
mod verdict;

#[cfg(feature = "std")]
pub(crate) use artifact::kinds;
#[cfg(feature = "encrypt")]
pub(crate) use artifact::{Listed, compare};
pub(crate) use signer::Ahead;

use alloc::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    format,
    string::{String, ToString},
    vec::Vec,
};

use crate::{
    evidence::Evidence,
    findings::Findings,
    ordered::Ordered as _,
    package::manifest::{Manifest, SignatureBlock},
    policy::Policy,
    portion,
    report::{
        ArtifactReport, CertificateReport, Engine, Finding, PackageReport, Report, Role, SCHEMA_VERSION,
        SecurityOption, SignatureReport,
    },
    rule::{self, Severity},
    time::Time,
    trust::TrustBundle,
};

/// Judges the evidence, in portions. The policy's time is used instead of `now`, if it has one.
pub(crate) async fn verify(
    evidence: &Evidence,
    trust: &TrustBundle,
    policy: &Policy,
    now: Time,
    ahead: &Ahead,
) -> Report {
    let at = validation_time(policy, now);
    let mut findings = evidence.findings.clone();
    let signatures = signer::assess_all(&evidence.signatures, trust, policy, at, ahead, &mut findings).await;
    portion::end().await;
    check_package(evidence, trust, &signatures, &mut findings);
    portion::end().await;
    let mut artifacts = artifact::assess_all(evidence, policy, &signatures, &mut findings).await;
    portion::end().await;
    let findings = findings.into_report(policy);
    settle(&mut artifacts, &findings);
    portion::end().await;

    let verdicts = verdict::conclude(evidence, policy, &signatures, &artifacts, &findings);
    let conformance = statements::statements(&statements::Facts {
        policy,
        trust,
        signatures: &signatures,
        artifacts: &artifacts,
        findings: &findings,
        unverified: &evidence.unverified,
        has_csar: evidence.csar.is_some(),
        verdicts,
    });
    portion::end().await;
    let sentence = sentence::Facts {
        verdict: verdicts.whole(),
        signatures: &signatures,
        artifacts: &artifacts,
        findings: &findings,
    };
    portion::end().await;
    let mut report = Report {
        schema_version: Cow::Borrowed(SCHEMA_VERSION),
        engine: Engine {
            name: Cow::Borrowed(env!("CARGO_PKG_NAME")),
            version: Cow::Borrowed(env!("CARGO_PKG_VERSION")),
            wasm_sha256: None,
        },
        verdict: verdicts.whole(),
        integrity: verdicts.integrity,
        authenticity: verdicts.authenticity,
        completeness: verdicts.completeness,
        headline: sentence.headline(),
        summary: sentence.summary(),
        package: describe(evidence),
        artifacts: artifacts.into_iter().map(|artifact| artifact.report).collect(),
        signatures: signatures.into_iter().map(|signature| signature.report).collect(),
        conformance,
        findings,
        policy: Policy { at: Some(at.to_string()), ..policy.clone() },
        trust: trust.to_report(),
    };
    portion::end().await;
    link_findings(&report.findings, &mut report.artifacts, &mut report.signatures);
    report
}

/// Reports what is wrong with the package as a whole.
fn check_package(evidence: &Evidence, trust: &TrustBundle, signatures: &[signer::Assessed], findings: &mut Findings) {
    if evidence.csar.is_some() && !evidence.has_signature {
        let what = format!("'{}' is not signed.", evidence.file_name);
        findings.report(rule::SIGNATURE_MISSING.broken(what));
    }
    if signatures.iter().any(|signature| signature.trusted.is_none()) {
        let signers = signatures.iter().filter_map(|signature| signature.report.chain.first());
        check_anchors(trust, signers, findings);
    }
}

/// The sentence for a trust bundle without authorities, if nothing more specific is known.
const NO_ANCHORS: &str = "You have not added a CA certificate yet, so the signer cannot be checked.";

/// Reports that there are no anchors: without them nobody is trusted, and nobody is found to be untrusted.
fn check_anchors<'a>(
    trust: &TrustBundle,
    mut signers: impl Iterator<Item = &'a CertificateReport>,
    findings: &mut Findings,
) {
    if trust.has_anchors() {
        return;
    }
    let installed: BTreeSet<&str> = [Role::VnfProvider, Role::ServiceProvider]
        .into_iter()
        .flat_map(|role| trust.of(role).signing_certificates.iter())
        .map(|certificate| certificate.fingerprint.as_str())
        .into_set();
    let none = || rule::TRUST_NO_ANCHORS.broken(NO_ANCHORS);
    // The certificate that was added counts for nothing without the one that issued it.
    let added = |what: String, subject: String, issuer: String| {
        rule::TRUST_NO_ANCHORS.broken(what).with_subject(subject).naming([issuer])
    };
    let violation = match signers.find(|signer| installed.contains(signer.fingerprint.as_str())) {
        // No other certificate vouches for this one, and that is reported.
        Some(CertificateReport { subject, issuer, .. }) if subject == issuer => none(),
        Some(CertificateReport { subject, issuer, .. }) => {
            let what = format!(
                "You have added the signer's own certificate, '{subject}', but not the certificate of the CA that issued \
                 it: '{issuer}'."
            );
            added(what, subject.clone(), issuer.clone())
        }
        None => trust.intermediates.iter().next().map_or_else(none, |intermediate| {
            let (subject, issuer) = (intermediate.subject.to_text(), intermediate.issuer.to_text());
            let what =
                format!("You have added the intermediate CA '{subject}', but not the root that issued it: '{issuer}'.");
            added(what, subject, issuer)
        }),
    };
    findings.report(violation);
}

/// Returns the time of validation: the policy's time if it has one, otherwise the host's. A policy made by hand may
/// hold anything, so an unreadable time is ignored.
fn validation_time(policy: &Policy, now: Time) -> Time {
    policy.time().ok().flatten().unwrap_or(now)
}

pub(crate) fn describe(evidence: &Evidence) -> PackageReport {
    let csar = evidence.csar.as_ref();
    let manifest = csar.and_then(|csar| csar.manifest.as_ref());
    // A signature that cannot be read is still present.
    let package_security_option = if evidence.has_package_signature {
        Some(SecurityOption::Option2)
    } else if manifest.is_some_and(|manifest| manifest.signature != SignatureBlock::Absent) {
        Some(SecurityOption::Option1)
    } else {
        None
    };
    PackageReport {
        file_name: evidence.file_name.clone(),
        file_size: evidence.file_size,
        file_digest: evidence.file_digest.clone(),
        kind: manifest.map(Manifest::kind),
        package_security_option,
        layout: csar.map(|csar| csar.layout),
        csar_path: evidence.csar_path.clone(),
        packages_inside: evidence.packages_inside.keys().cloned().collect(),
        manifest_path: manifest.map(|manifest| manifest.path.clone()),
        manifest_digest: manifest.map(|manifest| manifest.fingerprint.clone()),
        metadata: manifest.map(|manifest| manifest.metadata.clone()).unwrap_or_default(),
    }
}

/// Makes sure that no file's row is better than the findings about it allow.
fn settle(artifacts: &mut [artifact::AssessedArtifact], findings: &[Finding]) {
    let mut gravest: BTreeMap<&str, Severity> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| !finding.accepted) {
        if let Some(path) = finding.place.path_in_csar() {
            let severity = gravest.entry(path).or_insert(finding.severity);
            *severity = finding.severity.min(*severity);
        }
    }
    for artifact in artifacts {
        if let Some(severity) = gravest.get(artifact.report.artifact_path.as_str()) {
            artifact.settle(*severity);
        }
    }
}

/// Writes into artifacts and signatures which findings are about them.
fn link_findings(findings: &[Finding], artifacts: &mut [ArtifactReport], signatures: &mut [SignatureReport]) {
    let mut by_path: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut by_signature: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, finding) in findings.iter().enumerate() {
        if let Some(path) = finding.place.path_in_csar() {
            by_path.entry(path).or_default().push(index);
        }
        if let Some(signature) = finding.place.signature {
            by_signature.entry(signature).or_default().push(index);
        }
    }
    for artifact in artifacts {
        artifact.findings = by_path.get(artifact.artifact_path.as_str()).cloned().unwrap_or_default();
    }
    for (index, signature) in signatures.iter_mut().enumerate() {
        signature.findings = by_signature.remove(&index).unwrap_or_default();
    }
}

/// Returns the codes of findings, each once.
fn codes<'a>(findings: impl Iterator<Item = &'a Finding>) -> BTreeSet<Cow<'static, str>> {
    findings.map(|finding| finding.code.clone()).into_set()
}

/// Returns a count with its noun: `1 file`, `3 files`.
fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

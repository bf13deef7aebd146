//! Whether a signer may sign a package: both have to verify first.

use alloc::{format, string::String, vec::Vec};

use super::{
    refusal::{Refusal, RefusalReason},
    signer::Signer,
};
use crate::{
    Verification,
    policy::{Policy, ServiceProviderSignature, Stage},
    report::{Finding, Purpose, Role, Verdict},
    rule::Severity,
    time::Time,
    trust::TrustBundle,
    verify_certificate,
    x509::path::quote,
};

/// Checks that the certificate verifies as one of the service provider's, by the rules for every signer. The time is the
/// present, whatever the policy says: nobody signs with an expired certificate.
pub(super) fn check_signer(signer: &Signer, trust: &TrustBundle, policy: &Policy, now: Time) -> Result<(), Refusal> {
    let policy = Policy { at: None, ..policy.clone() };
    let intermediates: Vec<&[u8]> = signer.intermediates.iter().map(|each| each.der.as_slice()).collect();
    let certificate = &signer.certificate;
    let report = verify_certificate(&certificate.der, &intermediates, trust, &policy, now, Purpose::PackageSigning);
    if report.verdict == Verdict::Passed && report.role == Some(Role::ServiceProvider) {
        return Ok(());
    }
    let who = quote(certificate);
    let what = match report.role {
        Some(Role::VnfProvider) => format!("{who} is trusted as the VNF provider, not as the service provider."),
        _ => format!("The certificate of {who} does not verify as one of the service provider's."),
    };
    Err(refuse(RefusalReason::CertificateNotTrusted, what, report.findings))
}

/// Checks that the package verifies as the VNF provider's. The service provider's signature is not asked for yet.
pub(super) fn check_package(
    verification: &Verification,
    trust: &TrustBundle,
    policy: &Policy,
    now: Time,
) -> Result<(), Refusal> {
    let policy = Policy {
        stage: Stage::Onboarding,
        service_provider_signature: ServiceProviderSignature::IfPresent,
        service_provider_signed: Vec::new(),
        ..policy.clone()
    };
    let report =
        verification.report(trust, &policy, now).map_err(|what| Refusal::new(RefusalReason::NotVerified, what))?;
    let is_providers = report.signatures.iter().any(|signature| signature.role == Some(Role::VnfProvider));
    if report.verdict == Verdict::Passed && is_providers {
        return Ok(());
    }
    let what = format!("The package does not verify as the VNF provider's. {}", report.summary);
    Err(refuse(RefusalReason::NotVerified, what, report.findings))
}

/// Refuses, with those findings that count against a verdict.
fn refuse(reason: RefusalReason, what: String, findings: Vec<Finding>) -> Refusal {
    let counts =
        |finding: &Finding| !finding.accepted && matches!(finding.severity, Severity::Fail | Severity::Unknown);
    Refusal { findings: findings.into_iter().filter(counts).collect(), ..Refusal::new(reason, what) }
}

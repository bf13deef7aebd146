//! The VNF provider, who signs first: whether the signer may, and whether the new package is right.
//!
//! A VNF provider may not know whom an operator trusts. If the trust bundle names no authority, everything is checked but
//! that.

use alloc::{format, vec::Vec};

use super::{
    permission::{is_made_by, validate},
    refusal::{NEW_PACKAGE_NOT_VERIFIED, NOT_VNF_PROVIDER},
    signer::Signer,
};
use crate::{
    Verification,
    policy::{Policy, ServiceProviderSignature, Stage},
    reason::{Failure, Refusal, counts},
    report::{Finding, Role, Verdict},
    rule,
    time::Time,
    trust::TrustBundle,
    x509::path::quote,
};

/// Checks that the certificate verifies as one of the VNF provider's, by the rules for every signer. The time is the
/// present, whatever the policy says: nobody signs with an expired certificate. [`Signing::pack`](super::Signing::pack) and
/// [`Signing::wrap`](super::Signing::wrap) do so too: a host that asks before it reads files finds it sooner.
///
/// # Errors
/// If it does not.
pub fn check_provider(signer: &Signer, trust: &TrustBundle, policy: &Policy, now: Time) -> Result<(), Refusal> {
    let report = validate(signer, trust, policy, now);
    let is_proven = report.verdict == Verdict::Passed && report.role == Some(Role::VnfProvider);
    if is_proven || is_only_untrusted(trust, &report.findings) {
        return Ok(());
    }
    let who = quote(&signer.certificate);
    let what = match report.role {
        Some(Role::ServiceProvider) => format!("{who} is trusted as the service provider, not as the VNF provider."),
        _ => format!("The certificate of {who} does not verify as one of the VNF provider's."),
    };
    Err(NOT_VNF_PROVIDER.decided_by(what, deciding(trust, report.findings)))
}

/// Returns the policy for a new package: it is verified before its onboarding, and the service provider has not signed it
/// yet.
#[must_use]
pub fn policy_of_new_package(policy: &Policy) -> Policy {
    Policy {
        stage: Stage::Onboarding,
        service_provider_signature: ServiceProviderSignature::IfPresent,
        service_provider_signed: Vec::new(),
        ..policy.clone()
    }
}

/// Checks that a new package or a delivery verifies under [`policy_of_new_package`], and that this signer's signature is
/// in it.
///
/// # Errors
/// If the package was not read to its end, does not verify, or has another signer.
pub fn check_new_package(
    verification: &Verification,
    trust: &TrustBundle,
    policy: &Policy,
    signer: &Signer,
    now: Time,
) -> Result<(), Failure> {
    let report = verification.report(trust, &policy_of_new_package(policy), now);
    let report = report.map_err(Failure::Misuse)?;
    let is_right = report.verdict == Verdict::Passed
        || (report.integrity == Verdict::Passed
            && report.completeness == Verdict::Passed
            && is_only_untrusted(trust, &report.findings));
    if is_right && report.signatures.iter().any(|signature| is_made_by(signature, signer)) {
        return Ok(());
    }
    let what = format!("The new package does not verify. {}", report.summary);
    Err(NEW_PACKAGE_NOT_VERIFIED.decided_by(what, deciding(trust, report.findings)).into())
}

/// Returns whether the bundle names no authority, and nothing else counts against a verdict.
fn is_only_untrusted(trust: &TrustBundle, findings: &[Finding]) -> bool {
    !trust.has_anchors() && !findings.iter().any(|each| counts(each) && !is_no_anchors(each))
}

/// Returns the findings that may decide. That the bundle names no authority decides nothing here.
fn deciding(trust: &TrustBundle, mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.retain(|each| trust.has_anchors() || !is_no_anchors(each));
    findings
}

fn is_no_anchors(finding: &Finding) -> bool {
    finding.code == rule::TRUST_NO_ANCHORS.code
}

//! Whether a signer may sign a package: both have to verify first.

use alloc::{format, vec::Vec};

use super::{
    provider::policy_of_new_package,
    refusal::{NOT_SERVICE_PROVIDER, NOT_VERIFIED},
    signer::Signer,
};
use crate::{
    Verification,
    policy::{Policy, ServiceProviderSignature},
    reason::{Failure, Refusal},
    report::{ChainReport, Purpose, Role, SignatureReport, Verdict},
    time::Time,
    trust::TrustBundle,
    verify_certificate,
    x509::path::quote,
};

/// Checks that the certificate verifies as one of the service provider's, by the rules for every signer. The time is the
/// present, whatever the policy says: nobody signs with an expired certificate. [`Signing::countersign`](super::Signing::countersign)
/// does so too: a host that asks before it reads a package finds it sooner.
///
/// # Errors
/// If it does not.
pub fn check_signer(signer: &Signer, trust: &TrustBundle, policy: &Policy, now: Time) -> Result<(), Refusal> {
    let report = validate(signer, trust, policy, now);
    if report.verdict == Verdict::Passed && report.role == Some(Role::ServiceProvider) {
        return Ok(());
    }
    let who = quote(&signer.certificate);
    let what = match report.role {
        Some(Role::VnfProvider) => format!("{who} is trusted as the VNF provider, not as the service provider."),
        _ => format!("The certificate of {who} does not verify as one of the service provider's."),
    };
    Err(NOT_SERVICE_PROVIDER.decided_by(what, report.findings))
}

/// Checks that the package verifies as the VNF provider's. The service provider's signature is not asked for yet.
pub(super) fn check_package(
    verification: &Verification,
    trust: &TrustBundle,
    policy: &Policy,
    now: Time,
) -> Result<(), Failure> {
    let report = verification.report(trust, &policy_of_new_package(policy), now);
    let report = report.map_err(Failure::Misuse)?;
    let is_providers = report.signatures.iter().any(|signature| signature.role == Some(Role::VnfProvider));
    if report.verdict == Verdict::Passed && is_providers {
        return Ok(());
    }
    let what = format!("The package does not verify as the VNF provider's. {}", report.summary);
    Err(NOT_VERIFIED.decided_by(what, report.findings).into())
}

/// Returns the policy for a package that was signed: the service provider's signature is required. No policy can accept that
/// it is missing.
#[must_use]
pub fn policy_of_result(policy: &Policy) -> Policy {
    Policy { service_provider_signature: ServiceProviderSignature::Required, ..policy.clone() }
}

/// Checks that a package that was signed verifies under [`policy_of_result`], and that this signer is found in it as the
/// service provider.
///
/// # Errors
/// If the package was not read to its end, does not verify, or has another signer.
pub fn check_result(
    verification: &Verification,
    trust: &TrustBundle,
    policy: &Policy,
    signer: &Signer,
    now: Time,
) -> Result<(), Failure> {
    let report = verification.report(trust, &policy_of_result(policy), now);
    let report = report.map_err(Failure::Misuse)?;
    let is_signers =
        |signature: &SignatureReport| signature.role == Some(Role::ServiceProvider) && is_made_by(signature, signer);
    if report.verdict == Verdict::Passed && report.signatures.iter().any(is_signers) {
        return Ok(());
    }
    let what = format!("The signed package does not verify. {}", report.summary);
    Err(NOT_VERIFIED.decided_by(what, report.findings).into())
}

/// Validates the signer's certificate by the rules for every signer, at the present time.
pub(super) fn validate(signer: &Signer, trust: &TrustBundle, policy: &Policy, now: Time) -> ChainReport {
    let policy = Policy { at: None, ..policy.clone() };
    let intermediates: Vec<&[u8]> = signer.intermediates.iter().map(|each| each.der.as_slice()).collect();
    verify_certificate(&signer.certificate.der, &intermediates, trust, &policy, now, Purpose::PackageSigning)
}

/// Returns whether a signature holds, and was made with the certificate of this signer.
pub(super) fn is_made_by(signature: &SignatureReport, signer: &Signer) -> bool {
    signature.integrity == Verdict::Passed
        && signature.chain.first().is_some_and(|own| own.fingerprint == signer.certificate.fingerprint)
}

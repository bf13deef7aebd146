//! Verifies a certificate and its chain, without a package.

use alloc::{format, string::ToString, vec::Vec};

use crate::verify::{
    check_anchors,
    signer::{
        describe_chain,
        revocation::RevocationInfo,
        role::{Authentication, Authenticator, Material},
    },
    validation_time, verdict,
};
use crate::{
    certificate_file::{readable, subject},
    findings::Findings,
    policy::Policy,
    report::{ChainReport, Purpose},
    rule::{self, Aspect, Violation},
    signature::{PublicKey, Refused},
    time::Time,
    trust::TrustBundle,
    x509::{Certificate, path::quote},
};

/// Validates a certificate, in PEM or DER, and finds its chain to an anchor of the trust bundle. The chain may go
/// through `intermediates` and those of the trust bundle.
///
/// Intermediates, in PEM, DER or PKCS #7, are only untrusted material. One that cannot be read is skipped. Certificates
/// after the first in the same PEM file are also such material. `at` is the host's clock. It counts unless the policy
/// has a time of validation.
/// the policy says at what time to validate.
///
/// ```
/// use vnfseal::{policy::Policy, report::{Purpose, Verdict}, time::Time, trust::TrustBundle};
///
/// let now = Time::from_unix(1_795_262_400);
/// let (trust, policy) = (TrustBundle::new(), Policy::default());
/// let report = vnfseal::verify_certificate(b"no certificate", &[], &trust, &policy, now, Purpose::PackageSigning);
/// assert_eq!(report.verdict, Verdict::Failed);
/// assert_eq!(report.findings[0].code, "certificate.malformed");
/// ```
#[must_use]
pub fn verify_certificate(
    certificate: &[u8],
    intermediates: &[&[u8]],
    trust: &TrustBundle,
    policy: &Policy,
    at: Time,
    purpose: Purpose,
) -> ChainReport {
    let authenticator = Authenticator::new(trust, policy, validation_time(policy, at), 0);
    let mut findings = Findings::default();
    let (mut target, mut found) = (None, Authentication::default());
    match subject(certificate) {
        Ok((certificate, mut others)) => {
            others.extend(readable(intermediates));
            let mut violations = Vec::new();
            found = judge(&authenticator, &certificate, &others, purpose, &mut violations);
            for violation in violations {
                findings.report(violation);
            }
            if found.chain.is_none() {
                check_anchors(trust, [certificate.to_report()].iter(), &mut findings);
            }
            target = Some(certificate);
        }
        Err(what) => findings.report(rule::CERTIFICATE_MALFORMED.broken(what)),
    }
    let findings = findings.into_report(policy);
    let is_proven = match purpose {
        Purpose::PackageSigning => found.role.is_some(),
        Purpose::Any => found.has_good_chain(),
    };
    ChainReport {
        verdict: verdict::of_aspect(Aspect::Authenticity, is_proven, &findings),
        purpose,
        role: found.role,
        validated_at: authenticator.at.to_string(),
        revocation: found.revocation.of_chain(),
        chain: describe_chain(&found, target.as_ref()),
        findings,
        policy: Policy { at: Some(authenticator.at.to_string()), ..policy.clone() },
        trust: trust.to_report(),
    }
}

fn judge(
    authenticator: &Authenticator<'_>,
    certificate: &Certificate,
    others: &[Certificate],
    purpose: Purpose,
    violations: &mut Vec<Violation>,
) -> Authentication {
    // In a package the signature itself shows this. Here a key that is too weak to trust would go unnoticed.
    if let Err(Refused::Algorithm(reason)) = PublicKey::read(&certificate.public_key_info) {
        let what = format!("The certificate of {}: {reason}.", quote(certificate));
        violations.push(certificate.breaks(rule::CERTIFICATE_ALGORITHM, what));
        return Authentication::default();
    }
    let info = RevocationInfo::default();
    let material = Material { certificates: others.iter().collect(), info: &info };
    match purpose {
        Purpose::PackageSigning => authenticator.authenticate(certificate, &material, authenticator.at, violations),
        Purpose::Any => authenticator.validate(certificate, &material, violations),
    }
}

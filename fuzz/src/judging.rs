//! Has a package judged, and checks what holds for every package.

use vnfseal::{
    Inspection, Verification,
    policy::Policy,
    report::{Report, Verdict},
    trust::TrustBundle,
};
use vnfseal_tests::{assert_consistent, read_to_end};

use super::parties::{TRUST, at, policy};

/// Judges a package by what the operator trusts.
#[must_use]
pub fn judge(package: &[u8]) -> Report {
    judge_by(package, &TRUST, &policy())
}

/// Judges a package, and checks that
/// - the report does not contradict itself,
/// - judging the same evidence again gives the same report, byte for byte,
/// - without trust it does not pass,
/// - an inspection finds the same package.
#[must_use]
pub fn judge_by(package: &[u8], trust: &TrustBundle, policy: &Policy) -> Report {
    let length = u64::try_from(package.len()).expect("64 bits are enough");
    let mut verification = Verification::new("package", length, policy.limits.clone());
    read_to_end(&mut verification, package);
    let report = |trust| verification.report(trust, policy, at()).expect("everything was answered");
    let (first, again, untrusted) = (report(trust), report(trust), report(&TrustBundle::new()));
    assert_consistent(&first);
    assert_consistent(&untrusted);
    let json = |report: &Report| serde_json::to_string(report).expect("a report has an encoding");
    assert_eq!(json(&first), json(&again), "judged again");
    assert_ne!(untrusted.verdict, Verdict::Passed, "without trust");
    let mut inspection = Inspection::new("package", length, policy.limits.clone());
    read_to_end(&mut inspection, package);
    let inspected = inspection.inspect().expect("everything was answered");
    assert_eq!(inspected.package, first.package, "inspected");
    first
}

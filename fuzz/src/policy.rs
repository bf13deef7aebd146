//! A policy: any bytes.
//!
//! The reader that describes a policy and the one that applies it agree. What is accepted, another reader of JSON reads as the
//! same policy; so a policy that is written and read again is the same. A package that nobody trusted has signed never passes.

use vnfseal::{inspect_policy, policy::Policy, report::Verdict};

use super::{judging::judge_by, package::originals, parties::TRUST};

/// Runs the target.
pub fn run(input: &[u8]) {
    let (policy, inspection) = (Policy::from_json(input), inspect_policy(input));
    assert_eq!(policy, inspection.clone().map(|inspection| inspection.policy), "two readers");
    let Ok(policy) = policy else { return };
    let mark = b"\xEF\xBB\xBF";
    let theirs = serde_json::from_slice::<Policy>(input.strip_prefix(mark).unwrap_or(input));
    assert_eq!(theirs.as_ref().ok(), Some(&policy), "another reader of JSON");
    let text = serde_json::to_string(&policy).expect("a policy has an encoding");
    let again = inspect_policy(text.as_bytes()).expect("what is written can be read");
    assert_eq!(
        (&again.policy, &again.changes),
        (&policy, &inspection.expect("read above").changes),
        "written and read"
    );
    if policy.limits != vnfseal::policy::Limits::default() {
        // The bounds decide how much is read, and the packages are small.
        return;
    }
    let unsigned = originals().iter().find(|original| !original.may_pass && original.name == "no signature");
    let unsigned = unsigned.expect("an original");
    assert_ne!(judge_by(&unsigned.package, &TRUST, &policy).verdict, Verdict::Passed);
}

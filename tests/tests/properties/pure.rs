//! A report is a function of bytes, trust, policy and time: judged twice, judged again after other questions, and read in
//! pieces of other sizes, it is the same byte for byte.

use vnfseal::{
    Verification,
    policy::{Policy, RevocationPolicy, ServiceProviderSignature},
    time::Time,
    trust::TrustBundle,
};
use vnfseal_tests::{assert_consistent, read_to_end};

use crate::targets::{
    package::{make_package, originals},
    parties::{ATTACKER, OPERATOR, PROVIDER, TRUST, at, policy},
};

struct Question {
    trust: TrustBundle,
    policy: Policy,
    at: Time,
}

/// Questions that differ in trust, policy and time.
fn questions() -> Vec<Question> {
    let policies = [
        Policy::default(),
        Policy { revocation: RevocationPolicy::Required, ..Policy::default() },
        Policy { service_provider_signature: ServiceProviderSignature::Required, ..Policy::default() },
        Policy { accept: vec!["artifact.external".into()], ..Policy::default() },
        policy(),
    ];
    let bundles: [TrustBundle; 4] = [
        TRUST.clone(),
        (&PROVIDER.trust()).into(),
        (&ATTACKER.trust().and_service_provider(&OPERATOR.root, &[&OPERATOR.signer])).into(),
        TrustBundle::new(),
    ];
    let times = [at(), Time::from_unix(0), Time::from_unix(at().unix() + 40 * 365 * 86_400)];
    let mut questions = Vec::new();
    for (number, trust) in bundles.iter().enumerate() {
        for (other, policy) in policies.iter().enumerate() {
            let at = times[(number + other) % times.len()];
            questions.push(Question { trust: trust.clone(), policy: policy.clone(), at });
        }
    }
    questions
}

fn read(package: &[u8]) -> Verification {
    let length = u64::try_from(package.len()).expect("64 bits are enough");
    let mut verification = Verification::new("package", length, Policy::default().limits);
    read_to_end(&mut verification, package);
    verification
}

fn answer(verification: &Verification, question: &Question) -> String {
    let report = verification.report(&question.trust, &question.policy, question.at).expect("everything was answered");
    assert_consistent(&report);
    serde_json::to_string(&report).expect("a report has an encoding")
}

/// Good and damaged packages, and some that an attacker has made.
fn packages() -> Vec<Vec<u8>> {
    let attacks =
        (0..60_u8).map(|number| make_package(&[number, number.wrapping_mul(37), number ^ 0x5A, 1, 9, 200, 3]));
    originals().iter().map(|original| original.package.clone()).chain(attacks).collect()
}

#[test]
fn judging_again_is_judging_anew() {
    let questions = questions();
    for package in packages() {
        let kept = read(&package);
        let anew: Vec<String> = questions.iter().map(|question| answer(&read(&package), question)).collect();
        // There and back: no question leaves anything behind for the next.
        let there = questions.iter().zip(&anew);
        for (question, expected) in there.clone().chain(there.rev()) {
            assert_eq!(answer(&kept, question), *expected);
        }
    }
}

/// Time counts only where the policy does not say it.
#[test]
fn a_report_asks_for_no_time_but_that_of_its_question() {
    for package in packages() {
        let kept = read(&package);
        let by = |at: Time| answer(&kept, &Question { trust: TRUST.clone(), policy: policy(), at });
        assert_eq!(by(at()), by(Time::from_unix(0)));
    }
}

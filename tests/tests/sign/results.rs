//! What is checked of a package that was signed, before anybody gets it.

use vnfseal::{
    policy::Policy,
    sign::{Extent, check_result, policy_of_result},
};
use vnfseal_tests::{KeyAlgorithm, Package, Provider, Trust, now};

use crate::host::{countersign, operator, read, refused, signer};

struct Case {
    operator: Provider,
    other: Provider,
    trust: Trust,
    unsigned: Vec<u8>,
    signed: Vec<u8>,
}

impl Case {
    fn new() -> Self {
        let [operator, other] = [KeyAlgorithm::EcP256, KeyAlgorithm::EcP384].map(operator);
        let acme = Provider::new("Acme");
        let trust = acme.trust().and_service_provider(&operator.root, &[&operator.signer]);
        let unsigned = Package::acme().option_1(&acme.signing()).to_bytes();
        let signed = countersign(&unsigned, &trust, &Policy::default(), &operator, None, Extent::Package).unwrap();
        Self { operator, other, trust, unsigned, signed }
    }

    fn check(&self, package: &[u8], policy: &str, by: &Provider) -> Result<(), &'static str> {
        let policy = Policy::from_json(policy.as_bytes()).unwrap();
        let result = check_result(&read(package, &policy), &(&self.trust).into(), &policy, &signer(by, None), now());
        result.map_err(|failure| refused(failure).reason.code)
    }
}

/// Policies that do not ask for the service provider's signature.
const POLICIES: [&str; 3] = [
    "{}",
    r#"{"serviceProviderSignature": "ifPresent", "serviceProviderSigned": ["Files/nothing"], "otherSigners": "report"}"#,
    r#"{"stage": "instantiation", "edition": "4.5.1"}"#,
];

#[test]
fn a_signed_package_passes() {
    let case = Case::new();
    for policy in [POLICIES[0], POLICIES[2]] {
        assert_eq!(case.check(&case.signed, policy, &case.operator), Ok(()));
    }
}

#[test]
fn a_package_without_the_signature_does_not_whatever_the_policy_asks() {
    let case = Case::new();
    for policy in POLICIES {
        assert_eq!(case.check(&case.unsigned, policy, &case.operator), Err("package.not-verified"), "{policy}");
    }
}

#[test]
fn a_package_of_another_signer_does_not() {
    let case = Case::new();
    assert_eq!(case.check(&case.signed, "{}", &case.other), Err("package.not-verified"));
}

#[test]
fn a_package_that_was_damaged_does_not() {
    let case = Case::new();
    let mut damaged = case.signed.clone();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    assert_eq!(case.check(&damaged, "{}", &case.operator), Err("package.not-verified"));
}

#[test]
fn the_policy_asks_for_the_signature() {
    for policy in POLICIES {
        let policy = policy_of_result(&Policy::from_json(policy.as_bytes()).unwrap());
        let json = serde_json::to_value(&policy).unwrap();
        assert_eq!(json["serviceProviderSignature"], "required");
    }
}

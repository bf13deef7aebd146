//! Botan's suites: RSA-PSS certificates with many mixtures of parameters, and the x509test collection.

use serde_json::Value;
use vnfseal::policy::RevocationPolicy;
use vnfseal_tests::shared;

use super::{
    suite::{Suite, Word},
    trust::{Validation, from_base64, list, policy, read_json},
};

pub(crate) fn rsa_pss() -> Option<Suite> {
    let path = shared("vectors/botan/rsa-pss.json")?;
    let mut suite = Suite::new("botan rsa-pss");
    for test in read_json::<Vec<Value>>(&path) {
        let mut end = list(&test["end"]).into_iter();
        // A certificate request is not a certificate.
        let Some(certificate) = end.next() else {
            suite.skip();
            continue;
        };
        let crls: Vec<_> = test["crl"].as_str().map(from_base64).into_iter().collect();
        let revocation = if crls.is_empty() { RevocationPolicy::Off } else { RevocationPolicy::Required };
        let anchors = match test["kind"].as_str() {
            Some("self-signed") => vec![certificate.clone()],
            _ => list(&test["root"]),
        };
        let validation = Validation {
            certificate,
            intermediates: end.collect(),
            anchors,
            crls,
            policy: policy(text(&test["time"]), revocation),
            purpose: None,
        };
        suite.case(text(&test["id"]), Word::accept_if(test["expect"] == "valid"), || validation.run());
    }
    Some(suite)
}

pub(crate) fn x509test() -> Option<Suite> {
    let path = shared("vectors/botan/x509test.json")?;
    let mut suite = Suite::new("botan x509test");
    for test in read_json::<Vec<Value>>(&path) {
        // Server names are not checked.
        if test["needs_hostname"] == true && test["expect"] == "invalid" {
            suite.skip();
            continue;
        }
        let mut chain = list(&test["chain_leaf_first"]).into_iter();
        let validation = Validation {
            certificate: chain.next().expect("a certificate"),
            intermediates: chain.collect(),
            anchors: list(&test["anchors"]),
            policy: policy(text(&test["time"]), RevocationPolicy::Off),
            ..Validation::default()
        };
        suite.case(text(&test["id"]), Word::accept_if(test["expect"] == "valid"), || validation.run());
    }
    Some(suite)
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

//! x509-limbo: path validation as web browsers need it, with `BetterTLS`' path building. Server names are not checked.

use serde::Deserialize;
use vnfseal::policy::RevocationPolicy;
use vnfseal_tests::shared;

use super::{
    suite::{Suite, Word},
    trust::{Validation, policy, read_json},
};

#[derive(Deserialize)]
struct Limbo {
    testcases: Vec<Test>,
}

#[derive(Deserialize)]
struct Test {
    id: String,
    x_tier: String,
    x_note: Option<String>,
    trusted_certs: Vec<String>,
    untrusted_intermediates: Vec<String>,
    peer_certificate: String,
    validation_time: Option<String>,
    expected_result: String,
    crls: Vec<String>,
}

impl Test {
    /// Returns whether the test asks something that is not ours to answer: names of servers, rules of the CA/Browser
    /// Forum, purposes other than signing packages, the verifier's own limit of depth, or fractions of a second.
    fn is_out_of_scope(&self) -> bool {
        let tiers = ["n/a-server-name", "n/a-cabf", "eku", "depth-limit"];
        let note = self.x_note.as_deref().unwrap_or_default();
        tiers.contains(&self.x_tier.as_str())
            || note.contains("skip unless EKU is enforced along the path")
            || note.contains("skip if verifier takes whole seconds")
    }
}

pub(crate) fn suite() -> Option<Suite> {
    let path = shared("vectors/limbo/limbo.json")?;
    let mut suite = Suite::new("limbo");
    for test in read_json::<Limbo>(&path).testcases {
        if test.is_out_of_scope() {
            suite.skip();
            continue;
        }
        let bytes = |texts: Vec<String>| texts.into_iter().map(String::into_bytes).collect::<Vec<_>>();
        let revocation = if test.crls.is_empty() { RevocationPolicy::Off } else { RevocationPolicy::Required };
        let at = test.validation_time.as_deref().unwrap_or("2026-11-21T12:00:00Z");
        let validation = Validation {
            certificate: test.peer_certificate.into_bytes(),
            intermediates: bytes(test.untrusted_intermediates),
            anchors: bytes(test.trusted_certs),
            crls: bytes(test.crls),
            policy: policy(at, revocation),
            purpose: None,
        };
        suite.case(test.id, Word::accept_if(test.expected_result == "SUCCESS"), || validation.run());
    }
    Some(suite)
}

//! NIST's Public Key Interoperability Test Suite (PKITS 1.0.1): certification paths of RFC 5280 section 6 with their
//! revocation lists, and the same paths in signed messages.

use std::{fs, path::Path};

use serde::Deserialize;
use serde_json::json;
use vnfseal::time::Time;
use vnfseal::{policy::Policy, verify_signed_data};
use vnfseal_tests::shared;

use super::{
    suite::{Suite, Word},
    trust::{Validation, accepted, bundle, read_json},
};

/// The time of the tests. PKITS is valid from 2010 to 2030, except what is meant to be expired.
const AT: &str = "2020-01-01T00:00:00Z";

#[derive(Deserialize)]
struct Test {
    id: String,
    target: String,
    intermediates: Vec<String>,
    crls: Vec<String>,
    settings: Settings,
    expect: String,
    cms: Option<String>,
    cms_signature: Option<String>,
}

/// The inputs of RFC 5280 section 6.1.1 (c) to (g).
#[derive(Deserialize)]
struct Settings {
    initial_policy_set: Vec<String>,
    explicit_policy: bool,
    inhibit_policy_mapping: bool,
    inhibit_any_policy: bool,
}

impl Settings {
    fn policy(&self) -> Policy {
        let any = |id: &String| if id == "anyPolicy" { "2.5.29.32.0".to_owned() } else { id.clone() };
        let json = json!({
            "at": AT,
            "revocation": "required",
            "userInitialPolicySet": self.initial_policy_set.iter().map(any).collect::<Vec<_>>(),
            "initialExplicitPolicy": self.explicit_policy,
            "initialPolicyMappingInhibit": self.inhibit_policy_mapping,
            "initialAnyPolicyInhibit": self.inhibit_any_policy,
        });
        Policy::from_json(json.to_string().as_bytes()).expect("a policy with the inputs of RFC 5280")
    }
}

/// Runs each test's target with the certificates and lists that it names.
pub(crate) fn chains() -> Option<Suite> {
    let folder = shared("vectors/pkits")?;
    let mut suite = Suite::new("pkits");
    let files = |kind: &str, names: &[String]| names.iter().map(|name| read(&folder.join(kind).join(name))).collect();
    for test in read_json::<Vec<Test>>(&folder.join("pkits.json")) {
        let validation = Validation {
            certificate: read(&folder.join("certs").join(&test.target)),
            intermediates: files("certs", &test.intermediates),
            anchors: vec![anchor(&folder)],
            crls: files("crls", &test.crls),
            policy: test.settings.policy(),
            purpose: None,
        };
        suite.case(test.id, Word::accept_if(test.expect == "valid"), || validation.run());
    }
    Some(suite)
}

/// Runs each test's message, with only what is embedded in it.
pub(crate) fn messages() -> Option<Suite> {
    let folder = shared("vectors/pkits")?;
    let mut suite = Suite::new("pkits signed messages");
    let content = read(&folder.join("cms/content.bin"));
    for test in read_json::<Vec<Test>>(&folder.join("pkits.json")) {
        let path = test.cms.as_ref().map(|name| folder.join("cms").join(name));
        let Some(path) = path.filter(|path| path.exists()) else {
            suite.skip();
            continue;
        };
        let is_valid = test.expect == "valid" && test.cms_signature.as_deref() == Some("good");
        suite.case(test.id, Word::accept_if(is_valid), || {
            let trust = bundle(&[anchor(&folder)], &[])?;
            let policy = test.settings.policy();
            let report = verify_signed_data(&read(&path), Some(&content), &[], &trust, &policy, Time::from_unix(0));
            accepted(report.verdict, &report.findings)
        });
    }
    Some(suite)
}

fn anchor(folder: &Path) -> Vec<u8> {
    read(&folder.join("certs/TrustAnchorRootCertificate.crt"))
}

fn read(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

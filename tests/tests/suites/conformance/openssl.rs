//! `OpenSSL`'s chain tests (`25-test_verify.t`), without those that need features of `OpenSSL`'s own.

use std::{fs, path::Path};

use serde::Deserialize;
use vnfseal::{policy::RevocationPolicy, report::Purpose};
use vnfseal_tests::shared;

use super::{
    suite::{Suite, Word},
    trust::{Validation, policy, read_json},
};

#[derive(Deserialize)]
struct Test {
    id: String,
    description: String,
    cert: String,
    purpose: String,
    trusted: Vec<String>,
    untrusted: Vec<String>,
    opts: Vec<String>,
    expect: String,
    generic: bool,
}

/// Tests whose options ask for what is always so here: any certificate may be an anchor, RSA has 2048 bits, no SHA-1 is
/// accepted, and a certificate policy may be required.
const ALSO: &[&str] = &["v043", "v044", "v163", "v184"];

pub(crate) fn suite() -> Option<Suite> {
    let folder = shared("vectors/openssl-verify")?;
    let mut suite = Suite::new("openssl verify");
    for test in read_json::<Vec<Test>>(&folder.join("verify.json")) {
        let purpose = match test.purpose.as_str() {
            "codesign" => Purpose::PackageSigning,
            _ => Purpose::Any,
        };
        // Purposes other than ours are not distinguished, so only tests that fail for another reason show anything.
        let is_about_purpose = purpose == Purpose::Any && test.description.contains("client purpose")
            || test.purpose == "timestampsign" && test.expect == "invalid";
        if !(test.generic || ALSO.contains(&test.id.as_str())) || is_about_purpose {
            suite.skip();
            continue;
        }
        let files = |names: &[String]| names.iter().map(|name| read(&folder, name)).collect();
        let at = match test.opts.as_slice() {
            [option, _] if option == "-attime" => "2020-07-01T00:00:00Z",
            _ => "2026-11-21T12:00:00Z",
        };
        let mut policy = policy(at, RevocationPolicy::Off);
        if let [_, option, id, explicit] = test.opts.as_slice() {
            assert_eq!([option.as_str(), explicit.as_str()], ["-policy", "-explicit_policy"]);
            policy.user_initial_policy_set = Some(vec![id.clone()]);
            policy.initial_explicit_policy = true;
        }
        let validation = Validation {
            certificate: read(&folder, &test.cert),
            intermediates: files(&test.untrusted),
            anchors: files(&test.trusted),
            crls: Vec::new(),
            policy,
            purpose: Some(purpose),
        };
        let id = format!("{} {}", test.id, test.description);
        suite.case(id, Word::accept_if(test.expect == "valid"), || validation.run());
    }
    Some(suite)
}

fn read(folder: &Path, name: &str) -> Vec<u8> {
    let path = folder.join("certs").join(format!("{name}.pem"));
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

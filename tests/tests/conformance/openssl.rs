//! `OpenSSL`'s chain tests (`25-test_verify.t`), those that need no option and no trust settings of `OpenSSL`'s own.

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

pub(crate) fn suite() -> Option<Suite> {
    let folder = shared("vectors/openssl-verify")?;
    let mut suite = Suite::new("openssl verify");
    for test in read_json::<Vec<Test>>(&folder.join("verify.json")) {
        let purpose = match test.purpose.as_str() {
            "codesign" => Purpose::PackageSigning,
            _ => Purpose::Any,
        };
        // Purposes other than ours are not told apart: only what fails for another reason says anything.
        let is_about_purpose = purpose == Purpose::Any && test.description.contains("client purpose")
            || test.purpose == "timestampsign" && test.expect == "invalid";
        if !test.generic || is_about_purpose {
            suite.skip();
            continue;
        }
        let files = |names: &[String]| names.iter().map(|name| read(&folder, name)).collect();
        let at = match test.opts.as_slice() {
            [option, _] if option == "-attime" => "2020-07-01T00:00:00Z",
            _ => "2026-11-21T12:00:00Z",
        };
        let validation = Validation {
            certificate: read(&folder, &test.cert),
            intermediates: files(&test.untrusted),
            anchors: files(&test.trusted),
            crls: Vec::new(),
            policy: policy(at, RevocationPolicy::Off),
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

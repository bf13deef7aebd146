//! `fuzz/verdicts.json`: what the native engine says of a part of the corpus. `tests/node/corpus.test.js` has the same inputs
//! judged by the engine in WebAssembly, which has to say the same.

use std::{collections::BTreeMap, env, fs, path::Path};

use serde_json::{Value, json};
use vnfseal::{inspect_policy, inspect_trust, report::Report};

use crate::{
    replay::corpus,
    targets::{
        judging::judge,
        parties::{at, trust},
    },
};

#[test]
fn are_those_of_today() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/verdicts.json");
    let text = serde_json::to_string_pretty(&verdicts()).unwrap() + "\n";
    if env::var_os("UPDATE_DOCUMENTS").is_some() {
        fs::write(&path, text).unwrap();
    } else if fs::read_to_string(&path).unwrap_or_default() != text {
        panic!(
            "fuzz/verdicts.json is out of date: UPDATE_DOCUMENTS=1 cargo test -p vnfseal-tests --test fuzz verdicts"
        );
    }
}

fn verdicts() -> Value {
    let of = |target: &str, judge: fn(&[u8]) -> Value| -> BTreeMap<String, Value> {
        corpus(target).into_iter().map(|(name, input)| (name, judge(&input))).collect()
    };
    json!({
        "at": at().to_string(),
        "trust": trust().to_json(),
        "archive": of("archive", |input| summary(&judge(input))),
        "policy": of("policy", |input| inspect_policy(input).map_or_else(Value::from, |found| json!(found))),
        "trust_file": of("trust_file", |input| inspect_trust(input).map_or_else(Value::from, |found| {
            found.entries.into_iter().map(|entry| entry.fingerprint).collect()
        })),
    })
}

/// The verdict and the codes of the findings.
fn summary(report: &Report) -> Value {
    let codes: Vec<&str> = report.findings.iter().map(|finding| finding.code.as_ref()).collect();
    json!([report.verdict, codes])
}

//! Every fault that ONAP's validator expects in its own test packages is also found here, or is in `exceptions.json`
//! with a reason. The file is checked: an exception that nothing needs fails.

use std::{collections::BTreeMap, fs, path::Path};

use serde::Deserialize;
use vnfseal::{report::Report, trust::TrustBundle};
use vnfseal_tests::{describe, shared, verify};

/// One test of ONAP's, in the form of `expectations.json`.
#[derive(Deserialize)]
struct Expectation {
    rule: String,
    file: String,
    expected_error_count: Option<usize>,
    expected_messages: Vec<String>,
    present: bool,
}

/// The parts of the tests that are not expected here.
#[derive(Deserialize)]
struct Exceptions {
    /// Rules of ONAP's that do not belong to SOL 004's clauses on security, each with the reason.
    rules: BTreeMap<String, String>,
    messages: Vec<Exception>,
}

#[derive(Deserialize)]
struct Exception {
    file: String,
    message: String,
    reason: String,
}

/// The findings here that answer a message of ONAP's: one of the codes, with the words in the finding.
struct Answer<'a> {
    codes: &'static [&'static str],
    words: &'a str,
}

const NAMED_BY_TOSCA_META: &[&str] = &["tosca-meta.dangling", "tosca-meta.no-folder"];
const KEY_OF_TOSCA_META: &[&str] = &["tosca-meta.missing-key", "tosca-meta.incomplete"];
const LISTED: &[&str] = &["artifact.unlisted", "manifest.source-missing", "artifact.tosca-meta-unprotected"];

impl<'a> Answer<'a> {
    fn to(message: &'a str) -> Self {
        let of = |codes, words| Answer { codes, words };
        if let Some((_, fault)) = message.strip_prefix("Invalid value. Entry [").and_then(|rest| rest.split_once("]. "))
        {
            let path = fault.strip_suffix(" does not exist").unwrap_or(fault);
            return of(NAMED_BY_TOSCA_META, path.strip_suffix(" folder").unwrap_or(path));
        }
        if let Some((_, rest)) = message.split_once(" has invalid '") {
            return of(&["manifest.source-missing"], rest.split('\'').next().unwrap_or(rest));
        }
        let Some(entry) = message.strip_prefix("Missing. Entry [").and_then(|rest| rest.strip_suffix(']')) else {
            return of(LISTED, message.strip_prefix("TOSCA-Metadata/").unwrap_or(message));
        };
        match entry.strip_prefix("Source under ") {
            Some(set) => of(&["manifest.empty-set"], set),
            None if entry == "Definition YAML" => of(&["package.no-csar", "package.definitions"], ""),
            None if entry.starts_with("pnfd_") => of(&["manifest.metadata"], entry),
            None => of(KEY_OF_TOSCA_META, entry),
        }
    }

    fn is_in(&self, report: &Report) -> bool {
        let words = self.words.to_lowercase();
        let says = |what: &str| what.to_lowercase().contains(&words);
        report.findings.iter().any(|finding| self.codes.contains(&finding.code.as_ref()) && says(&finding.what))
    }
}

/// Returns the codes that answer a rule of ONAP's. None of them is found if ONAP finds nothing.
fn scope(rule: &str) -> &'static [&'static str] {
    match rule {
        "R01123" => &["artifact.unlisted", "manifest.source-missing"],
        "R10087" => NAMED_BY_TOSCA_META,
        "R146092" => &["manifest.empty-set"],
        "R293901" => KEY_OF_TOSCA_META,
        "R57019" => &["manifest.metadata"],
        _ => panic!("{rule} is not known here"),
    }
}

/// Returns the parts of an expectation that are not met: its messages, or that nothing should be wrong.
fn unmet(expectation: &Expectation, report: &Report) -> Vec<String> {
    let messages = expectation.expected_messages.iter().filter(|message| !Answer::to(message).is_in(report)).cloned();
    let mut unmet: Vec<String> = messages.collect();
    let in_scope = |code: &str| scope(&expectation.rule).contains(&code);
    if expectation.expected_error_count == Some(0) && report.findings.iter().any(|finding| in_scope(&finding.code)) {
        unmet.push("no errors".into());
    }
    unmet
}

fn read<T: serde::de::DeserializeOwned>(path: &Path) -> T {
    serde_json::from_slice(&fs::read(path).expect("the file is there")).expect("it is JSON of this shape")
}

#[test]
fn what_onap_expects_is_found_or_excepted() {
    let Some(folder) = shared("packages/onap-vnfsdk-validation") else { return };
    let expectations: Vec<Expectation> = read(&folder.join("expectations.json"));
    let exceptions: Exceptions = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suites/onap/exceptions.json"));
    let mut unused: Vec<&Exception> = exceptions.messages.iter().collect();
    let mut wrong = Vec::new();
    let mut met = 0;
    let in_scope = |each: &&Expectation| each.present && !exceptions.rules.contains_key(&each.rule);
    for expectation in expectations.iter().filter(in_scope) {
        let file = &expectation.file;
        let report = verify(&fs::read(folder.join(file)).expect("the package"), TrustBundle::new());
        let unmet = unmet(expectation, &report);
        met += usize::from(unmet.is_empty());
        for message in unmet {
            let is_this = |each: &Exception| each.file == *file && each.message == message;
            if !exceptions.messages.iter().any(is_this) {
                wrong.push(format!("{file}: {message}, not in {}", describe(&report)));
            }
            unused.retain(|each| !is_this(each));
        }
    }
    wrong.extend(unused.iter().map(|each| format!("{}: '{}' needs no exception", each.file, each.message)));
    for rule in exceptions.rules.keys().filter(|rule| !expectations.iter().any(|each| each.rule == **rule)) {
        wrong.push(format!("ONAP has no rule {rule}"));
    }
    let reasons = exceptions.messages.iter().map(|each| &each.reason).chain(exceptions.rules.values());
    assert!(reasons.into_iter().all(|reason| reason.len() > 20), "an exception has no reason");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(met > 15, "only {met} expectations were met");
}

//! The examples that `vnfseal explain` shows are sentences that core writes about these packages.

use std::{collections::BTreeMap, env, fs, path::Path};

use vnfseal_tests::{Provider, findings, verify_with};

use super::all_cases;

/// For each code, the first sentence about the first package that breaks the rule.
fn sentences() -> BTreeMap<&'static str, String> {
    let provider = Provider::new("Acme");
    let mut sentences = BTreeMap::new();
    for case in all_cases(&provider) {
        let externals: Vec<_> = case.external.into_iter().collect();
        let report = verify_with(&case.policy, &case.package, &externals, &case.trust);
        let finding = findings(&report, case.code).next().expect("a finding of the case's code");
        sentences.entry(case.code).or_insert_with(|| finding.what.clone());
    }
    sentences
}

/// The sentence without what is other in each run: keys, times, and the length of signatures.
fn shape(sentence: &str) -> String {
    let words = sentence.split_inclusive(|character: char| !character.is_ascii_hexdigit());
    words.map(|word| if is_value(word) { "#" } else { word }).collect()
}

/// A number, or what is too long for a word and has digits: a digest or a serial number.
fn is_value(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    digits > 0 && (word.len() > 8 || digits + 1 >= word.len())
}

#[test]
fn the_examples_of_explain_are_what_core_writes() {
    let expected = sentences();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../pkg/js/cli/examples.json");
    let text = fs::read_to_string(&path).unwrap_or_default();
    let actual: BTreeMap<String, String> = serde_json::from_str(&text).unwrap_or_default();
    let stale: Vec<_> = expected
        .iter()
        .filter(|(code, sentence)| actual.get(**code).map(|example| shape(example)) != Some(shape(sentence)))
        .collect();
    let is_up_to_date = stale.is_empty() && actual.len() == expected.len();
    if env::var_os("UPDATE_DOCUMENTS").is_some() && !is_up_to_date {
        fs::write(&path, serde_json::to_string_pretty(&expected).expect("JSON") + "\n")
            .expect("the examples can be written");
        return;
    }
    assert!(is_up_to_date, "UPDATE_DOCUMENTS=1 makes pkg/js/cli/examples.json anew; not up to date: {stale:#?}");
}

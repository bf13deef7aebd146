//! Core writes English. Every other language of the portal has each of its texts by code, and none that core has not.

use std::{collections::BTreeSet, fs, path::Path};

use vnfseal::{REMARKS, policy::Edition, refusals, rule::RULES, statements_of};

/// The names of the messages in a file of each language but English.
fn messages(file: &str) -> Vec<(String, BTreeSet<String>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/locales");
    let languages = fs::read_dir(&folder).expect("the catalogues").map(|each| each.expect("a folder").file_name());
    let others = languages.map(|each| each.into_string().expect("a tag")).filter(|language| language != "en");
    let names = |language: &String| {
        let text = fs::read_to_string(folder.join(language).join(file)).expect("a catalogue");
        text.lines().filter_map(|line| line.split_once(" = ")).map(|(name, _)| name.to_owned()).collect()
    };
    others.map(|language| (language.clone(), names(&language))).collect()
}

/// The name of a message, as the portal makes it.
fn name(kind: &str, code: &str, ending: &str) -> String {
    format!("{kind}-{}{ending}", code.to_lowercase().replace('.', "-"))
}

fn expect_in(file: &str, expected: &BTreeSet<String>) {
    let languages = messages(file);
    assert!(!languages.is_empty(), "there is a language beside English");
    for (language, names) in languages {
        let missing: Vec<_> = expected.difference(&names).collect();
        let unknown: Vec<_> = names.difference(expected).collect();
        assert!(missing.is_empty() && unknown.is_empty(), "{language}/{file} lacks {missing:?}, and has {unknown:?}");
    }
}

#[test]
fn every_language_has_the_rules() {
    let of_rule = RULES.iter().flat_map(|rule| {
        let endings = ["", "-why", "-fix"].into_iter().chain(rule.vendor_fix.map(|_| "-vendor"));
        endings.map(|ending| name("rule", rule.code, ending))
    });
    expect_in("rules.ftl", &of_rule.collect());
}

#[test]
fn every_language_has_the_statements_and_the_remarks() {
    let texts = |edition| statements_of(edition).collect::<BTreeSet<_>>();
    let (older, newer) = (texts(Edition::V4_5_1), texts(Edition::V5_4_1));
    let named = |(id, _): &(&str, &str), ending| name("statement", id, ending);
    let both = older.intersection(&newer).map(|each| named(each, ""));
    let alone = older.difference(&newer).map(|each| named(each, "-v4"));
    let alone = alone.chain(newer.difference(&older).map(|each| named(each, "-v5")));
    let remarks = REMARKS.iter().map(|remark| name("remark", remark.code, ""));
    expect_in("statements.ftl", &both.chain(alone).chain(remarks).collect());
}

#[test]
fn every_language_has_the_reasons_of_refusals() {
    let of_reason = |code| ["", "-fix"].map(|ending| name("refusal", code, ending));
    expect_in("refusals.ftl", &refusals::reasons().flat_map(|reason| of_reason(reason.code)).collect());
}

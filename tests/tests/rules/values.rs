//! What a sentence quotes is in the finding's place or details, or in another field of the report, so that another language can
//! say it without reading English.

use std::collections::BTreeSet;

use serde::Serialize;
use vnfseal::report::{Finding, Report};
use vnfseal_tests::{Provider, verify_with};

use super::all_cases;

/// What is quoted and is no value of the package: words of formats, and options.
const WORDS: &[&str] = &[
    "CMS",
    "PKCS7",
    "Algorithm",
    "Hash",
    "Source",
    "Signature",
    "Certificate",
    "%20",
    "-binary",
    "--",
    ".",
    "..",
    "key: value",
    "name: value",
    "tryLater",
];
/// The name that is not permitted can be of any form, and is in the certificate that the place names.
const IN_CERTIFICATE: &str = "certificate.name-constraint";

/// The texts between single quotation marks. An apostrophe has a letter before it.
fn quoted(sentence: &str) -> Vec<&str> {
    let opens = |index: usize| sentence[..index].chars().next_back().is_none_or(|before| " (:".contains(before));
    let starts = sentence.match_indices('\'').map(|(index, _)| index).filter(|index| opens(*index));
    starts.filter_map(|index| sentence[index + 1..].split_once('\'')).map(|(inside, _)| inside).collect()
}

/// Whether a program finds the value without reading the sentence.
fn is_given(value: &str, Finding { code, place, details, .. }: &Finding, report: &Report) -> bool {
    // A sentence writes a backslash twice.
    let plain = value.replace(r"\\", r"\");
    let in_place = place.path.iter().chain(&place.fingerprint).any(|known| *known == plain);
    // A sentence shortens what is long.
    let begins =
        |known: &String| known.contains(value.trim_end_matches('…')) || value.contains(known.trim_end_matches('…'));
    let named = details.names.iter().chain(&details.subject).any(begins);
    let elsewhere = [json(&report.signatures), json(&report.trust), json(&report.package)];
    let text = json(&value);
    let is_elsewhere = elsewhere.iter().any(|part| part.contains(text.trim_matches('"')));
    let is_word = WORDS.iter().any(|word| word.eq_ignore_ascii_case(value)) || value.contains("openssl ");
    in_place || named || is_elsewhere || is_word || code == IN_CERTIFICATE
}

fn json<Part: Serialize>(part: &Part) -> String {
    serde_json::to_string(part).expect("JSON")
}

#[test]
fn what_a_sentence_quotes_is_in_place_or_details() {
    let provider = Provider::new("Acme");
    let mut missing = BTreeSet::new();
    for case in all_cases(&provider) {
        let externals: Vec<_> = case.external.into_iter().collect();
        let report = verify_with(&case.policy, &case.package, &externals, &case.trust);
        for finding in &report.findings {
            let lost = quoted(&finding.what).into_iter().filter(|value| !is_given(value, finding, &report));
            missing.extend(lost.map(|value| format!("{}: {value} in: {}", finding.code, finding.what)));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn an_apostrophe_opens_no_quotation() {
    assert_eq!(quoted("The signer's 'CN=Acme' is not 'x y'."), ["CN=Acme", "x y"]);
}

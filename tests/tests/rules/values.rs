//! What a sentence quotes is in the finding's place or details too, so that another language can say it without reading English.

use std::collections::BTreeSet;

use vnfseal::report::Finding;
use vnfseal_tests::{Provider, verify_with};

use super::all_cases;

/// What is quoted and is no value of the package: words of formats, and commands.
const WORDS: &[&str] =
    &["CMS", "PKCS7", "Algorithm", "Hash", "Source", "BEGIN CMS", "%20", "--", ".", "..", "key: value", "name: value"];

/// The texts between single quotation marks. An apostrophe has a letter before it.
fn quoted(sentence: &str) -> Vec<&str> {
    let opens = |index: usize| sentence[..index].chars().next_back().is_none_or(|before| " (:".contains(before));
    let starts = sentence.match_indices('\'').map(|(index, _)| index).filter(|index| opens(*index));
    starts.filter_map(|index| sentence[index + 1..].split_once('\'')).map(|(inside, _)| inside).collect()
}

/// Whether a program finds the value without reading the sentence.
fn is_given(value: &str, Finding { place, details, .. }: &Finding) -> bool {
    let in_place = place.path.iter().chain(&place.fingerprint).any(|known| known == value);
    let named =
        details.names.iter().chain(&details.subject).any(|known| known.contains(value) || value.contains(&**known));
    in_place || named || WORDS.contains(&value) || value.contains("openssl ")
}

#[test]
fn what_a_sentence_quotes_is_in_place_or_details() {
    let provider = Provider::new("Acme");
    let mut missing = BTreeSet::new();
    for case in all_cases(&provider) {
        let externals: Vec<_> = case.external.into_iter().collect();
        let report = verify_with(&case.policy, &case.package, &externals, &case.trust);
        for finding in &report.findings {
            let lost = quoted(&finding.what).into_iter().filter(|value| !is_given(value, finding));
            missing.extend(lost.map(|value| format!("{}: {value} in: {}", finding.code, finding.what)));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn an_apostrophe_opens_no_quotation() {
    assert_eq!(quoted("The signer's 'CN=Acme' is not 'x y'."), ["CN=Acme", "x y"]);
}

//! A code means one thing, in whichever table it stands.

use std::collections::BTreeSet;

use vnfseal::{encrypt, key_file, rule::RULES, sign::RefusalReason};

#[test]
fn no_code_stands_in_two_tables() {
    let rules = RULES.iter().map(|rule| rule.code);
    let reasons = encrypt::REASONS.iter().chain(key_file::REASONS).map(|reason| reason.code);
    let signing = RefusalReason::ALL.iter().map(|reason| reason.code());
    let mut seen = BTreeSet::new();
    for code in rules.chain(reasons).chain(signing) {
        assert!(seen.insert(code), "{code}");
    }
}

//! A code means one thing, in whichever table it stands, and is explained in whole sentences.

use std::collections::BTreeSet;

use vnfseal::{refusals, rule::RULES};

#[test]
fn no_code_stands_in_two_tables() {
    let rules = RULES.iter().map(|rule| rule.code);
    let mut seen = BTreeSet::new();
    for code in rules.chain(refusals::reasons().map(|reason| reason.code)) {
        assert!(seen.insert(code), "{code}");
    }
}

#[test]
fn each_reason_is_explained_in_sentences() {
    for reason in refusals::reasons() {
        assert_eq!(refusals::reason(reason.code), Some(reason));
        let (room, name) = reason.code.split_once('.').expect("a dotted code");
        let is_word =
            |part: &str| part.bytes().all(|byte| byte == b'-' || byte.is_ascii_lowercase() || byte.is_ascii_digit());
        assert!(is_word(room) && is_word(name), "{}", reason.code);
        assert!(reason.title.ends_with('.') && reason.why.ends_with('.'), "{}", reason.code);
        // What to do may end with a command.
        assert!(
            reason.fix.ends_with('.') || reason.fix.contains(": vnfseal ") || reason.fix.contains(": openssl "),
            "{}",
            reason.code
        );
    }
}

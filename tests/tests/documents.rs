//! Documents that are made from the code say what the code says.

use std::{env, fmt::Write as _, fs, path::Path};

use vnfseal::{report::Severity, rule::RULES};

/// `docs/findings.md`, from the table of rules.
fn findings() -> String {
    let mut text = String::from(
        "# Findings\n\n\
         Made from the table in `core/src/rule/table.rs` by `UPDATE_DOCUMENTS=1 cargo test -p vnfseal-tests --test documents`.\n\n\
         A code is stable: it is never renamed and never reused. `fail` makes the verdict `failed`, `unknown` at best\n\
         `indeterminate`; `warn` and `note` leave it as it is. A policy may accept what is marked so, and whatever only warns.\n",
    );
    let mut room = "";
    for rule in RULES {
        let (first, _) = rule.code.split_once('.').expect("a dotted code");
        if first != room {
            room = first;
            write!(text, "\n## {room}\n").expect("text");
        }
        let severity = match rule.severity {
            Severity::Fail => "fail",
            Severity::Unknown => "unknown",
            Severity::Warn => "warn",
            Severity::Note => "note",
        };
        let accepted = if rule.acceptable { ", may be accepted" } else { "" };
        write!(
            text,
            "\n### `{}`\n\n{} ({severity}{accepted}; {:?}; {})\n\n- Why it matters: {}\n- What to do: {}\n",
            rule.code, rule.title, rule.aspect, rule.clause, rule.why, rule.fix
        )
        .expect("text");
        if !rule.onap.is_empty() {
            writeln!(text, "- ONAP's validator: {}", rule.onap.join(", ")).expect("text");
        }
    }
    text
}

#[test]
fn the_findings_are_documented() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/findings.md");
    let expected = findings();
    if env::var_os("UPDATE_DOCUMENTS").is_some() {
        fs::write(&path, &expected).expect("docs/findings.md can be written");
    }
    let actual = fs::read_to_string(&path).expect("docs/findings.md");
    assert_eq!(actual, expected, "docs/findings.md is not up to date; its first lines say how to make it");
}

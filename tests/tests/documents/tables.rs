//! Documents that are made from the code agree with the code.

use std::{collections::BTreeSet, env, fmt::Write as _, fs, path::Path};

use vnfseal::{limits::LIMITS, policy::Limits, refusals, report::Severity, rule::RULES};

/// Makes `docs/findings.md` from the table of rules.
fn findings() -> String {
    let mut text = String::from(
        "# Findings\n\n\
         Made from the table in `core/src/rule/table/` by `UPDATE_DOCUMENTS=1 cargo test -p vnfseal-tests --test documents`.\n\n\
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
        if let Some(fix) = rule.vendor_fix {
            writeln!(text, "- What the vendor does: {fix}").expect("text");
        }
        if !rule.onap.is_empty() {
            writeln!(text, "- ONAP's validator: {}", rule.onap.join(", ")).expect("text");
        }
    }
    text
}

/// Makes `docs/refusals.md` from the tables of reasons.
fn refusals() -> String {
    let mut text = String::from(
        "# Refusals\n\n\
         Made from the tables of reasons in `core/src` by `UPDATE_DOCUMENTS=1 cargo test -p vnfseal-tests --test documents`.\n\n\
         Why nothing is signed, packed, encrypted or decrypted, and why a file of a package is not shown: the `reason` of an\n\
         error. Nothing was written then. A code is stable: it is never renamed and never reused. `vnfseal explain CODE` shows\n\
         the same.\n",
    );
    let reasons: Vec<_> = refusals::reasons().collect();
    let room = |code: &'static str| code.split_once('.').expect("a dotted code").0;
    let mut rooms: Vec<&str> = Vec::new();
    for reason in &reasons {
        if !rooms.contains(&room(reason.code)) {
            rooms.push(room(reason.code));
        }
    }
    for name in rooms {
        write!(text, "\n## {name}\n").expect("text");
        for reason in reasons.iter().filter(|reason| room(reason.code) == name) {
            write!(
                text,
                "\n### `{}`\n\n{}\n\n- Why it matters: {}\n- What to do: {}\n",
                reason.code, reason.title, reason.why, reason.fix
            )
            .expect("text");
        }
    }
    text
}

/// Makes `docs/limits.md` from the table of limits.
fn limits() -> String {
    let mut text = String::from(
        "# Limits\n\n\
         Made from the table in `core/src/limits.rs` by `UPDATE_DOCUMENTS=1 cargo test -p vnfseal-tests --test documents`.\n\n\
         Hostile input reaches a limit, honest input does not. A limit that ends a check leads to a finding, and the package\n\
         does not pass. The limits that begin with `POLICY` are defaults: `limits` of a policy changes them.\n\n\
         | Limit | Value | What it bounds | Why this value | When it is reached |\n| --- | --- | --- | --- | --- |\n",
    );
    for limit in LIMITS {
        let findings: Vec<_> = limit.findings.iter().map(|rule| format!("`{}`", rule.code)).collect();
        let findings = if findings.is_empty() { String::new() } else { format!(" ({})", findings.join(", ")) };
        writeln!(
            text,
            "| `{}` | {} {} | {} | {} | {}{findings} |",
            limit.name,
            with_separators(limit.octets()),
            limit.unit,
            limit.what,
            limit.why,
            limit.reached
        )
        .expect("text");
    }
    text
}

/// Writes a number with a comma before every three digits.
fn with_separators(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().map(|group| str::from_utf8(group).expect("digits")).collect();
    groups.join(",")
}

/// Checks that the document agrees with the code, or writes it anew if the environment asks for that.
fn is_up_to_date(name: &str, expected: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").join(name);
    if env::var_os("UPDATE_DOCUMENTS").is_some() {
        fs::write(&path, expected).expect("the document can be written");
    }
    let actual = fs::read_to_string(&path).expect("the document");
    assert_eq!(actual, expected, "docs/{name} is not up to date; its first lines say how to make it");
}

#[test]
fn the_findings_are_documented() {
    is_up_to_date("findings.md", &findings());
}

#[test]
fn the_refusals_are_documented() {
    is_up_to_date("refusals.md", &refusals());
}

#[test]
fn the_limits_are_documented() {
    is_up_to_date("limits.md", &limits());
}

#[test]
fn the_defaults_of_the_policy_stand_in_the_table() {
    let of = |name: &str| LIMITS.iter().find(|limit| limit.name == name).map(|limit| limit.octets());
    let limits = Limits::default();
    assert_eq!(of("POLICY_ENTRIES"), Some(limits.entries.into()));
    assert_eq!(of("POLICY_DIRECTORY_BYTES"), Some(limits.directory_bytes.into()));
    assert_eq!(of("POLICY_MANIFEST_BYTES"), Some(limits.manifest_bytes.into()));
    assert_eq!(of("POLICY_METADATA_BYTES"), Some(limits.metadata_bytes.into()));
    assert_eq!(of("POLICY_SIGNATURES"), Some(limits.signatures.into()));
    assert_eq!(of("POLICY_EXPANDED_BYTES"), Some(limits.expanded_bytes));
}

#[test]
fn no_two_limits_have_one_name() {
    let names: BTreeSet<&str> = LIMITS.iter().map(|limit| limit.name).collect();
    assert_eq!(names.len(), LIMITS.len());
}

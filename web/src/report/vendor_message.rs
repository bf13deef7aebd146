//! A message to the vendor about a package: what has to be mended, in plain text for a mail or a ticket.
//!
//! The package's author chose many of its names. Each is one bounded line of what can be seen, in quotes that it cannot end.

use vnfseal::report::{Finding, Severity, Verdict};

use super::Verified;
use crate::words::{self, findings, locale::say, quantities, untrusted};

/// The most findings that are told. More make no better message; the report has them all.
const FINDINGS: usize = 20;
/// The most signers that are named.
const SIGNERS: usize = 3;
/// The most characters of a name, and of a sentence.
const NAME: usize = 200;
const SENTENCE: usize = 600;

/// Writes the message in the language that is spoken.
pub(crate) fn of(report: &Verified) -> String {
    let edition = words::edition(report.policy.edition);
    let opening = match report.verdict {
        Verdict::Passed => say!("message-opening-passed", edition = edition),
        Verdict::Indeterminate => say!("message-opening-indeterminate", edition = edition),
        Verdict::Failed => say!("message-opening-failed", edition = edition),
    };
    let mut lines =
        vec![subject(report), String::new(), say!("message-greeting"), String::new(), opening, String::new()];
    lines.extend(package(report));
    let told = report.findings.iter().filter(|finding| is_told(finding)).collect::<Vec<_>>();
    if told.is_empty() {
        lines.extend([String::new(), say!("message-nothing")]);
    }
    for (number, finding) in (1_usize..).zip(told.iter().take(FINDINGS)) {
        lines.push(String::new());
        lines.extend(about(number, finding));
    }
    let more = told.len().saturating_sub(FINDINGS);
    if more > 0 {
        lines.extend([String::new(), say!("message-more", number = more)]);
    }
    lines.extend([String::new(), say!("message-end"), engine(report)]);
    lines.join("\n") + "\n"
}

/// Returns whether the vendor can mend it. What concerns our own trust or policy is not for the vendor.
fn is_told(finding: &Finding) -> bool {
    !finding.accepted && finding.severity != Severity::Note && finding.vendor_fix.is_some()
}

fn subject(report: &Verified) -> String {
    let outline = report.outline();
    let name = known(&outline.product).unwrap_or(&report.package.file_name);
    let version = known(&outline.version).map(|version| format!(" {}", quoted(version))).unwrap_or_default();
    let verdict = words::verdict(report.verdict);
    say!("message-subject", package = format!("{}{version}", quoted(name)), verdict = verdict)
}

fn package(report: &Verified) -> Vec<String> {
    let package = &report.package;
    let outline = report.outline();
    let size = quantities::bytes(package.file_size);
    let line = |name: String, value: Option<String>| value.map(|value| words::labelled(&name, &value));
    let signers = report.signatures.iter().filter_map(|signature| signature.chain.first()).take(SIGNERS);
    let lines = [
        line(say!("message-package"), known(&outline.product).map(quoted)),
        line(say!("saved-version"), known(&outline.version).map(quoted)),
        line(say!("saved-provider"), known(&outline.provider).map(quoted)),
        line(say!("message-file"), Some(format!("{}, {size}", quoted(&package.file_name)))),
        line(say!("message-file-digest"), package.file_digest.as_deref().map(plain)),
        line(say!("message-manifest-digest"), package.manifest_digest.as_deref().map(plain)),
        line(say!("message-verified-at"), report.policy.at.as_deref().map(quantities::time)),
    ];
    let mut lines = lines.into_iter().flatten().collect::<Vec<_>>();
    for signer in signers {
        lines.push(words::labelled(&say!("message-signer"), &quoted(&signer.subject)));
        lines.push(format!("  SHA-256 {}", plain(&signer.fingerprint)));
        lines.push(format!("  {}", words::labelled(&say!("certificate-valid"), &plain(&words::validity(signer)))));
    }
    if report.signatures.is_empty() {
        lines.push(say!("signatures-none"));
    }
    lines
}

fn about(number: usize, finding: &Finding) -> Vec<String> {
    let mut lines = vec![format!("{number}. {}", sentence(&findings::what(finding).text))];
    let mut add = |name: String, value: String| lines.push(format!("   {}", words::labelled(&name, &value)));
    if let Some(path) = &finding.place.path {
        let at = finding.place.line.map(|line| say!("place-line", number = line)).unwrap_or_default();
        add(say!("fact-where"), format!("{}{at}", quoted(path)));
    }
    if let Some(line) = finding.place.manifest_line {
        add(say!("fact-where"), say!("place-manifest-line", number = line));
    }
    if let Some(digest) = &finding.details.digest {
        let algorithm = plain(&digest.algorithm);
        add(say!("message-expected"), format!("{algorithm} {}", plain(&digest.expected)));
        if let Some(actual) = &digest.actual {
            add(say!("message-found"), format!("{algorithm} {}", plain(actual)));
        }
    }
    if let Some(fingerprint) = &finding.place.fingerprint {
        add(say!("place-certificate"), format!("SHA-256 {}", plain(fingerprint)));
    }
    if let Some(fix) = findings::vendor_fix(finding) {
        add(say!("message-mend"), sentence(&fix.text));
    }
    add(say!("fact-rule"), format!("{} ({})", plain(&findings::clause(&finding.clause)), plain(&finding.code)));
    lines
}

fn engine(report: &Verified) -> String {
    let engine = &report.engine;
    let digest = engine.wasm_sha256.as_deref().map_or_else(|| say!("not-stated"), plain);
    say!("engine-line", name = plain(&engine.name), version = plain(&engine.version), digest = digest)
}

fn known(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

/// Returns a name in quotes. A quote in it becomes an apostrophe, so that it cannot end them.
fn quoted(name: &str) -> String {
    format!("\"{}\"", untrusted::bounded(name, NAME).replace('"', "'"))
}

fn plain(text: &str) -> String {
    untrusted::bounded(text, NAME)
}

fn sentence(text: &str) -> String {
    untrusted::bounded(text, SENTENCE)
}

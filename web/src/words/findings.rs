//! What a finding and a statement of SEC 021 say, in the language of the page.
//!
//! Core writes English, and its sentences are shown as they are in English. Every other language has the texts of rules and
//! statements in its catalogue, by code. What a language lacks stays in English: a report of a newer engine may have more codes.

use std::fmt::Write;

use vnfseal::{
    policy::Edition,
    report::{Conformance, Finding, Report, Severity},
};

use super::locale::{self, ENGLISH, say};

/// A text, and the language that it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    /// The text. It may quote what a package's author chose.
    pub(crate) text: String,
    /// The tag of its language (BCP 47).
    pub(crate) language: String,
}

impl Said {
    /// Takes the text of the page's language, or else core's.
    fn or_english(text: Option<String>, english: &str) -> Self {
        match text {
            Some(text) => Self { text, language: locale::tag() },
            None => Self { text: english.to_owned(), language: ENGLISH.to_owned() },
        }
    }
}

/// Returns what is wrong with this package: in English core's sentence, else the rule's title with the values.
pub(crate) fn what(finding: &Finding) -> Said {
    let title = of_rule(finding, "").map(|title| title + &values(finding));
    Said::or_english(title, &finding.what)
}

/// Returns the reason for the verdict: the gravest finding, or core's sentence on the signer.
pub(crate) fn reason(report: &Report) -> Said {
    let gravest = report.findings.iter().find(|finding| !finding.accepted && finding.severity <= Severity::Unknown);
    gravest.map_or_else(|| Said::or_english(None, &report.summary), what)
}

/// Returns why it matters.
pub(crate) fn why(finding: &Finding) -> Said {
    Said::or_english(of_rule(finding, "-why"), &finding.why)
}

/// Returns what to do, for who received the package.
pub(crate) fn fix(finding: &Finding) -> Said {
    Said::or_english(of_rule(finding, "-fix"), &finding.fix)
}

/// Returns what to do for the vendor, who made the package, if the fault is the package's.
pub(crate) fn vendor_fix(finding: &Finding) -> Option<Said> {
    let english = finding.vendor_fix.as_deref()?;
    Some(Said::or_english(of_rule(finding, "-vendor"), english))
}

/// Returns the title of a rule by its code, or the English one.
pub(crate) fn title(code: &str, english: &str) -> Said {
    Said::or_english(locale::named(&name("rule", code, "")), english)
}

/// Returns a statement of SEC 021. Editions may number different statements alike.
pub(crate) fn statement(conformance: &Conformance, edition: Edition) -> Said {
    let of_edition = match edition {
        Edition::V4_5_1 => "-v4",
        Edition::V5_4_1 => "-v5",
    };
    let text =
        [of_edition, ""].into_iter().find_map(|ending| locale::named(&name("statement", &conformance.id, ending)));
    Said::or_english(text, &conformance.statement)
}

/// Returns the remark on a statement, if there is one.
pub(crate) fn remark(conformance: &Conformance) -> Option<Said> {
    let english = conformance.remark.as_deref()?;
    Some(Said::or_english(None, english))
}

fn of_rule(finding: &Finding, ending: &str) -> Option<String> {
    locale::named(&name("rule", &finding.code, ending))
}

/// Returns the name of a message: `rule-artifact-digest-mismatch-why`.
fn name(kind: &str, code: &str, ending: &str) -> String {
    format!("{kind}-{}{ending}", code.to_lowercase().replace('.', "-"))
}

/// Returns the values of a finding, in parentheses. The sentence of core has them in its own order.
fn values(finding: &Finding) -> String {
    let mut values: Vec<String> = finding.place.path.iter().cloned().collect();
    if let Some(digest) = &finding.details.digest {
        values.push(format!("{}: {} {}", say!("digest-declared"), digest.algorithm, digest.expected));
        values.extend(digest.actual.as_ref().map(|actual| format!("{}: {actual}", say!("digest-found"))));
    }
    let mut text = String::new();
    for (index, value) in values.iter().enumerate() {
        // Writing to a String cannot fail.
        let _ = write!(text, "{}{value}", if index == 0 { " (" } else { "; " });
    }
    if values.is_empty() { text } else { text + ")" }
}

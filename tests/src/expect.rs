//! What tests expect of a report, with a message that shows it when it is another.

use std::fmt::Write as _;

use vnfseal::report::{ArtifactReport, Conformance, Finding, Report, Verdict};

/// The verdict, and every finding with its place, for people who look at a failed test.
#[must_use]
pub fn describe(report: &Report) -> String {
    let mut text = format!("{:?}: {}", report.verdict, report.summary);
    for finding in &report.findings {
        let path = finding.place.path.as_deref().unwrap_or("-");
        write!(text, "\n  {:?} {} at {path}: {}", finding.severity, finding.code, finding.what)
            .expect("memory takes it");
    }
    text
}

/// The findings of one rule.
pub fn findings<'a>(report: &'a Report, code: &str) -> impl Iterator<Item = &'a Finding> {
    report.findings.iter().filter(move |finding| finding.code == code)
}

/// The file at a path.
#[must_use]
#[track_caller]
pub fn artifact<'a>(report: &'a Report, path: &str) -> &'a ArtifactReport {
    let mut artifacts = report.artifacts.iter();
    artifacts.find(|artifact| artifact.artifact_path == path).unwrap_or_else(|| panic!("{path} is not in the report"))
}

/// How the package stands to a statement of GS NFV-SEC 021.
#[must_use]
#[track_caller]
pub fn statement<'a>(report: &'a Report, id: &str) -> &'a Conformance {
    report.conformance.iter().find(|row| row.id == id).unwrap_or_else(|| panic!("{id} is not answered"))
}

/// The package passes.
#[track_caller]
pub fn assert_passed(report: &Report) {
    assert_verdict(report, Verdict::Passed);
}

/// The package fails for the stated reason, among others perhaps.
#[track_caller]
pub fn assert_failed(report: &Report, code: &str) {
    assert_verdict(report, Verdict::Failed);
    assert_found(report, code);
}

/// Nothing is wrong, and something is not known.
#[track_caller]
pub fn assert_indeterminate(report: &Report, code: &str) {
    assert_verdict(report, Verdict::Indeterminate);
    assert_found(report, code);
}

/// There is a finding of this rule.
#[track_caller]
pub fn assert_found(report: &Report, code: &str) {
    assert!(findings(report, code).next().is_some(), "{code} is missing in {}", describe(report));
}

/// The verdict is that.
#[track_caller]
pub fn assert_verdict(report: &Report, verdict: Verdict) {
    assert_eq!(report.verdict, verdict, "{}", describe(report));
}

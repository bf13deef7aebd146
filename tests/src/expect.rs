//! Expectations of tests about a report. The message of a failed one shows the report.

use std::fmt::Write as _;

use vnfseal::report::{ArtifactReport, Conformance, Finding, Report, Verdict};

/// Describes the verdict, and every finding with its place, for people who look at a failed test.
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

/// Returns the findings of one rule.
pub fn findings<'a>(report: &'a Report, code: &str) -> impl Iterator<Item = &'a Finding> {
    report.findings.iter().filter(move |finding| finding.code == code)
}

/// Returns the file at a path.
#[must_use]
#[track_caller]
pub fn artifact<'a>(report: &'a Report, path: &str) -> &'a ArtifactReport {
    let mut artifacts = report.artifacts.iter();
    artifacts.find(|artifact| artifact.artifact_path == path).unwrap_or_else(|| panic!("{path} is not in the report"))
}

/// Returns the row of a statement of GS NFV-SEC 021.
#[must_use]
#[track_caller]
pub fn statement<'a>(report: &'a Report, id: &str) -> &'a Conformance {
    report.conformance.iter().find(|row| row.id == id).unwrap_or_else(|| panic!("{id} is not answered"))
}

/// Asserts that the package passes.
#[track_caller]
pub fn assert_passed(report: &Report) {
    assert_verdict(report, Verdict::Passed);
}

/// Asserts that the package fails for the stated reason, perhaps among others.
#[track_caller]
pub fn assert_failed(report: &Report, code: &str) {
    assert_verdict(report, Verdict::Failed);
    assert_found(report, code);
}

/// Asserts that nothing is wrong, but something is not known.
#[track_caller]
pub fn assert_indeterminate(report: &Report, code: &str) {
    assert_verdict(report, Verdict::Indeterminate);
    assert_found(report, code);
}

/// Asserts that there is a finding of this rule.
#[track_caller]
pub fn assert_found(report: &Report, code: &str) {
    assert!(findings(report, code).next().is_some(), "{code} is missing in {}", describe(report));
}

/// Asserts the verdict.
#[track_caller]
pub fn assert_verdict(report: &Report, verdict: Verdict) {
    assert_eq!(report.verdict, verdict, "{}", describe(report));
}

//! A package as a file: any bytes.
//!
//! What must hold for every package (see [`judge`]); and if our archive reader refuses nothing, other readers find the same
//! files in it: one that reads the directory, and one that reads only local headers.

use std::collections::BTreeSet;

use vnfseal::report::{ArtifactKind, Report, Severity, Verdict};
use vnfseal_tests::Digest;

use super::{
    judging::judge,
    package::assert_original,
    reading::{files_of, names_of_stream},
};

/// Runs the target.
pub fn run(input: &[u8]) {
    let report = judge(input);
    if report.verdict == Verdict::Passed {
        assert_original(input, &report);
    }
    let is_archive_fault = |code: &str| code.starts_with("archive.") || code.starts_with("package.");
    let is_refused = report.findings.iter().any(|each| is_archive_fault(&each.code) && each.severity == Severity::Fail);
    if !is_refused && report.package.layout.is_some() && report.package.csar_path.is_none() {
        assert_same_files(input, &report);
    }
}

/// Asserts that other readers find the files of the report, with the same digests.
fn assert_same_files(package: &[u8], report: &Report) {
    let files = files_of(package).expect("another reader opens it too");
    let is_there = |kind| !matches!(kind, ArtifactKind::Missing | ArtifactKind::External);
    let there = report.artifacts.iter().filter(|artifact| is_there(artifact.kind));
    let ours: BTreeSet<&str> = there.map(|artifact| artifact.artifact_path.as_str()).collect();
    let theirs: BTreeSet<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!((ours, files.len()), (theirs.clone(), theirs.len()), "a reader of the directory");
    if let Some(streamed) = names_of_stream(package) {
        assert_eq!(streamed.iter().map(String::as_str).collect::<BTreeSet<_>>(), theirs, "a reader of local headers");
    }
    for (name, content) in &files {
        let artifact = report.artifacts.iter().find(|artifact| artifact.artifact_path == *name);
        let checksum = artifact.and_then(|artifact| artifact.checksum.as_ref());
        if let Some(actual) = checksum.filter(|sum| sum.algorithm == "SHA-256").and_then(|sum| sum.actual.as_ref()) {
            assert_eq!(*actual, Digest::Sha256.hex(content), "{name}");
        }
    }
}

//! Archives of others about which parsers disagree, if they are available. None is a VNF package, so none passes. The
//! question is whether the archive itself is refused, before its contents matter.

use std::{collections::BTreeMap, fs, path::Path, process::Command};

use serde::Deserialize;
use vnfseal::{
    report::{Report, Severity, Verdict},
    trust::TrustBundle,
};
use vnfseal_tests::{describe, files_below, shared, verify};

/// One line of the index: an archive, and what its project states about it.
#[derive(Deserialize)]
struct Vector {
    id: String,
    file: String,
    expect: String,
}

/// Archives that are opened although somebody calls them wrong, with the reason. An entry that is not needed fails.
const OPENED: &[(&str, &str)] = &[
    ("yauzl/fail-11.zip", "the deflate stream is damaged, which is found when it is digested"),
    ("yauzl/fail-19.zip", "the deflate stream is damaged, which is found when it is digested"),
];

/// Archives that are refused although somebody reads them, with the reason. An entry that is not needed fails.
const REFUSED: &[(&str, &str)] = &[
    ("yauzl/ok-bogus-compression-method.zip", "neither stored nor deflated"),
    ("yauzl/ok-traditional-encryption-and-compression.zip", "encrypted"),
    ("yauzl/ok-traditional-encryption-and-compression_deprecated.zip", "encrypted"),
    ("yauzl/ok-zip64.zip", "sizes of eight bytes behind the data, and nothing in front of them says so"),
    ("libzip/empty-pkware.zip", "encrypted"),
    ("libzip/streamed-zip64.zip", "its entry is a pipe by its Unix mode"),
    ("libzip/testextrabytes.zip", "bytes after the end record"),
    ("go/utf8-osx.zip", "a name in UTF-8 without the mark, and no signature covers the archive"),
    ("libzip/zip64-3mf.zip", "its entry is a pipe by its Unix mode"),
    ("go/comment-truncated.zip", "the comment is cut off"),
    ("go/readme.zip", "a byte after the end record"),
    ("go/test-trailing-junk.zip", "bytes after the end record"),
    ("cpython/zip_cp437_header.zip", "a name that is not UTF-8"),
];

#[test]
fn archives_of_other_test_suites() {
    let Some(folder) = shared("vectors/zip") else { return };
    let index = fs::read(folder.join("index.json")).expect("an index");
    let vectors: Vec<Vector> = serde_json::from_slice(&index).expect("a list of archives");
    let mut surprises = Vec::new();
    for vector in &vectors {
        let report = verify_archive(&folder.join(&vector.file));
        let expected = match vector.expect.as_str() {
            "error" | "path-traversal" | "symlink" | "differential" => !is_listed(OPENED, &vector.id),
            "ok" | "ok-in-libzip" | "ok-in-yauzl" | "lenient-ok-in-go" => is_listed(REFUSED, &vector.id),
            // For "ambiguous" and unknown ones, only the absence of a panic is required.
            _ => continue,
        };
        if is_refused(&report) != expected {
            surprises.push(format!("{} ({}): {}", vector.id, vector.expect, describe(&report)));
        }
    }
    assert!(surprises.is_empty(), "{}", surprises.join("\n"));
}

/// Archives in which two of fifty parsers read different content (the zipdiff study, USENIX Security 2025).
#[test]
fn archives_that_two_parsers_read_differently() {
    let Some(folder) = shared("vectors/zip") else { return };
    let status = fs::read(folder.join("zipdiff-sample-status.json")).expect("the samples' status");
    let status: BTreeMap<String, String> = serde_json::from_slice(&status).expect("a status for each sample");
    let unpacked = tempfile::tempdir().expect("a temporary folder");
    let samples = folder.join("zipdiff-sample.tar.xz");
    let tar = Command::new("tar").arg("-xJf").arg(samples).arg("-C").arg(unpacked.path()).status();
    assert!(tar.is_ok_and(|status| status.success()), "tar and xz unpack the samples");
    let mut surprises = Vec::new();
    // The loop follows the index, so that a missing sample is noticed.
    for (name, status) in &status {
        let report = verify_archive(&unpacked.path().join(name));
        if status == "differ" && !is_refused(&report) {
            surprises.push(format!("{name}: {}", describe(&report)));
        }
    }
    assert!(surprises.is_empty(), "{}", surprises.join("\n"));
    assert_eq!(files_below(unpacked.path()).len(), status.len(), "a sample that the index does not name");
}

fn verify_archive(path: &Path) -> Report {
    let report = verify(&fs::read(path).expect("a file"), TrustBundle::new());
    assert_ne!(report.verdict, Verdict::Passed, "{}: {}", path.display(), describe(&report));
    report
}

/// Returns whether the archive itself is the reason.
fn is_refused(report: &Report) -> bool {
    report.findings.iter().any(|finding| finding.severity == Severity::Fail && finding.code.starts_with("archive."))
}

fn is_listed(list: &[(&str, &str)], id: &str) -> bool {
    list.iter().any(|(listed, _)| *listed == id)
}

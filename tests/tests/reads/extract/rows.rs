//! Packages of others that were made to mean two things, and honest ones beside them, if they are available.

use std::{fs, path::Path};

use serde::Deserialize;
use vnfseal::{
    policy::Policy,
    report::{Report, Verdict},
    trust::TrustBundle,
};
use vnfseal_tests::{describe, shared, verify_under};

/// One line of the index: a package, and the expected verdict.
#[derive(Deserialize)]
struct Row {
    package: String,
    trust: String,
    want: String,
    at: Option<String>,
}

#[test]
fn packages_that_extractors_read_differently() {
    let Some(folder) = shared("attacks/extract") else { return };
    let index = fs::read(folder.join("expect.json")).expect("an index");
    let rows: Vec<Row> = serde_json::from_slice(&index).expect("a list of packages");
    let mut surprises = Vec::new();
    for row in &rows {
        let report = verify_file(&folder, &row.package, &row.trust, row.at.clone());
        if (report.verdict == Verdict::Passed) != (row.want == "passed") {
            surprises.push(format!("{} ({}): {}", row.package, row.want, describe(&report)));
        }
    }
    assert!(surprises.is_empty(), "{}", surprises.join("\n"));
    assert!(rows.len() >= 30, "the index has {} rows", rows.len());
}

fn verify_file(folder: &Path, package: &str, trust: &str, at: Option<String>) -> Report {
    let read = |name: &str| fs::read(folder.join(name)).expect("a file that the index names");
    let mut bundle = TrustBundle::new();
    bundle.add(&read(trust)).expect("a trust file");
    verify_under(&Policy { at, ..Policy::default() }, &read(package), bundle)
}

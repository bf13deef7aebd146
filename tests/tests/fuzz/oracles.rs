//! The targets object when they should: a target that could not fail would show nothing.

use std::panic::catch_unwind;

use vnfseal::report::{Report, Verdict};
use vnfseal_tests::{Archive, CSAR, File, IMAGE, MANIFEST, SCRIPT};

use crate::targets::{
    judging::judge,
    package::{Original, assert_original, originals},
};

/// Returns whether the target would object if core passed this package with the report of an original.
fn is_objected_to(package: &Archive, report: &Report) -> bool {
    let (bytes, report) = (package.to_bytes(), report.clone());
    catch_unwind(move || assert_original(&bytes, &report)).is_err()
}

fn good(name: &str) -> (&'static Original, Report) {
    let original = originals().iter().find(|each| each.name == name).unwrap();
    let report = judge(&original.package);
    assert_eq!(report.verdict, Verdict::Passed);
    (original, report)
}

#[test]
fn another_package_that_passed_would_be_noticed() {
    let (original, report) = good("Option 1");
    let archive = || original.archive.clone();
    assert!(!is_objected_to(&archive(), &report));
    let mut reordered = archive();
    reordered.files.reverse();
    assert!(!is_objected_to(&reordered, &report));
    let changed = [
        archive().changing(SCRIPT, |script| script.push(b'#')),
        archive().changing(MANIFEST, |manifest| manifest.insert(0, b'\n')),
        archive().removing(IMAGE),
        archive().adding(File::new("evil.sh", "evil")),
        archive().removing(SCRIPT).adding(File::new("scripts/instantiate.sh", archive().content(SCRIPT))),
    ];
    for (number, package) in changed.iter().enumerate() {
        assert!(is_objected_to(package, &report), "change {number}");
    }
}

#[test]
fn another_delivery_that_passed_would_be_noticed() {
    let (original, report) = good("Option 2");
    let archive = || original.archive.clone();
    assert!(!is_objected_to(&archive(), &report));
    assert!(is_objected_to(&archive().changing(CSAR, |csar| csar.push(0)), &report));
    assert!(is_objected_to(&archive().adding(File::new("evil.sh", "evil")), &report));
}

//! The demo does what its names promise. It is tested with a small image.

use std::fs;

use vnfseal::{policy::Policy, trust::TrustBundle};
use vnfseal_tests::{IMAGE, assert_failed, assert_indeterminate, assert_passed, demo, findings, verify, verify_with};

#[test]
fn the_demo_passes_and_its_damaged_copies_fail() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    assert!(!demo::is_complete(folder.path()));
    demo::make(folder.path(), 100_000).expect("a folder that can be written to");
    assert!(demo::is_complete(folder.path()));

    let read = |name| fs::read(folder.path().join(name)).expect("a file of the demo");
    let mut trust = TrustBundle::new();
    trust.add(&read(demo::TRUST)).expect("a trust bundle");
    let report = |name| verify(&read(name), trust.clone());
    assert_passed(&report(demo::OPTION_1));
    assert_passed(&report(demo::OPTION_2));
    assert_indeterminate(&report(demo::EXTERNAL), "artifact.external");
    let external = read(demo::EXTERNAL_FILE);
    let supplied = [(demo::EXTERNAL_URI, &external[..])];
    assert_passed(&verify_with(&Policy::default(), &read(demo::EXTERNAL), &supplied, trust.clone()));
    for (name, code, path) in [
        (demo::ARTIFACT_CHANGED, "artifact.digest-mismatch", IMAGE),
        (demo::FILE_ADDED, "artifact.unlisted", demo::ADDED_FILE),
    ] {
        let report = report(name);
        assert_failed(&report, code);
        let paths: Vec<_> = findings(&report, code).filter_map(|finding| finding.place.path.as_deref()).collect();
        assert_eq!(paths, [path]);
    }
    let report = report(demo::SIGNER_NOT_TRUSTED);
    assert_failed(&report, "chain.not-trusted");
    let finding = findings(&report, "chain.not-trusted").next().expect("just found");
    assert!(finding.place.fingerprint.is_some(), "the finding names the certificate");
}

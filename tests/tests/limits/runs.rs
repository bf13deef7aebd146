//! Runs of combining marks. Sorting them takes the square of their number, so they are refused.

use vnfseal::{
    report::Verdict,
    test_door::{has_long_run, is_same_name},
};
use vnfseal_tests::{File, Package, Provider, Signing, Template, assert_failed, assert_passed, assert_verdict, verify};

use crate::{
    bounded,
    der::{oid, sequence, value},
};

/// Returns pairs of a dot below and an acute accent, in the wrong order.
fn marks(count: usize) -> String {
    "\u{301}\u{323}".repeat(count / 2)
}

fn name(text: &str) -> Vec<u8> {
    sequence(&[&value(0x31, &sequence(&[&oid("2.5.4.10"), &value(0x0C, text.as_bytes())]))])
}

#[test]
fn a_run_has_thirty_at_most() {
    for (text, expected) in [
        (format!("a{}", marks(30)), false),
        (format!("a{}\u{301}", marks(30)), true),
        (format!("a{}b{}", marks(30), marks(30)), false),
        ("\u{1e9}\u{4e2d}\u{6587}".repeat(100), false),
        ("a".repeat(1000), false),
    ] {
        assert_eq!(has_long_run(&text), expected, "{text}");
    }
}

#[test]
fn certificate_names_with_a_run_cannot_be_read() {
    let honest = name(&format!("Acme e{}", marks(30)));
    assert_eq!(is_same_name(&honest, &honest), Some(true));
    for count in [32, 1000, 40_000] {
        let hostile = name(&format!("Acme e{}", marks(count)));
        let same = bounded(hostile.len(), || is_same_name(&hostile, &hostile));
        assert_eq!(same, None, "{count}");
    }
    // Characters that mean nothing are left out first, so they do not divide a run.
    let parted = name(&format!("e{}", "\u{301}\u{ad}".repeat(40)));
    assert_eq!(is_same_name(&parted, &parted), None);
}

#[test]
fn a_signer_with_a_run_in_its_name_is_refused() {
    let acme = Provider::new("Acme");
    let signer = acme.issuing.issue(&Template::signer(&format!("e{}", marks(100))));
    let signing = Signing::by(&signer).through(&acme.issuing);
    let report = verify(&Package::acme().option_1(&signing).to_bytes(), &acme.trust());
    assert_verdict(&report, Verdict::Failed);
}

#[test]
fn file_names_with_a_run_are_refused() {
    let acme = Provider::new("Acme");
    let package = |count: usize| {
        let path = format!("Files/e{}", marks(count));
        Package::acme().file(File::new(&path, "text")).option_1(&acme.signing()).to_bytes()
    };
    let report = verify(&package(1000), &acme.trust());
    assert_failed(&report, "archive.unsafe-name");
    assert_passed(&verify(&package(4), &acme.trust()));
}

#[test]
fn sources_with_a_run_are_refused() {
    let acme = Provider::new("Acme");
    for path in [format!("Files/e{}", marks(100)), format!("https://example.com/e{}", marks(100))] {
        let package =
            Package::acme().manifest(|text| text.replacen("Source:", &format!("Source: {path}\n\nSource:"), 1));
        let report = verify(&package.option_1(&acme.signing()).to_bytes(), &acme.trust());
        assert_failed(&report, "manifest.unsafe-source");
    }
}

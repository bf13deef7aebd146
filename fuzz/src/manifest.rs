//! A manifest with its signature: any bytes, alone and in a package.
//!
//! A manifest that passes alone has the signed text of an original. A package with it passes only if the manifest passes
//! alone too. Both readers find the same metadata.

use vnfseal::{report::Verdict, verify_manifest};
use vnfseal_tests::{Archive, File, MANIFEST};

use super::{
    judging::judge,
    package::{assert_original, originals, signed_text},
    parties::{TRUST, at, policy},
};

/// Makes the package with the input in it.
#[must_use]
pub fn make_package(input: &[u8]) -> Vec<u8> {
    let original = &originals()[0].archive;
    let others = original.files.iter().filter(|file| file.path != MANIFEST).cloned();
    Archive { files: others.chain([File::new(MANIFEST, input)]).collect() }.to_bytes()
}

/// Runs the target.
pub fn run(input: &[u8]) {
    let verify = || verify_manifest(MANIFEST, input, &[], &TRUST, &policy(), at());
    let alone = verify();
    assert_eq!(alone, verify(), "verified again");
    assert_eq!(alone.verdict, alone.integrity.max(alone.authenticity).max(alone.completeness));
    if alone.verdict == Verdict::Passed {
        let text = signed_text(input);
        assert!(originals().iter().any(|each| each.manifest_text() == text), "a manifest that nobody signed");
    }
    let package = make_package(input);
    let report = judge(&package);
    if report.verdict == Verdict::Passed {
        assert_original(&package, &report);
        assert_eq!(alone.verdict, Verdict::Passed, "it passes in the package only");
    }
    if report.package.manifest_digest.is_some() {
        assert_eq!(report.package.metadata, alone.metadata);
    }
}

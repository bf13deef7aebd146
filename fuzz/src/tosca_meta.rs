//! TOSCA.meta: any bytes, in a package whose other files are right and signed, but which does not list TOSCA.meta.
//!
//! What must hold for every package; and if it passes, the main definitions and the manifest are those that were signed: no
//! other TOSCA.meta leads elsewhere.

use vnfseal::report::Verdict;
use vnfseal_tests::{Archive, File, TOSCA_META};

use super::{
    judging::judge,
    package::{assert_original, originals},
};

/// Makes the package with the input in it.
#[must_use]
pub fn make_package(input: &[u8]) -> Vec<u8> {
    let original =
        originals().iter().find(|original| original.name == "TOSCA.meta is not listed").expect("an original");
    let others = original.archive.files.iter().filter(|file| file.path != TOSCA_META).cloned();
    let files = [File::new(TOSCA_META, input)].into_iter().chain(others).collect();
    Archive { files }.to_bytes()
}

/// Runs the target.
pub fn run(input: &[u8]) {
    let package = make_package(input);
    let report = judge(&package);
    if report.verdict == Verdict::Passed {
        assert_original(&package, &report);
        assert_eq!(report.package.manifest_path.as_deref(), Some(vnfseal_tests::MANIFEST));
    }
}

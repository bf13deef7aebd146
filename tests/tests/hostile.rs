//! Input that is no package, or no longer one: a report each time, never a panic, and never `passed`.

use vnfseal::report::Verdict;
use vnfseal_tests::{
    CSAR, MANIFEST, Package, Provider, SIGNATURE, TOSCA_META, Trust, assert_failed, describe, noise, verify,
};

#[track_caller]
fn never_passes(package: &[u8], trust: &Trust) {
    let report = verify(package, trust);
    assert_ne!(report.verdict, Verdict::Passed, "{}", describe(&report));
}

#[test]
fn no_archive_at_all() {
    for bytes in [Vec::new(), b"P".to_vec(), noise(10), noise(100_000), vec![0; 70_000]] {
        assert_failed(&verify(&bytes, &Trust::nobody()), "archive.not-zip");
    }
    assert_failed(&verify(b"PK\x05\x06", &Trust::nobody()), "archive.end-record");
}

#[test]
fn every_truncation() {
    let acme = Provider::new("Acme");
    for archive in [Package::acme().option_1(&acme.signing()), Package::acme().option_2(&acme.signing())] {
        let package = archive.to_bytes();
        for length in 0..package.len() {
            never_passes(&package[..length], &acme.trust());
        }
    }
}

/// The parsers behind the archive's checks: each file that core reads itself, cut short and filled with noise.
#[test]
fn every_truncation_of_a_file_that_is_parsed() {
    let acme = Provider::new("Acme");
    let option_1 = Package::acme().option_1(&acme.signing());
    let option_2 = Package::acme().option_2(&acme.signing().der());
    for (archive, path) in [(&option_1, TOSCA_META), (&option_1, MANIFEST), (&option_2, SIGNATURE), (&option_2, CSAR)] {
        // The last byte of the manifest is the end of the line that ends the signature; it may go.
        for length in (0..archive.content(path).len() - 1).step_by(7) {
            let cut = archive.clone().changing(path, |content| content.truncate(length));
            never_passes(&cut.to_bytes(), &acme.trust());
            let noisy = archive.clone().changing(path, |content| {
                let rest = &mut content[length..];
                rest.copy_from_slice(&noise(rest.len()));
            });
            never_passes(&noisy.to_bytes(), &acme.trust());
        }
    }
}

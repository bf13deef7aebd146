//! Changes each byte of a good package in turn. If the verdict stays `passed`, the byte has to be one that nobody signs
//! and from which no reader takes a name or content.

mod unsigned;

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use vnfseal::report::Verdict;
use vnfseal_tests::{Archive, CSAR, MANIFEST, Package, Provider, SIGNATURE, Trust, verify};

#[test]
fn each_byte_of_an_option_1_package() {
    let acme = Provider::new("Acme");
    let package = Package::acme().option_1(&acme.signing()).to_bytes();
    let passing = passing_changes(&package, &acme.trust(), |package| package);
    unsigned::assert_fields_of_archive(&package, &passing);
}

#[test]
fn each_byte_of_an_option_2_package() {
    let acme = Provider::new("Acme");
    let package = Package::acme().option_2(&acme.signing().der()).to_bytes();
    let passing = passing_changes(&package, &acme.trust(), |package| package);
    unsigned::assert_fields_of_archive(&package, &passing);
}

/// The archive is made anew around each changed file. So its CRC is right, and only digests and signatures can show the
/// change.
#[test]
fn each_byte_of_each_file() {
    let acme = Provider::new("Acme");
    let package = Package::acme().option_1(&acme.signing());
    for file in &package.files {
        let passing =
            passing_changes(&file.content, &acme.trust(), |content| with_content(&package, &file.path, content));
        if file.path == MANIFEST {
            unsigned::assert_fields_of_manifest(&file.content, &passing);
        } else {
            assert_eq!(passing, [0; 0], "{}", file.path);
        }
    }
}

/// This does the same as [`each_byte_of_each_file`] for the files of an Option 2 delivery.
#[test]
fn each_byte_of_a_delivery() {
    let acme = Provider::new("Acme");
    let package = Package::acme().option_2(&acme.signing().der());
    let passing =
        |path| passing_changes(package.content(path), &acme.trust(), |content| with_content(&package, path, content));
    assert_eq!(passing(CSAR), [0; 0]);
    unsigned::assert_fields_of_signature(package.content(SIGNATURE), &passing(SIGNATURE));
}

/// Changes each byte in turn, on all processors. Returns the offsets for which the verdict stays `passed`.
fn passing_changes(bytes: &[u8], trust: &Trust, package: impl Fn(Vec<u8>) -> Vec<u8> + Sync) -> Vec<usize> {
    let passes = |bytes: Vec<u8>| verify(&package(bytes), trust).verdict == Verdict::Passed;
    assert!(passes(bytes.to_vec()), "the package is good to begin with");
    let next = AtomicUsize::new(0);
    let work = || {
        let mut passing = Vec::new();
        loop {
            let offset = next.fetch_add(1, Ordering::Relaxed);
            if offset >= bytes.len() {
                return passing;
            }
            if passes(changed(bytes, offset)) {
                passing.push(offset);
            }
        }
    };
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let mut passing = thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("no panic")).collect::<Vec<_>>()
    });
    passing.sort_unstable();
    passing
}

/// Returns the bytes with the lowest bit of one of them changed.
fn changed(bytes: &[u8], offset: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[offset] ^= 1;
    bytes
}

fn with_content(archive: &Archive, path: &str, content: Vec<u8>) -> Vec<u8> {
    archive.clone().changing(path, |old| *old = content).to_bytes()
}

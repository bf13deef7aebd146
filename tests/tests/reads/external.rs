//! External artifacts. Content that the caller supplies for a URI of the manifest is checked like a file of the
//! package. Supplied content counts for nothing else.

use vnfseal::{
    Verification,
    digester::Digester,
    policy::{Limits, Policy, ServiceProviderSignature},
    report::{ArtifactKind, ArtifactReport, ConformanceState, Coverage, Report, SignatureState, Verdict},
    task::Step,
};
use vnfseal_tests::{
    Archive, CSAR, Digest, File, Package, Provider, SCRIPT, Trust, assert_failed, assert_found, assert_indeterminate,
    assert_passed, delivery, describe, findings, noise, now, verify, verify_with,
};

const URI: &str = "https://vnf.example/images/sbc.qcow2?version=1.4.0";
const OTHER: &str = "https://vnf.example/scripts/scale.sh";

/// Returns the lines of one source in the manifest.
fn source(uri: &str, content: &[u8]) -> String {
    format!("\nSource: {uri}\nAlgorithm: SHA-384\nHash: {}\n", Digest::Sha384.hex(content))
}

/// Returns a package whose manifest lists these external artifacts.
fn listing<'a>(externals: &'a [(&'a str, &'a [u8])]) -> Package<'a> {
    Package::acme().manifest(|text| {
        let sources: String = externals.iter().map(|(uri, content)| source(uri, content)).collect();
        text + &sources
    })
}

fn image() -> Vec<u8> {
    noise(5000)
}

fn verified(package: &Archive, externals: &[(&str, &[u8])], trust: &Trust) -> Report {
    verify_with(&Policy::default(), &package.to_bytes(), externals, trust)
}

#[track_caller]
fn artifact<'a>(report: &'a Report, uri: &str) -> &'a ArtifactReport {
    report.artifacts.iter().find(|artifact| artifact.artifact_path == uri).expect("it is listed")
}

#[test]
fn what_is_supplied_and_right_is_proven() {
    let acme = Provider::new("Acme");
    let image = image();
    let listed = [(URI, &image[..])];
    let package = listing(&listed).option_1(&acme.signing());
    assert_indeterminate(&verified(&package, &[], &acme.trust()), "artifact.external");

    let report = verified(&package, &listed, &acme.trust());
    assert_passed(&report);
    assert!(report.findings.is_empty(), "{}", describe(&report));
    let proven = artifact(&report, URI);
    assert_eq!((proven.kind, proven.status), (ArtifactKind::External, Verdict::Passed));
    assert_eq!(
        (proven.vnf_provider, &proven.coverage[..]),
        (SignatureState::Verified, &[Coverage::SignedManifest][..])
    );
    let checksum = proven.checksum.as_ref().expect("declared");
    assert_eq!((checksum.actual.as_ref(), proven.size), (Some(&checksum.expected), Some(5000)));
    let provider_rows = report.conformance.iter().filter(|row| row.id == "SEC021-5.1-a");
    assert!(provider_rows.into_iter().all(|row| row.state == ConformanceState::Met));

    let nothing = [(URI, &[][..])];
    assert_passed(&verified(&listing(&nothing).option_1(&acme.signing()), &nothing, &acme.trust()));
}

#[test]
fn what_is_supplied_and_changed_fails() {
    let acme = Provider::new("Acme");
    let image = image();
    let package = listing(&[(URI, &image)]).option_1(&acme.signing());
    let mut flipped = image.clone();
    flipped[4999] ^= 1;
    let longer = [&image[..], b"\n"].concat();
    for wrong in [&flipped[..], &longer, &image[..4999], &image[1..], b""] {
        let report = verified(&package, &[(URI, wrong)], &acme.trust());
        assert_failed(&report, "artifact.digest-mismatch");
        assert_eq!(artifact(&report, URI).status, Verdict::Failed);
        assert_eq!(artifact(&report, SCRIPT).status, Verdict::Passed);
        assert!(report.findings[0].what.contains("supplied"), "{}", describe(&report));
        // A policy that accepts missing external artifacts does not accept wrong ones.
        let accepting = Policy { accept: vec!["artifact.external".into()], ..Policy::default() };
        assert_failed(
            &verify_with(&accepting, &package.to_bytes(), &[(URI, wrong)], &acme.trust()),
            "artifact.digest-mismatch",
        );
    }
}

#[test]
fn content_for_what_the_manifest_does_not_list_is_told() {
    let acme = Provider::new("Acme");
    let image = image();
    let package = listing(&[(URI, &image)]).option_1(&acme.signing());
    let with_slash = format!("{URI}/");
    for near in [with_slash.as_str(), "", " ", &URI.to_uppercase(), "sbc.qcow2", OTHER] {
        let report = verified(&package, &[(near, &image)], &acme.trust());
        assert_indeterminate(&report, "artifact.external-not-listed");
        assert_found(&report, "artifact.external");
        let both = verified(&package, &[(near, &image), (URI, &image)], &acme.trust());
        assert_indeterminate(&both, "artifact.external-not-listed");
        assert_eq!(artifact(&both, URI).status, Verdict::Passed);
    }
    let without_externals = Package::acme().option_1(&acme.signing());
    assert_indeterminate(
        &verified(&without_externals, &[(URI, &image)], &acme.trust()),
        "artifact.external-not-listed",
    );
}

/// A file that belongs inside the package is looked for only there.
#[test]
fn content_that_is_supplied_never_stands_for_a_file_of_the_package() {
    let acme = Provider::new("Acme");
    let package = Package::acme().option_1(&acme.signing());
    let script = package.content(SCRIPT).to_vec();
    let missing = verified(&package.clone().removing(SCRIPT), &[(SCRIPT, &script)], &acme.trust());
    assert_failed(&missing, "manifest.source-missing");
    assert_found(&missing, "artifact.external-not-listed");
    assert_eq!(artifact(&missing, SCRIPT).kind, ArtifactKind::Missing);
    let changed = package.clone().changing(SCRIPT, |script| script.push(b'\n'));
    assert_failed(&verified(&changed, &[(SCRIPT, &script)], &acme.trust()), "artifact.digest-mismatch");
    assert_indeterminate(&verified(&package, &[(SCRIPT, b"x")], &acme.trust()), "artifact.external-not-listed");
}

#[test]
fn each_of_two_needs_its_own_content() {
    let acme = Provider::new("Acme");
    let (image, script) = (image(), b"#!/bin/sh\n".to_vec());
    let package = listing(&[(URI, &image), (OTHER, &script)]).option_1(&acme.signing());
    // The order does not matter.
    assert_passed(&verified(&package, &[(URI, &image), (OTHER, &script)], &acme.trust()));
    assert_passed(&verified(&package, &[(OTHER, &script), (URI, &image)], &acme.trust()));
    let one = verified(&package, &[(OTHER, &script)], &acme.trust());
    assert_indeterminate(&one, "artifact.external");
    assert_eq!([URI, OTHER].map(|uri| artifact(&one, uri).status), [Verdict::Indeterminate, Verdict::Passed]);
    let swapped = verified(&package, &[(URI, &script), (OTHER, &image)], &acme.trust());
    assert_failed(&swapped, "artifact.digest-mismatch");
    assert_eq!(findings(&swapped, "artifact.digest-mismatch").count(), 2);
}

#[test]
fn one_uri_with_two_digests_never_passes() {
    let acme = Provider::new("Acme");
    let (first, second) = (image(), noise(10));
    let package = listing(&[(URI, &first), (URI, &second)]).option_1(&acme.signing());
    for content in [&first, &second] {
        assert_failed(&verified(&package, &[(URI, content)], &acme.trust()), "manifest.duplicate-source");
    }
}

/// The signature over the CSAR covers the manifest in it, and so the content whose digest is in the manifest.
#[test]
fn option_2_stored_or_deflated() {
    let acme = Provider::new("Acme");
    let image = image();
    let listed = [(URI, &image[..])];
    let stored = delivery(listing(&listed).unsigned().to_bytes().into(), &acme.signing());
    let mut deflated = stored.clone();
    deflated.files.iter_mut().filter(|file| file.path == CSAR).for_each(|file| file.stored = false);
    for package in [stored, deflated] {
        let passed = verified(&package, &listed, &acme.trust());
        assert_passed(&passed);
        let proven = artifact(&passed, URI);
        assert_eq!((proven.status, &proven.coverage[..]), (Verdict::Passed, &[Coverage::WholePackage][..]));
        assert_failed(&verified(&package, &[(URI, b"x")], &acme.trust()), "artifact.digest-mismatch");
        let without = verified(&package, &[], &acme.trust());
        assert_indeterminate(&without, "artifact.external");
        assert_eq!(artifact(&without, URI).vnf_provider, SignatureState::Indeterminate);
        let other = Provider::new("Other");
        assert_failed(&verified(&package, &listed, &other.trust()), "chain.not-trusted");
    }
}

#[test]
fn right_content_makes_no_signer_trusted() {
    let acme = Provider::new("Acme");
    let image = image();
    let listed = [(URI, &image[..])];
    let signed = listing(&listed).option_1(&acme.signing());
    for (package, trust) in [
        (listing(&listed).unsigned(), acme.trust()),
        (signed.clone(), Provider::new("Other").trust()),
        (signed.clone(), Trust::nobody()),
    ] {
        let report = verified(&package, &listed, &trust);
        assert_ne!(report.verdict, Verdict::Passed);
        assert_ne!(artifact(&report, URI).status, Verdict::Passed);
    }
    let required = Policy { service_provider_signature: ServiceProviderSignature::Required, ..Policy::default() };
    let report = verify_with(&required, &signed.to_bytes(), &listed, &acme.trust());
    assert_failed(&report, "artifact.not-signed-by-service-provider");
}

#[test]
fn without_a_digest_it_fails_as_before() {
    let acme = Provider::new("Acme");
    let package = Package::acme().manifest(|text| format!("{text}\nSource: {URI}\n")).option_1(&acme.signing());
    assert_failed(&verified(&package, &[(URI, &image())], &acme.trust()), "artifact.no-digest");
}

/// Returns a package whose manifest names a signature of the external artifact's own.
fn with_own_signature(acme: &Provider, content: &[u8], signed: &[u8]) -> Archive {
    let signing = acme.signing();
    let listed = format!("{}Signature: Files/sbc.cms\n", source(URI, content));
    let package = Package::acme().manifest(|text| text + &listed).option_1(&signing);
    package.adding(File::new("Files/sbc.cms", signing.to_file(signed)))
}

#[test]
fn a_signature_of_its_own_is_verified_as_well() {
    let acme = Provider::new("Acme");
    let image = image();
    let package = with_own_signature(&acme, &image, &image);
    let report = verified(&package, &[(URI, &image)], &acme.trust());
    assert_passed(&report);
    assert_eq!(artifact(&report, URI).coverage, [Coverage::SignedManifest, Coverage::ArtifactSignature]);
    assert_failed(&verified(&package, &[(URI, b"x")], &acme.trust()), "signature.content-mismatch");
    let other_signed = with_own_signature(&acme, &image, b"x");
    assert_failed(&verified(&other_signed, &[(URI, &image)], &acme.trust()), "signature.content-mismatch");
    // If the artifact is not supplied, nothing reads its signature file, so that could be any file.
    assert_failed(&verify(&package.to_bytes(), &acme.trust()), "artifact.unlisted");
}

/// Digests the bytes that exist, whatever size was stated.
fn verified_with_size(package: &[u8], content: &[u8], stated: u64, trust: &Trust) -> Report {
    let mut verification = Verification::new("package", package.len() as u64, Limits::default());
    let external = verification.add_external_artifact(URI, stated).expect("the first of its URI");
    let place = |number: u64| usize::try_from(number).expect("a package in memory");
    let part = |offset, length| &package[place(offset)..place(offset + length)];
    loop {
        match verification.step() {
            Step::Read(range) => {
                let bytes = part(range.offset, range.length);
                verification.supply(range.source, range.offset, bytes).expect("as asked");
            }
            Step::Digest(tasks) => {
                for task in tasks {
                    let is_external = task.source == external;
                    let bytes = if is_external { content } else { part(task.offset, task.compressed_size) };
                    let mut digester = Digester::new(task);
                    digester.update(bytes, |_| ());
                    verification.complete(digester.finish()).expect("as asked");
                }
            }
            Step::Ready(_) => return verification.report(&trust.into(), &Policy::default(), now()).expect("ready"),
        }
    }
}

#[test]
fn content_of_another_size_than_stated_was_not_checked() {
    let acme = Provider::new("Acme");
    let image = image();
    let package = listing(&[(URI, &image)]).option_1(&acme.signing()).to_bytes();
    assert_passed(&verified_with_size(&package, &image, 5000, &acme.trust()));
    for stated in [0, 4999, 5001, 1 << 40, u64::MAX] {
        let report = verified_with_size(&package, &image, stated, &acme.trust());
        assert_indeterminate(&report, "artifact.external");
        assert!(report.findings[0].what.contains(&stated.to_string()), "{}", describe(&report));
    }
}

#[test]
fn what_is_supplied_is_supplied_once_and_first() {
    let mut verification = Verification::new("package", 10, Limits::default());
    assert_eq!(verification.add_external_artifact(URI, 1), Ok(1));
    assert_eq!(verification.add_external_artifact(OTHER, 1), Ok(2));
    assert!(verification.add_external_artifact(URI, 2).is_err());
    let _ = verification.step();
    assert!(verification.add_external_artifact("https://vnf.example/late", 1).is_err());
}

//! Packages with archives of many entries, repetitive manifests, and very many signatures.

use vnfseal::{
    policy::{Limits, Policy},
    report::Verdict,
    trust::TrustBundle,
};
use vnfseal_tests::{
    Archive, File, KeyAlgorithm, MANIFEST, Package, Provider, Signing, Template, assert_failed, assert_found,
    assert_verdict, verify, verify_under,
};

use crate::{SIZE, bounded, linear};

fn package_with(change: impl Fn(String) -> String) -> (Vec<u8>, TrustBundle) {
    let acme = Provider::new("Acme");
    let package = Package::acme().manifest(change).option_1(&acme.signing()).to_bytes();
    (package, TrustBundle::from(&acme.trust()))
}

/// Verifies a package whose manifest has this text before its first source. Its octets are counted as if they were not
/// compressed.
fn with_text(text: &str) -> vnfseal::report::Report {
    let (package, trust) = package_with(|manifest| manifest.replacen("\nSource:", &format!("\n{text}\nSource:"), 1));
    bounded(package.len() + text.len(), || verify(&package, trust))
}

#[test]
fn many_entries_with_tiny_names() {
    let trust = TrustBundle::from(&Provider::new("Acme").trust());
    linear(|size| {
        let files = (0..size / 90).map(|number| File::stored(&format!("{number:x}"), []));
        let archive = Archive { files: files.collect() }.to_bytes();
        bounded(archive.len(), || verify(&archive, trust.clone()));
    });
}

#[test]
fn deep_folders_and_long_names() {
    let trust = TrustBundle::from(&Provider::new("Acme").trust());
    for part in ["a/", "\u{e9}/", "\u{fdfa}"] {
        let path = part.repeat(3900 / part.len());
        let files = (0..12).map(|number| File::stored(&format!("{path}{number}"), []));
        let archive = Archive { files: files.collect() }.to_bytes();
        bounded(archive.len(), || verify(&archive, trust.clone()));
    }
}

#[test]
fn a_manifest_of_duplicates() {
    let report = with_text(&"Source: a\nHash: 1\nHash: 2\n".repeat(SIZE / 27));
    assert_failed(&report, "manifest.duplicate-source");
}

#[test]
fn a_long_path_with_many_lines() {
    let text = format!("Source: {}\n{}", "a/".repeat(SIZE / 4), "Hash: 1\nHash: 2\n".repeat(SIZE / 32));
    assert_failed(&with_text(&text), "manifest.unsafe-source");
    let text = format!("Source: {}\n{}", "a".repeat(4000), "Hash: 1\nHash: 2\n".repeat(SIZE / 16));
    assert_failed(&with_text(&text), "manifest.duplicate-source");
}

#[test]
fn a_long_set_with_many_sources() {
    let acme = Provider::new("Acme");
    let text = format!("  {}:\n{}", "s".repeat(SIZE / 2), "    Source: a\n".repeat(SIZE / 28));
    let package = Package::acme().manifest(|manifest| {
        manifest.replace("non_mano_artifact_sets:\n", &format!("non_mano_artifact_sets:\n{text}"))
    });
    let package = package.option_1(&acme.signing()).to_bytes();
    let report = bounded(text.len(), || verify(&package, &acme.trust()));
    assert_failed(&report, "manifest.syntax");
}

#[test]
fn a_manifest_of_faults() {
    assert_failed(&with_text(&"x\n".repeat(SIZE / 2)), "manifest.syntax");
}

#[test]
fn globs_of_the_policy() {
    let acme = Provider::new("Acme");
    let mut package = Package::acme();
    for number in 0..300 {
        package = package.file(File::new(&format!("Files/{}{number}", "a".repeat(200)), "text"));
    }
    let package = package.option_1(&acme.signing()).to_bytes();
    let policy = Policy { service_provider_signed: vec!["**a*a*b".into()], ..Policy::default() };
    bounded(package.len(), || verify_under(&policy, &package, &acme.trust()));
}

/// Each signature file has sixteen signers, and none of their signatures holds.
#[test]
fn signers_on_a_large_curve() {
    let provider = Provider::with_signer("Acme", &Template::signer("Acme").key(KeyAlgorithm::EcP384));
    let signers: Vec<_> = (0..16)
        .map(|number| provider.issuing.issue(&Template::signer(&format!("{number}")).key(KeyAlgorithm::EcP384)))
        .collect();
    let mut signing = provider.signing();
    for signer in &signers[..15] {
        signing = signing.and(signer);
    }
    let signature = signing.without_signed_attributes().named_by_subject_key().der().to_file(b"other content");
    let mut package = Package::acme();
    for number in 0..40 {
        let path = format!("Files/{number}");
        package = package.file(File::new(&path, "content"));
        package.own_signatures.push((path.clone(), File::stored(&format!("{path}.cms"), signature.clone())));
    }
    let package = package.option_1(&provider.signing()).to_bytes();
    let (report, operations) = vnfseal::test_door::counted(|| verify(&package, &provider.trust()));
    assert_found(&report, "chain.limit");
    // This is the free work, and the work that the octets allow: 40,000 operations for each verification.
    let most = (4_000 + u64::try_from(package.len()).expect("a size") / 64 + 200) * 40_000;
    assert!(operations <= most, "{operations} operations for {} octets; {most} are allowed", package.len());
}

/// Returns a package with another file that has the name of a signature, and is a signature over other content.
fn with_hidden_signature(signature: Vec<u8>, acme: &Provider) -> Vec<u8> {
    let package =
        Package::acme().file(File::new("Files/notes.txt", "notes")).file(File::new("Files/notes.cms", signature));
    package.option_1(&acme.signing()).to_bytes()
}

#[test]
fn a_limit_that_leaves_a_signature_unread_is_told() {
    let acme = Provider::new("Acme");
    let package = with_hidden_signature(acme.signing().to_file(b"other notes"), &acme);
    assert_failed(&verify(&package, &acme.trust()), "signature.content-mismatch");
    for change in [|limits: &mut Limits| limits.signatures = 0, |limits: &mut Limits| limits.metadata_bytes = 700] {
        let mut policy = Policy::default();
        change(&mut policy.limits);
        assert_failed(&verify_under(&policy, &package, &acme.trust()), "signature.limit");
    }
    // These are more signers than core looks at.
    let signers: Vec<_> = (0..17).map(|number| acme.issuing.issue(&Template::signer(&number.to_string()))).collect();
    let mut signing = Signing::by(&signers[0]);
    for signer in &signers[1..] {
        signing = signing.and(signer);
    }
    let package = with_hidden_signature(signing.to_file(b"other notes"), &acme);
    assert_failed(&verify(&package, &acme.trust()), "signature.limit");
    // This is deeper than core reads.
    let mut deep = vec![0x30, 0x80, 6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 2];
    deep.extend([0x30, 0x80].repeat(100));
    assert_verdict(&verify(&with_hidden_signature(deep, &acme), &acme.trust()), Verdict::Failed);
}

#[test]
fn an_encrypted_artifact_with_the_name_of_a_signature_passes() {
    let acme = Provider::new("Acme");
    // This is a ContentInfo of EnvelopedData, larger than a signature may be.
    let mut encrypted = vec![0x30, 0x83, 0x20, 0, 0, 6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 3];
    encrypted.resize(2 << 20, 7);
    let package = with_hidden_signature(encrypted, &acme);
    assert_verdict(&verify(&package, &acme.trust()), Verdict::Passed);
    assert!(package.windows(MANIFEST.len()).any(|window| window == MANIFEST.as_bytes()));
}

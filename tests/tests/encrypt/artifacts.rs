//! A package in which a service provider has encrypted artifacts: it never passes before they are decrypted.

use std::sync::Arc;

use vnfseal::{
    policy::Policy,
    report::{Report, SignatureState, Verdict},
};
use vnfseal_tests::{
    Archive, File, IMAGE, KeyAlgorithm, MANIFEST, Package, Provider, SCRIPT, artifact, assert_failed, assert_found,
    assert_indeterminate, assert_passed, delivery, findings, noise, verify, verify_under,
};

use crate::{
    frame::{ENVELOPED_DATA, Frame},
    host::{Holder, encrypt},
};

const CODE: &str = "artifact.encrypted-by-service-provider";

/// Encrypts one file of a package.
fn encrypted(package: &Archive, path: &str, holder: &Holder) -> Archive {
    package.clone().changing(path, |content| *content = encrypt(&[holder], content))
}

/// Decrypts one file of a package.
fn decrypted(package: &Archive, path: &str, holder: &Holder) -> Archive {
    package.clone().changing(path, |content| *content = holder.decrypt(content).expect("an encrypted file"))
}

fn assert_open(report: &Report, path: &str) {
    assert_indeterminate(report, CODE);
    assert_eq!(findings(report, "artifact.digest-mismatch").count(), 0);
    let file = artifact(report, path);
    assert_eq!((file.status, file.is_encrypted), (Verdict::Indeterminate, Some(true)));
    assert_eq!(file.vnf_provider, SignatureState::Indeterminate);
}

#[test]
fn an_encrypted_artifact_leaves_the_verdict_open_until_it_is_decrypted() {
    let acme = Provider::new("Acme");
    let holder = Holder::new(KeyAlgorithm::EcP256);
    let signed = Package::acme().option_1(&acme.signing());
    let stored = encrypted(&encrypted(&signed, SCRIPT, &holder), IMAGE, &holder);
    let report = verify(&stored.to_bytes(), &acme.trust());
    assert_open(&report, SCRIPT);
    assert_open(&report, IMAGE);
    assert_eq!(findings(&report, CODE).count(), 2);
    let one_left = decrypted(&stored, SCRIPT, &holder);
    assert_open(&verify(&one_left.to_bytes(), &acme.trust()), IMAGE);
    assert_passed(&verify(&decrypted(&one_left, IMAGE, &holder).to_bytes(), &acme.trust()));
}

#[test]
fn no_policy_accepts_it() {
    let acme = Provider::new("Acme");
    let stored = encrypted(&Package::acme().option_1(&acme.signing()), SCRIPT, &Holder::new(KeyAlgorithm::EcP256));
    let policy = Policy { accept: vec![CODE.into()], ..Policy::default() };
    assert_indeterminate(&verify_under(&policy, &stored.to_bytes(), &acme.trust()), CODE);
}

#[test]
fn nothing_else_than_an_artifact_in_authenticated_form_counts_as_encrypted() {
    let acme = Provider::new("Acme");
    let holder = Holder::new(KeyAlgorithm::EcP256);
    let signed = Package::acme().option_1(&acme.signing());
    // Nothing shows whether EnvelopedData was changed.
    let enveloped = Frame { content_type: ENVELOPED_DATA.into(), ..Frame::encrypted(&[&holder], b"content") };
    let other = signed.clone().changing(SCRIPT, |content| *content = enveloped.to_der());
    assert_failed(&verify(&other.to_bytes(), &acme.trust()), "artifact.digest-mismatch");
    let changed = signed.clone().changing(SCRIPT, |content| *content = noise(400));
    assert_failed(&verify(&changed.to_bytes(), &acme.trust()), "artifact.digest-mismatch");
    let manifest = encrypted(&signed, MANIFEST, &holder);
    assert_eq!(verify(&manifest.to_bytes(), &acme.trust()).verdict, Verdict::Failed);
    // What the VNF provider has encrypted and signed is what it is.
    let own = Package::acme().file(File::stored("Files/secret", encrypt(&[&holder], b"content")));
    assert_passed(&verify(&own.option_1(&acme.signing()).to_bytes(), &acme.trust()));
}

#[test]
fn in_what_the_provider_signed_as_a_whole_a_wrong_digest_is_a_wrong_digest() {
    let acme = Provider::new("Acme");
    let stored = encrypted(&Package::acme().unsigned(), SCRIPT, &Holder::new(KeyAlgorithm::EcP256));
    let delivery = delivery(Arc::new(stored.to_bytes()), &acme.signing());
    assert_failed(&verify(&delivery.to_bytes(), &acme.trust()), "artifact.digest-mismatch");
}

#[test]
fn an_artifact_with_a_signature_of_its_own_fails() {
    let acme = Provider::new("Acme");
    let signed = Package::acme().own_signature(SCRIPT, &acme.signing()).option_1(&acme.signing());
    let stored = encrypted(&signed, SCRIPT, &Holder::new(KeyAlgorithm::EcP256));
    let report = verify(&stored.to_bytes(), &acme.trust());
    assert_failed(&report, "signature.content-mismatch");
    assert_found(&report, CODE);
}

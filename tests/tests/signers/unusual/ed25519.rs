//! Ed25519 without signed attributes, over content that core never holds. The host digests the content once more, after
//! a prefix from the signature and the key.

use std::sync::Arc;

use vnfseal::report::Verdict;
use vnfseal_tests::{
    Archive, CERTIFICATE, CSAR, CertificatePlace, Digest, File, IMAGE, KeyAlgorithm, Package, Provider, SIGNATURE,
    Signing, Template, artifact, assert_failed, assert_passed, delivery, verify,
};

use super::assert_says;

fn provider(name: &str) -> Provider {
    Provider::with_signer(name, &Template::signer(name).key(KeyAlgorithm::Ed25519))
}

fn over_content(provider: &Provider) -> Signing<'_> {
    provider.signing().digest(Digest::Sha512).without_signed_attributes()
}

/// Returns the delivery with its CSAR deflated.
fn deflated(stored: &Archive) -> Archive {
    let files = stored.files.iter().map(|file| File { stored: file.stored && file.path != CSAR, ..file.clone() });
    Archive { files: files.collect() }
}

#[test]
fn over_a_csar_stored_and_deflated() {
    let acme = provider("Acme");
    let csar = Arc::new(Package::acme().unsigned().to_bytes());
    for place in [CertificatePlace::InSignature, CertificatePlace::InFile, CertificatePlace::InBoth] {
        let stored = delivery(Arc::clone(&csar), &over_content(&acme).certificates(place).der());
        for package in [stored.clone(), deflated(&stored)] {
            assert_passed(&verify(&package.to_bytes(), &acme.trust()));
            // This changes the time of the first entry, which no digest of the manifest covers.
            let changed = package.clone().changing(CSAR, |csar| csar[10] ^= 1);
            assert_failed(&verify(&changed.to_bytes(), &acme.trust()), "signature.invalid");
            // This changes each half of the value: R, which is in the prefix, and S.
            for half in [1, 33] {
                let changed = package.clone().changing(SIGNATURE, |file| {
                    let at = file.len() - half;
                    file[at] ^= 1;
                });
                assert_eq!(verify(&changed.to_bytes(), &acme.trust()).integrity, Verdict::Failed);
            }
        }
    }
}

#[test]
fn over_an_artifact() {
    let acme = provider("Acme");
    let package = Package::acme().own_signature(IMAGE, &over_content(&acme));
    let signed = package.option_1(&over_content(&acme));
    let report = verify(&signed.to_bytes(), &acme.trust());
    assert_passed(&report);
    assert_eq!(artifact(&report, IMAGE).status, Verdict::Passed);
    let of_another = Package::acme().own_signature(IMAGE, &over_content(&provider("Acme")));
    let report = verify(&of_another.option_1(&over_content(&acme)).to_bytes(), &acme.trust());
    assert_eq!(report.verdict, Verdict::Failed);
    let changed = signed.changing(IMAGE, |image| image[500] ^= 1);
    assert_failed(&verify(&changed.to_bytes(), &acme.trust()), "signature.invalid");
}

#[test]
fn two_signers_of_one_csar() {
    let (acme, operator) = (provider("Acme"), provider("Operator"));
    let csar = Arc::new(Package::acme().unsigned().to_bytes());
    let signing = over_content(&acme).and(&operator.signer).through(&operator.issuing);
    let trust = acme.trust().and_service_provider(&operator.root, &[&operator.signer]);
    let package = delivery(csar, &signing);
    assert_passed(&verify(&package.to_bytes(), &trust));
}

#[test]
fn a_certificate_that_does_not_come_along_is_asked_for() {
    let acme = provider("Acme");
    let csar = Arc::new(Package::acme().unsigned().to_bytes());
    let package = delivery(csar, &over_content(&acme).certificates(CertificatePlace::Nowhere));
    let trust = acme.trust().and_public(&acme.root, &[&acme.signer]).and_intermediate(&acme.issuing);
    let report = verify(&package.to_bytes(), &trust);
    assert_failed(&report, "signature.algorithm");
    assert_says(&report, "signature.algorithm", &["a certificate that comes with the package"]);
    let with_file = package.adding(File::new(CERTIFICATE, acme.signer.to_pem()));
    assert_eq!(verify(&with_file.to_bytes(), &trust).integrity, Verdict::Passed);
}

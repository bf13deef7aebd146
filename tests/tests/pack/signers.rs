//! Every kind of key, and what OpenSSL says of the signatures.

use std::fs;

use vnfseal::digest::DigestAlgorithm;
use vnfseal_tests::{KeyAlgorithm, Package, Provider, Template};

use crate::{
    folder::{acme, assert_good, pack},
    host::sign,
    programs::{manifest_of, openssl_verifies, programs_read},
    wrapping::{parts, wrap},
};

fn provider(key: KeyAlgorithm) -> Provider {
    Provider::with_signer("Acme", &Template::signer("Acme package signing").of("Acme").key(key))
}

#[test]
fn every_kind_of_key_signs_both_options() {
    let folder = tempfile::tempdir().unwrap();
    let csar = Package::acme().unsigned().to_bytes();
    for key in [
        KeyAlgorithm::Rsa(2048),
        KeyAlgorithm::RsaPss(2048),
        KeyAlgorithm::EcP256,
        KeyAlgorithm::EcP384,
        KeyAlgorithm::EcP521,
        KeyAlgorithm::Ed25519,
    ] {
        let by = provider(key);
        let package = pack(&acme(), &by);
        let report = assert_good(&package, &by);
        let digest = match key {
            KeyAlgorithm::EcP384 => DigestAlgorithm::Sha384,
            KeyAlgorithm::EcP521 | KeyAlgorithm::Ed25519 => DigestAlgorithm::Sha512,
            _ => DigestAlgorithm::Sha256,
        };
        let mut checksums = report.artifacts.iter().filter_map(|each| each.checksum.as_ref());
        assert!(checksums.all(|checksum| checksum.algorithm == digest.name()));
        let delivery = wrap(&csar, "acme_vnf.csar", &by);
        assert_good(&delivery, &by);
        for archive in [&package, &delivery] {
            let path = folder.path().join("archive.zip");
            fs::write(&path, archive).unwrap();
            programs_read(&path);
        }
        // OpenSSL 3.0 knows no Ed25519 in CMS.
        if key == KeyAlgorithm::Ed25519 {
            continue;
        }
        let manifest = manifest_of(&package);
        let (signed, block) = manifest.split_at(manifest.find("-----BEGIN CMS-----").unwrap());
        assert!(signed.ends_with("\n\n") && !signed.ends_with("\n\n\n"));
        openssl_verifies(block.as_bytes(), signed.as_bytes(), &by.root);
        let [(_, inside), (_, signature)] = parts(&delivery);
        assert_eq!(inside, csar);
        openssl_verifies(&signature, &inside, &by.root);
    }
}

/// The same folder, time and signature give the same octets.
#[test]
fn what_is_written_is_determined() {
    use vnfseal::{
        policy::Policy,
        sign::{Signing, SigningStep},
        trust::TrustBundle,
    };
    use vnfseal_tests::now;

    let by = provider(KeyAlgorithm::Ed25519);
    let (files, at) = (acme(), now());
    let sources: Vec<&[u8]> = files.iter().map(|file| file.content.as_slice()).collect();
    let signer = crate::host::signer(&by, None);
    let packages = [(); 2].map(|()| {
        let (trust, policy) = (TrustBundle::from(&by.trust()), Policy::default());
        let listed = crate::folder::listed(&files);
        let mut signing = Signing::pack(listed, &trust, &policy, &signer, at).unwrap();
        crate::host::drive(&mut signing, &sources, |request| {
            assert_eq!(request.path, vnfseal_tests::MANIFEST);
            sign(&by.signer, request)
        })
        .unwrap();
        assert_eq!(signing.step(), SigningStep::Ready);
        crate::host::assemble(&sources, signing.segments().unwrap())
    });
    assert_eq!(packages[0], packages[1]);
}

//! Folders and signers that are refused.

use vnfseal::{
    policy::{Limits, Policy},
    sign::{Refusal, Signing, SigningStep},
    trust::TrustBundle,
};
use vnfseal_tests::{
    CERTIFICATE, CertificatePlace, File, MANIFEST, Package, Provider, SCRIPT, TOSCA_META, Template, Trust, VNFD, now,
};
use x509_cert::ext::pkix::KeyUsages;

use crate::{
    folder::{METADATA, acme, assert_good, listed, try_pack, with_manifest},
    host::{assemble, drive, refused, sign, signer},
};

/// Packs a folder whose package is not checked by its host.
pub(crate) fn pack_unchecked(files: &[File], by: &Provider) -> Vec<u8> {
    let (policy, trust) = (Policy::default(), TrustBundle::from(&by.trust()));
    let mut signing = Signing::pack(listed(files), &trust, &policy, &signer(by, None), now()).unwrap();
    let sources: Vec<&[u8]> = files.iter().map(|file| file.content.as_slice()).collect();
    drive(&mut signing, &sources, |request| sign(&by.signer, request)).unwrap();
    assemble(&sources, signing.segments().unwrap())
}

fn refusal(files: &[File], by: &Provider) -> Refusal {
    try_pack(files, &by.trust(), by, None).unwrap_err()
}

fn without(path: &str) -> Vec<File> {
    acme().into_iter().filter(|file| file.path != path).collect()
}

fn changed(path: &str, change: impl Fn(&str) -> String) -> Vec<File> {
    let change = |file: File| {
        let text = (file.path == path).then(|| change(std::str::from_utf8(&file.content).unwrap()));
        text.map_or(file, |text| File::new(path, text))
    };
    acme().into_iter().map(change).collect()
}

#[test]
fn what_is_missing_is_named() {
    let by = Provider::new("Acme");
    let missing = refusal(&without(MANIFEST), &by);
    assert_eq!(missing.reason.code, "folder.manifest-missing");
    assert!(missing.sentence.contains(MANIFEST) && missing.sentence.contains("vnf_provider_id: "), "{missing}");
    // Two manifests, or definitions of another name: it would be a guess.
    let mut two: Vec<File> = without(TOSCA_META);
    two.push(File::new("other.mf", METADATA));
    assert_eq!(refusal(&two, &by).reason.code, "folder.tosca-meta-missing");
    assert!(refusal(&two, &by).sentence.contains("Entry-Definitions: "));
    let other: Vec<File> = without(TOSCA_META).into_iter().filter(|file| file.path != VNFD).collect();
    assert!(refusal(&other, &by).sentence.contains("Entry-Definitions: "));
    assert!(refusal(&[], &by).sentence.contains("Entry-Definitions: "));
    let unnamed = changed(TOSCA_META, |text| text.replace("ETSI-Entry-Manifest: acme_vnf.mf\n", ""));
    assert_eq!(refusal(&unnamed, &by).reason.code, "folder.tosca-meta");
    assert!(refusal(&unnamed, &by).sentence.contains("ETSI-Entry-Manifest"));
    let dangling = changed(TOSCA_META, |text| text.replace(VNFD, "Definitions/other.yaml"));
    assert_eq!(refusal(&dangling, &by).findings[0].code, "tosca-meta.dangling");
    let conflict = changed(TOSCA_META, |text| text.to_owned() + "Entry-Manifest: other.mf\n");
    assert_eq!(refusal(&conflict, &by).findings[0].code, "tosca-meta.conflict");
    assert_eq!(refusal(&changed(TOSCA_META, |_| "no lines".into()), &by).findings[0].code, "tosca-meta.syntax");
}

#[test]
fn a_manifest_that_is_not_right() {
    let by = Provider::new("Acme");
    let code = |manifest: &str| refusal(&with_manifest(acme(), manifest), &by).findings[0].code.clone();
    for (manifest, expected) in [
        ("", "manifest.metadata"),
        ("vnf_provider_id: Acme\n", "manifest.metadata"),
        ("metadata:\n", "manifest.metadata"),
        (&METADATA.replace("  vnf_package_version: 1.0\n", ""), "manifest.metadata"),
        (&format!("{METADATA}  vnf_product_name: Other\n"), "manifest.metadata"),
        (&format!("{METADATA}no line\n"), "manifest.syntax"),
        (&format!("{METADATA}\nnon_mano_artifact_sets:\n  empty:\n"), "manifest.empty-set"),
        (&format!("{METADATA}-----BEGIN CMS-----\nAAAA\n"), "manifest.signature-block"),
        (&format!("{METADATA}----- BEGIN CMS -----\n"), "manifest.signature-marker"),
        (&format!("{METADATA}\nSource: {SCRIPT}\nCertificate: ChangeLog.txt\n"), "manifest.certificate-alone"),
        (&format!("{METADATA}\nSource: {SCRIPT}\nSignature: x.cms\n"), "manifest.source-missing"),
        (&format!("{METADATA}\nSource: {SCRIPT}\nSignature: {VNFD}\n"), "signature.malformed"),
    ] {
        assert_eq!(code(manifest), expected, "{manifest}");
    }
    let wide: Vec<u8> = METADATA.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let files = acme().into_iter().filter(|file| file.path != MANIFEST).chain([File::new(MANIFEST, wide)]);
    assert_eq!(refusal(&files.collect::<Vec<_>>(), &by).findings[0].code, "manifest.syntax");
    let set = format!("{METADATA}\nnon_mano_artifact_sets:\n  onap_others:\n    Source: not/there\n");
    let missing = refusal(&with_manifest(acme(), &set), &by);
    assert_eq!(missing.reason.code, "folder.file-missing");
    assert!(missing.sentence.contains("not/there"));
    // What is wrong with the old list of files does not matter.
    let old = format!("{METADATA}\nSource: ../x\nHash: 1\n\nSource: gone\nAlgorithm: MD5\nHash: 00\nSource: gone\n");
    assert_good(&try_pack(&with_manifest(acme(), &old), &by.trust(), &by, None).unwrap(), &by);
}

#[test]
fn a_certificate_file_of_the_package() {
    let by = Provider::new("Acme");
    let signing = by.signing().certificates(CertificatePlace::InFile);
    let refused = refusal(&Package::acme().option_1(&signing).files, &by);
    assert_eq!(refused.reason.code, "folder.certificate-file");
    assert!(refused.sentence.contains(CERTIFICATE));
    let at_root = Package::acme().layout(vnfseal_tests::Layout::RootYaml).option_1(&signing);
    assert!(refusal(&at_root.files, &by).sentence.contains(CERTIFICATE));
}

#[test]
fn a_folder_that_is_a_delivery_as_well() {
    let by = Provider::new("Acme");
    let files: Vec<File> = acme().into_iter().chain([File::new("x.csar", "x"), File::new("x.cms", "x")]).collect();
    let refused = refusal(&files, &by);
    assert_eq!((refused.reason.code, &*refused.findings[0].code), ("new-package.not-verified", "package.ambiguous"));
}

#[test]
fn too_much_for_the_limits() {
    let by = Provider::new("Acme");
    let files = acme();
    let code = |limits: Limits| {
        let policy = Policy { limits, ..Policy::default() };
        let signing = Signing::pack(listed(&files), &TrustBundle::new(), &policy, &signer(&by, None), now());
        let refusal = match signing {
            Err(refusal) => refusal,
            Ok(mut signing) => {
                let sources: Vec<&[u8]> = files.iter().map(|file| file.content.as_slice()).collect();
                drive(&mut signing, &sources, |_| panic!("it is refused before")).unwrap();
                refused(signing.segments().unwrap_err())
            }
        };
        assert_eq!(refusal.findings[0].code, "archive.limit");
        refusal.reason.code
    };
    let limits = Limits::default();
    for (limits, expected) in [
        (Limits { entries: 10, ..limits.clone() }, "folder.limit"),
        (Limits { directory_bytes: 100, ..limits.clone() }, "new-package.not-verified"),
        (Limits { manifest_bytes: 100, ..limits.clone() }, "folder.limit"),
        (Limits { manifest_bytes: 400, ..limits.clone() }, "new-package.not-verified"),
        (Limits { metadata_bytes: 100, ..limits.clone() }, "folder.limit"),
    ] {
        assert_eq!(code(limits), expected);
    }
}

#[test]
fn signers_who_may_not() {
    let signed_by = |template: Template, trust: Option<&Trust>| {
        let by = Provider::with_signer("Acme", &template.of("Acme"));
        let trust = trust.cloned().unwrap_or_else(|| by.trust());
        let refusal = try_pack(&acme(), &trust, &by, None).unwrap_err();
        assert_eq!(refusal.reason.code, "signer.not-vnf-provider");
        refusal.findings.iter().map(|finding| finding.code.clone().into_owned()).collect::<Vec<_>>()
    };
    let usage = [KeyUsages::KeyEncipherment];
    for trust in [None, Some(&Trust::nobody())] {
        let has = |template: Template, code: &str| {
            let codes = signed_by(template, trust);
            // That nobody is trusted has decided nothing.
            assert!(!codes.iter().any(|found| found == "trust.no-anchors"), "{codes:?}");
            assert!(codes.iter().any(|found| found == code), "{codes:?}");
        };
        has(Template::signer("Acme").expired(), "certificate.expired");
        has(Template::signer("Acme").not_yet_valid(), "certificate.not-yet-valid");
        has(Template::signer("Acme").key_usage(&usage), "certificate.usage");
        has(Template::authority("Acme"), "certificate.usage");
        has(Template::signer("Acme").extended_key_usage(&[vnfseal_tests::SERVER_AUTHENTICATION]), "certificate.usage");
    }
    let other = Provider::new("Other");
    assert_eq!(signed_by(Template::signer("Acme"), Some(&other.trust())), ["chain.not-trusted"]);
    // The operator's own signer is no VNF provider.
    let by = Provider::new("Acme");
    let trust = other.trust().and_service_provider(&by.root, &[&by.signer]);
    assert!(try_pack(&acme(), &trust, &by, None).unwrap_err().sentence.contains("not as the VNF provider"));
}

#[test]
fn another_key_and_files_that_change() {
    let [by, other] = [Provider::new("Acme"), Provider::new("Other")];
    let (policy, trust, signer, files) = (Policy::default(), TrustBundle::from(&by.trust()), signer(&by, None), acme());
    let begin = || Signing::pack(listed(&files), &trust, &policy, &signer, now()).unwrap();
    let sources: Vec<&[u8]> = files.iter().map(|file| file.content.as_slice()).collect();
    let mut signing = begin();
    let refusal = drive(&mut signing, &sources, |request| sign(&other.signer, request)).unwrap_err();
    assert_eq!(refusal.reason.code, "signer.key-mismatch");
    assert!(signing.segments().is_err() && matches!(signing.step(), SigningStep::Sign(_)));
    drive(&mut signing, &sources, |request| sign(&by.signer, request)).unwrap();
    assert!(signing.segments().is_ok());
    // A host that says nothing of a file's CRC-32 is not heard.
    let mut signing = begin();
    let outcome = loop {
        match signing.step() {
            SigningStep::Read(asked) => {
                let bytes = &sources[asked.source][..usize::try_from(asked.length).unwrap()];
                signing.supply(asked.source, asked.offset, bytes).unwrap();
            }
            SigningStep::Digest(tasks) => break vnfseal::digester::Digester::new(tasks[0].clone()).finish(),
            other => panic!("{other:?}"),
        }
    };
    assert!(!outcome.intact);
    let without = vnfseal::task::DigestOutcome { intact: true, digests: vec![vec![0; 32]], ..outcome.clone() };
    assert!(signing.complete(without).is_err());
    assert!(signing.complete(outcome).is_ok());
}

#[test]
fn a_file_that_is_shorter_by_now() {
    let by = Provider::new("Acme");
    let (policy, trust, signer, files) = (Policy::default(), TrustBundle::from(&by.trust()), signer(&by, None), acme());
    let mut signing = Signing::pack(listed(&files), &trust, &policy, &signer, now()).unwrap();
    let sources: Vec<&[u8]> = files.iter().map(|file| file.content.as_slice()).collect();
    loop {
        match signing.step() {
            SigningStep::Read(asked) => {
                let bytes = &sources[asked.source][..usize::try_from(asked.length).unwrap()];
                signing.supply(asked.source, asked.offset, bytes).unwrap();
            }
            SigningStep::Digest(tasks) => {
                for task in tasks {
                    let mut digester = vnfseal::digester::Digester::new(task.clone());
                    digester.update(&sources[task.source][1..], |_| ());
                    signing.complete(digester.finish()).unwrap();
                }
            }
            SigningStep::Sign(_) => panic!("it is refused before"),
            SigningStep::Ready => break,
        }
    }
    let late = refused(signing.segments().unwrap_err());
    assert_eq!(late.reason.code, "folder.changed");
    assert!(late.sentence.contains("has changed"));
}

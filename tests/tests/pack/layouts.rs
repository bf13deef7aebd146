//! Folders of every layout, and what is kept of an older manifest.

use vnfseal::{digest::DigestAlgorithm, policy::Policy, report::PackageKind, sign::Extent};
use vnfseal_tests::{
    File, Layout, MANIFEST, Package, Provider, ROOT_VNFD, SCRIPT, TOSCA_META, artifact, assert_passed, verify,
    verify_under,
};

use crate::{
    folder::{METADATA, acme, assert_good, pack, try_pack, with_manifest},
    host::{countersign, operator},
    programs::{entries, manifest_of},
};

#[test]
fn a_folder_with_metadata_becomes_a_package() {
    let acme_networks = Provider::new("Acme");
    let mut files = acme();
    let package = pack(&files, &acme_networks);
    let report = assert_good(&package, &acme_networks);
    assert_eq!(report.package.kind, Some(PackageKind::VnfPackage));
    let packed = entries(&package);
    assert_eq!([packed[0].0.as_str(), packed[1].0.as_str()], [TOSCA_META, MANIFEST]);
    assert!(packed[2..].is_sorted());
    for file in files.iter().filter(|file| file.path != MANIFEST) {
        assert!(packed.contains(&(file.path.clone(), file.content.to_vec())), "{}", file.path);
        let checksum = artifact(&report, &file.path).checksum.as_ref().unwrap();
        assert_eq!((checksum.algorithm.as_str(), checksum.actual.as_ref()), ("SHA-256", Some(&checksum.expected)));
    }
    assert_eq!(packed.len(), files.len());
    // The order in which the host lists the files is of no account.
    files.reverse();
    let names = |package: &[u8]| entries(package).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    assert_eq!(names(&pack(&files, &acme_networks)), names(&package));
}

#[test]
fn the_root_yaml_or_the_names_show_the_parts() {
    let acme_networks = Provider::new("Acme");
    let at_root = Package::acme().layout(Layout::RootYaml).unsigned().files;
    assert!(at_root.iter().any(|file| file.path == ROOT_VNFD));
    let package = pack(&with_manifest(at_root, METADATA), &acme_networks);
    let report = assert_good(&package, &acme_networks);
    assert_eq!(report.package.layout, Some(vnfseal::report::Layout::RootYaml));
    assert!(entries(&package).iter().all(|(name, _)| name != TOSCA_META));

    let without: Vec<File> = acme().into_iter().filter(|file| file.path != TOSCA_META).collect();
    let package = pack(&without, &acme_networks);
    assert_good(&package, &acme_networks);
    let made = &entries(&package)[0];
    let expected = "TOSCA-Meta-File-Version: 1.0\nCSAR-Version: 1.1\nCreated-By: Acme\n\
                    Entry-Definitions: Definitions/acme_vnf.yaml\nETSI-Entry-Manifest: acme_vnf.mf\n\
                    ETSI-Entry-Change-Log: ChangeLog.txt\nETSI-Entry-Licenses: Licenses\nETSI-Entry-Tests: Tests\n";
    assert_eq!((made.0.as_str(), made.1.as_slice()), (TOSCA_META, expected.as_bytes()));
}

#[test]
fn a_package_is_packed_again() {
    let (acme_networks, other) = (Provider::new("Acme"), Provider::new("Other"));
    let signed = Package::acme().option_1(&other.signing());
    let before = verify(&signed.to_bytes(), &other.trust());
    let changed = signed.changing(SCRIPT, |script| script.extend(b"true\n")).removing("Tests/plan.txt");
    let files =
        changed.changing(TOSCA_META, |text| text.truncate(text.len() - "ETSI-Entry-Tests: Tests\n".len())).files;
    let package = pack(&files, &acme_networks);
    let report = assert_good(&package, &acme_networks);
    assert_eq!(report.package.metadata, before.package.metadata);
    for path in ["Artifacts/events/events.yaml", "Artifacts/measurements/pm_dictionary.yaml"] {
        let of = |report| artifact(report, path).non_mano_artifact_set_ids.clone();
        assert_eq!(of(&report), of(&before));
        assert_eq!(of(&report).len(), 1);
    }
    assert_eq!(manifest_of(&package).matches("-----BEGIN CMS-----").count(), 1);
    // What is packed of that is the same but for the signature.
    let again = entries(&package).into_iter().map(|(path, content)| File::new(&path, content)).collect::<Vec<_>>();
    let again = pack(&again, &acme_networks);
    let signed_text = |package: &[u8]| manifest_of(package).split("-----BEGIN").next().unwrap().to_owned();
    assert_eq!(signed_text(&again), signed_text(&package));
}

#[test]
fn artifacts_keep_their_own_signatures() {
    let acme_networks = Provider::new("Acme");
    let package = Package::acme().own_signature(SCRIPT, &acme_networks.signing());
    let package = pack(&package.unsigned().files, &acme_networks);
    let report = assert_good(&package, &acme_networks);
    assert_eq!(report.signatures.len(), 2);
    let text = manifest_of(&package);
    let signature = format!("{SCRIPT}.sig.cms");
    assert!(
        text.contains(&format!("Signature: {signature}\n\n")) && text.contains(&format!("\nSource: {signature}\n\n"))
    );
    // The service provider may still add signers to both.
    let telecom = operator(vnfseal_tests::KeyAlgorithm::EcP256);
    let trust = acme_networks.trust().and_service_provider(&telecom.root, &[&telecom.signer]);
    let both = countersign(&package, &trust, &Policy::default(), &telecom, None, Extent::Artifacts).unwrap();
    assert_passed(&verify(&both, &trust));
}

#[test]
fn external_artifacts_stay_listed() {
    let acme_networks = Provider::new("Acme");
    let uri = "https://acme.example/images/x.img";
    let hash = "ab".repeat(32);
    let external = |lines: &str| with_manifest(acme(), &format!("{METADATA}\nSource: {uri}\n{lines}"));
    let files = external(&format!("Algorithm: SHA-256\nHash: {hash}\n"));
    let refusal = try_pack(&files, &acme_networks.trust(), &acme_networks, None).unwrap_err();
    assert_eq!(refusal.findings[0].code, "artifact.external");
    let policy = Policy { accept: vec!["artifact.external".into()], ..Policy::default() };
    let package = crate::refusals::pack_unchecked(&files, &acme_networks);
    let report = verify_under(&policy, &package, &acme_networks.trust());
    assert_passed(&report);
    assert_eq!(artifact(&report, uri).checksum.as_ref().unwrap().expected, hash);
    let refusal = try_pack(&external(""), &acme_networks.trust(), &acme_networks, None).unwrap_err();
    assert_eq!(refusal.reason.code, "folder.external-digest-missing");
    assert!(refusal.sentence.contains(uri), "{refusal}");
}

#[test]
fn digests_are_those_of_the_signature() {
    let acme_networks = Provider::new("Acme");
    for (digest, name) in [(DigestAlgorithm::Sha384, "SHA-384"), (DigestAlgorithm::Sha512, "SHA-512")] {
        let package = try_pack(&acme(), &acme_networks.trust(), &acme_networks, Some(digest)).unwrap();
        let report = assert_good(&package, &acme_networks);
        assert!(report.artifacts.iter().filter_map(|each| each.checksum.as_ref()).all(|sum| sum.algorithm == name));
    }
}

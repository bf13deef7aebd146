//! The forms that SOL 004 allows and packages in the field have. Each is read correctly.

use std::sync::Arc;

use vnfseal::report::{ArtifactKind, Coverage, Layout, PackageKind, Report, SecurityOption, Verdict};
use vnfseal_tests::{
    Archive, CERTIFICATE, CSAR, CertificatePlace, Digest, File, IMAGE, MANIFEST, Package, Provider, SCRIPT, SIGNATURE,
    Signing, VNFD, artifact, assert_failed, assert_found, assert_indeterminate, assert_passed, delivery, describe,
    findings, verify, without_digest,
};

/// The manifest's metadata of a VNF package since edition 2.7.1.
type Metadata = Vec<(&'static str, &'static str)>;

/// Signs the package as Option 1. It has to pass without any finding.
#[track_caller]
fn passes_without_a_word(package: &Package<'_>) -> Report {
    let acme = Provider::new("Acme");
    let report = verify(&package.option_1(&acme.signing()).to_bytes(), &acme.trust());
    assert_passed(&report);
    assert!(report.findings.is_empty(), "{}", describe(&report));
    report
}

#[test]
fn tosca_meta_keys_of_every_edition() {
    for spelling in ["ETSI-Entry", "Entry", "etsi-entry", "ENTRY"] {
        passes_without_a_word(&Package::acme().tosca_meta(|text| text.replace("ETSI-Entry", spelling)));
    }
    let both = |text: String| format!("{text}Entry-Manifest: {MANIFEST}\nentry-change-log: ChangeLog.txt\n");
    passes_without_a_word(&Package::acme().tosca_meta(both));
}

#[test]
fn only_the_first_block_of_tosca_meta_counts_and_the_first_colon_splits() {
    passes_without_a_word(&Package::acme().tosca_meta(|text| {
        let text = text.replace("Created-By: Acme Networks", "Created-By: https://acme.example: the team");
        format!("# a comment\n{text}\nName: {VNFD}\nEntry-Definitions: elsewhere.yaml\nETSI-Entry-Manifest: x.mf\n")
    }));
    passes_without_a_word(&Package::acme().tosca_meta(|text| text.replace('\n', "\r\n")));
    for quote in ["\"", "'"] {
        let quoted = |text: String| text.replace(VNFD, &[quote, VNFD, quote].concat());
        passes_without_a_word(&Package::acme().tosca_meta(quoted));
    }
}

#[test]
fn manifests_of_every_kind_and_edition() {
    let vnf_of_2_4_1: Metadata = vec![
        ("vnf_provider_id", "Acme"),
        ("vnf_product_name", "SBC"),
        ("vnf_release_data_time", "2018-02-01T10:00:00Z"),
        ("vnf_package_version", "1.0"),
    ];
    let mut vnf_of_2_6_1 = vnf_of_2_4_1.clone();
    vnf_of_2_6_1[2].0 = "vnf_release_date_time";
    let mut of_the_future = Package::acme().metadata;
    of_the_future.insert(1, ("vnfd_ext_invariant_id", "2b6f1c0e"));
    let pnfd = vec![
        ("pnfd_name", "Radio node"),
        ("pnfd_provider", "Acme"),
        ("pnfd_release_date_time", "2019-12-01T10:00:00Z"),
        ("pnfd_archive_version", "1.0"),
        ("compatible_specification_versions", "2.7.1, 3.1.1"),
    ];
    let nsd = vec![
        ("nsd_designer", "Acme"),
        ("nsd_invariant_id", "6b7f"),
        ("nsd_name", "Voice"),
        ("nsd_release_date_time", "2020-08-01T10:00:00Z"),
        ("nsd_file_structure_version", "1.0"),
        ("compatible_specification_versions", "3.3.1"),
    ];
    let asd = vec![
        ("entry_definition_type", "asd"),
        ("release_date_time", "2026-06-01T10:00:00Z"),
        ("application_name", "Radio unit"),
        ("application_provider", "Acme"),
    ];
    for (metadata, kind) in [
        (asd, PackageKind::AsdPackage),
        (vnf_of_2_4_1, PackageKind::VnfPackage),
        (vnf_of_2_6_1, PackageKind::VnfPackage),
        (Package::acme().metadata, PackageKind::VnfPackage),
        (of_the_future, PackageKind::VnfPackage),
        (pnfd, PackageKind::PnfdArchive),
        (nsd, PackageKind::NsdArchive),
    ] {
        let mut package = Package::acme();
        package.metadata.clone_from(&metadata);
        let report = passes_without_a_word(&package);
        assert_eq!(report.package.kind, Some(kind));
        let metadata = metadata.into_iter().map(|(key, value)| (key.to_owned(), value.to_owned()));
        let reported = report.package.metadata.iter().map(|entry| (entry.key.clone(), entry.value.clone()));
        assert!(metadata.eq(reported));
    }
}

#[test]
fn manifests_in_every_dress() {
    let dresses: [fn(String) -> String; 9] = [
        |text| text.replace('\n', "\r\n"),
        |text| text.lines().map(|line| ["    ", line.trim(), " \t\n"].concat()).collect(),
        |text| text.lines().filter(|line| !line.is_empty()).fold(String::new(), |all, line| all + line.trim() + "\n"),
        |text| text.replace("Source:", "source :").replace("Hash:", "HASH:").replace("Algorithm:", "algorithm:"),
        |text| text.replace("\nSource: ", "\n# the next file\nSource: "),
        |text| text.replace("SHA-256", "sha256"),
        |text| text.lines().map(upper_hash).collect(),
        |text| text.replacen("\nSource: ", "\nvendor_key: x\nSource: ", 1) + "vendor_key: some value: with colons\n",
        |text| format!("\u{feff}{text}"),
    ];
    for dress in dresses {
        passes_without_a_word(&Package::acme().manifest(dress));
    }
}

/// Returns the line with its hash in capitals.
fn upper_hash(line: &str) -> String {
    let hash = line.strip_prefix("Hash: ");
    hash.map_or_else(|| format!("{line}\n"), |hash| format!("Hash: {}\n", hash.to_uppercase()))
}

#[test]
fn lines_of_a_source_in_any_order_and_a_source_twice() {
    passes_without_a_word(&Package::acme().manifest(|text| {
        let mut lines: Vec<&str> = text.lines().collect();
        for index in 1..lines.len() {
            if lines[index].starts_with("Hash: ") {
                lines.swap(index - 1, index);
            }
        }
        lines.join("\n") + "\n"
    }));
    passes_without_a_word(&Package::acme().manifest(|text| {
        let (_, rest) = text.split_once(&format!("Source: {SCRIPT}\n")).expect("the script is listed");
        let digest: Vec<&str> = rest.lines().take(2).collect();
        format!("{text}\nSource: {SCRIPT}\n{}\n", digest.join("\n"))
    }));
}

#[test]
fn non_mano_artifact_sets_before_the_files_or_after() {
    let report = passes_without_a_word(&Package::acme().manifest(|text| {
        let (files, sets) = text.split_once("\nnon_mano_artifact_sets:").expect("there are sets");
        let (metadata, files) = files.split_once("\n\n").expect("files after the metadata");
        format!("{metadata}\n\nnon_mano_artifact_sets:{sets}\n{files}\n")
    }));
    let events = artifact(&report, "Artifacts/events/events.yaml");
    assert_eq!(events.non_mano_artifact_set_ids, ["onap_ves_events"]);
    assert_eq!(artifact(&report, SCRIPT).non_mano_artifact_set_ids, [""; 0]);
}

#[test]
fn external_artifacts_are_told_and_never_fetched() {
    let acme = Provider::new("Acme");
    let uri = "https://vnf.example/MRF/v4.1/scripts/scale.sh";
    let package = Package::acme()
        .manifest(|text| format!("{text}\nSource: {uri}\nAlgorithm: SHA-512\nHash: {}\n", "0a".repeat(64)));
    let report = verify(&package.option_1(&acme.signing()).to_bytes(), &acme.trust());
    assert_indeterminate(&report, "artifact.external");
    let external = artifact(&report, uri);
    assert_eq!((external.kind, external.status), (ArtifactKind::External, Verdict::Indeterminate));
    assert_eq!(external.checksum.as_ref().expect("declared").actual, None);
}

#[test]
fn findings_carry_the_line_of_the_manifest() {
    let acme = Provider::new("Acme");
    let package = Package::acme().manifest(|text| text.replacen("Algorithm: SHA-256", "Algorithm: MD5", 1));
    let archive = package.option_1(&acme.signing());
    let manifest = String::from_utf8_lossy(archive.content(MANIFEST)).into_owned();
    let source = manifest.lines().position(|line| line.starts_with("Source: ")).expect("a source") + 1;
    let report = verify(&archive.to_bytes(), &acme.trust());
    let finding = findings(&report, "manifest.algorithm").next().expect("a weak algorithm is told");
    assert_eq!(finding.place.path.as_deref(), Some(MANIFEST));
    assert_eq!(finding.place.line.map(|line| line as usize), Some(source));
}

#[test]
fn a_plain_csar_and_both_kinds_of_delivery() {
    let acme = Provider::new("Acme");
    for name in ["acme.cms", "acme.csar.sig.cms", "acme.CMS"] {
        for certificate in ["acme.cert", "acme.crt"] {
            let signing = acme.signing().certificates(CertificatePlace::InFile);
            let mut delivery = Package::acme().option_2(&signing);
            rename(&mut delivery, SIGNATURE, name);
            rename(&mut delivery, CERTIFICATE, certificate);
            let report = verify(&delivery.to_bytes(), &acme.trust());
            assert_passed(&report);
            assert_eq!(report.package.package_security_option, Some(SecurityOption::Option2));
            assert_eq!(report.package.csar_path.as_deref(), Some(CSAR));
            assert_eq!(report.package.layout, Some(Layout::ToscaMetadata));
        }
    }
}

fn rename(archive: &mut Archive, from: &str, to: &str) {
    archive.files.iter_mut().filter(|file| file.path == from).for_each(|file| file.path = to.into());
}

#[test]
fn a_certificate_file_holds_its_chain_in_any_order() {
    let acme = Provider::new("Acme");
    let signing = acme.signing().certificates(CertificatePlace::InFile);
    for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2], [2, 0, 1]] {
        let certificates = [acme.signer.to_pem(), acme.issuing.to_pem(), acme.root.to_pem()];
        let file: String = order.map(|index| certificates[index].as_str()).concat();
        let package = Package::acme().option_1(&signing).changing(CERTIFICATE, |content| *content = file.into_bytes());
        assert_passed(&verify(&package.to_bytes(), &acme.trust()));
    }
}

#[test]
fn an_artifacts_own_signature_in_every_form() {
    let acme = Provider::new("Acme");
    let pem = acme.signing();
    let der = acme.signing().der();
    let without_certificate = acme.signing().certificates(CertificatePlace::Nowhere);
    for own in [&pem, &der] {
        let package = Package::acme().own_signature(IMAGE, own).option_1(&acme.signing());
        let report = verify(&package.to_bytes(), &acme.trust());
        assert_passed(&report);
        assert!(artifact(&report, IMAGE).coverage.contains(&Coverage::ArtifactSignature));
    }
    let as_pkcs7 = Package::acme().own_signature(IMAGE, &pem).option_1(&acme.signing());
    let as_pkcs7 = as_pkcs7.changing(&format!("{IMAGE}.sig.cms"), |file| {
        *file = String::from_utf8_lossy(file).replace(" CMS-----", " PKCS7-----").into_bytes();
    });
    assert_passed(&verify(&as_pkcs7.to_bytes(), &acme.trust()));
    // This certificate serves the whole package.
    let common = acme.signing().certificates(CertificatePlace::InFile);
    let package = Package::acme().own_signature(IMAGE, &without_certificate).option_1(&common);
    assert_passed(&verify(&package.to_bytes(), &acme.trust()));
    // This certificate belongs to the artifact's own signature.
    let line = format!("Signature: {IMAGE}.sig.cms\n");
    let package = Package::acme()
        .own_signature(IMAGE, &without_certificate)
        .manifest(|text| text.replace(&line, &format!("Certificate: {IMAGE}.cert\n{line}")))
        .option_1(&acme.signing())
        .adding(File::new(&format!("{IMAGE}.cert"), acme.signer.to_pem() + &acme.issuing.to_pem()));
    assert_passed(&verify(&package.to_bytes(), &acme.trust()));
}

/// A signature with a usual name that no Source names is found, verified and reported.
#[test]
fn signatures_that_are_not_named_are_found_by_their_names() {
    let (acme, stranger) = (Provider::new("Acme"), Provider::new("Somebody else"));
    for name in ["Scripts/instantiate.sh.sig.cms", "Scripts/instantiate.sig.cms", "Scripts/instantiate.cms"] {
        let signed_by = |signing: &Signing<'_>| {
            let content = Package::acme().unsigned().content(SCRIPT).to_vec();
            let csar = Package::acme().file(File::new(name, signing.to_file(&content))).unsigned();
            verify(&delivery(Arc::new(csar.to_bytes()), &acme.signing()).to_bytes(), &acme.trust())
        };
        let report = signed_by(&acme.signing());
        assert_passed(&report);
        assert_found(&report, "signature.unreferenced");
        assert!(artifact(&report, SCRIPT).coverage.contains(&Coverage::ArtifactSignature));
        assert_failed(&signed_by(&stranger.signing()), "chain.not-trusted");
    }
}

/// A signature does not bind a name. Without a digest in a signed manifest, two files could be swapped with their
/// signatures.
#[test]
fn swapped_files_with_their_signatures_are_told() {
    let acme = Provider::new("Acme");
    let other = "Scripts/terminate.sh";
    let package = || {
        Package::acme().own_signature(SCRIPT, &acme.signing()).own_signature(other, &acme.signing()).manifest(|text| {
            let script = without_digest(&text, SCRIPT);
            without_digest(&script, other)
        })
    };
    let signed = package().option_1(&acme.signing());
    assert_indeterminate(&verify(&signed.to_bytes(), &acme.trust()), "signature.name-not-bound");
    let swap = |archive: Archive, one: &str, two: &str| {
        let (first, second) = (archive.content(one).to_vec(), archive.content(two).to_vec());
        archive.changing(one, |content| *content = second).changing(two, |content| *content = first)
    };
    let swapped = swap(signed, SCRIPT, other);
    let swapped = swap(swapped, &format!("{SCRIPT}.sig.cms"), &format!("{other}.sig.cms"));
    assert_indeterminate(&verify(&swapped.to_bytes(), &acme.trust()), "signature.name-not-bound");
}

#[test]
fn encrypted_artifacts_are_shown_as_such() {
    // These are the first bytes of EnvelopedData, EncryptedData (RFC 5652) and AuthEnvelopedData (RFC 5083).
    let kinds: [&[u8]; 3] = [
        &[0x30, 0x80, 0x06, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 3, 0xA0, 0x80, 0, 0, 0, 0],
        &[0x30, 0x0D, 0x06, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, 6, 0xA0, 0],
        &[0x30, 0x0F, 0x06, 11, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 9, 16, 1, 23, 0xA0, 0],
    ];
    for content in kinds {
        let report = passes_without_a_word(&Package::acme().file(File::stored("Files/secret", content)));
        let secret = artifact(&report, "Files/secret");
        assert_eq!(secret.is_encrypted, Some(true));
        let checksum = secret.checksum.as_ref().expect("listed with a digest");
        assert_eq!(checksum.actual.as_deref(), Some(Digest::Sha256.hex(content).as_str()));
        assert_eq!(artifact(&report, IMAGE).is_encrypted, Some(false));
    }
}

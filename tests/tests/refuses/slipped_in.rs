//! Content that is slipped into good packages through files and marks without a digest. None of it passes.

use vnfseal::{
    policy::{Policy, Strictness},
    report::{ConformanceState, Verdict},
};
use vnfseal_tests::{
    Archive, CERTIFICATE, CertificatePlace, File, IMAGE, Identity, KeyAlgorithm, MANIFEST, Package, Provider, SCRIPT,
    TOSCA_META, Template, VNFD, assert_failed, assert_verdict, noise, statement, verify, verify_under, zip_region,
};

/// Returns a package whose TOSCA.meta no signature covers, with one additional line in it.
fn steered(provider: &Provider, line: &str) -> Archive {
    let package = Package::acme().without_listed_tosca_meta().option_1(&provider.signing());
    package.changing(TOSCA_META, |meta| meta.extend(line.bytes()))
}

/// Returns such a package, with an added file that is named as the package's certificate file.
fn as_certificate(provider: &Provider, path: &str, content: impl Into<Vec<u8>>) -> Vec<u8> {
    let package = steered(provider, &format!("ETSI-Entry-Certificate: {path}\n"));
    package.adding(File::new(path, content)).to_bytes()
}

#[test]
fn a_script_around_the_certificate() {
    let acme = Provider::new("Acme");
    let pem = acme.signer.to_pem();
    for before in ["#!/bin/sh\nexit\n", "-----BEGIN x\nnc -l 4444 | sh\nexit\n", "-----;nc -l 4444 | sh; exit\n"] {
        let package = as_certificate(&acme, "Scripts/support.sh", format!("{before}{pem}"));
        assert_failed(&verify(&package, &acme.trust()), "artifact.loose-text");
    }
}

#[test]
fn text_in_the_files_that_need_no_digest() {
    let acme = Provider::new("Acme");
    let put_before =
        |content: &mut Vec<u8>| *content = [b"-----BEGIN x\nrm -rf /\nexit\n", content.as_slice()].concat();
    let in_file = acme.signing().certificates(CertificatePlace::InFile);
    let certificate = Package::acme().option_1(&in_file).changing(CERTIFICATE, put_before);
    assert_failed(&verify(&certificate.to_bytes(), &acme.trust()), "artifact.loose-text");

    let own = Package::acme().own_signature(IMAGE, &acme.signing()).option_1(&acme.signing());
    let signature = own.changing(&format!("{IMAGE}.sig.cms"), put_before);
    assert_failed(&verify(&signature.to_bytes(), &acme.trust()), "artifact.loose-text");
}

#[test]
fn an_image_inside_a_certificates_only_message() {
    let acme = Provider::new("Acme");
    let file = certificates_only(&acme.signer.to_der(), &noise(100_000));
    assert_failed(&verify(&as_certificate(&acme, "Files/images/evil.iso", file), &acme.trust()), "artifact.loose-text");
}

#[test]
fn a_certificate_of_no_chain() {
    let (acme, other) = (Provider::new("Acme"), Provider::new("Other"));
    let both = acme.signer.to_pem() + &other.root.to_pem();
    assert_failed(&verify(&as_certificate(&acme, "acme.cert", both), &acme.trust()), "artifact.foreign-certificate");
}

#[test]
fn a_copy_of_a_signature() {
    let acme = Provider::new("Acme");
    let package = Package::acme().own_signature(IMAGE, &acme.signing().der()).option_1(&acme.signing());
    let copy = package.content(&format!("{IMAGE}.sig.cms")).to_vec();
    let package = package.adding(File::new("Files/images/acme-sbc.p7s", copy));
    assert_failed(&verify(&package.to_bytes(), &acme.trust()), "artifact.unlisted");
}

#[test]
fn definitions_that_are_no_artifact() {
    let acme = Provider::new("Acme");
    let package = Package::acme().without_listed_tosca_meta().option_1(&acme.signing());
    let package = package.changing(TOSCA_META, |meta| {
        *meta = String::from_utf8(meta.clone()).expect("text").replace(VNFD, MANIFEST).into_bytes();
    });
    assert_failed(&verify(&package.to_bytes(), &acme.trust()), "tosca-meta.not-an-artifact");
}

#[test]
fn an_unlisted_file_that_is_only_reported_still_needs_a_signature() {
    let acme = Provider::new("Acme");
    let policy = Policy { unlisted_files: Strictness::Report, ..Policy::default() };
    let package = Package::acme().option_1(&acme.signing()).adding(File::new("Scripts/evil.sh", "nc -l 4444|sh\n"));
    let report = verify_under(&policy, &package.to_bytes(), &acme.trust());
    assert_failed(&report, "artifact.not-signed-by-provider");
    assert_eq!(statement(&report, "SEC021-5.2-b").state, ConformanceState::NotMet);
}

#[test]
fn a_tosca_meta_that_gives_the_package_another_meaning() {
    let acme = Provider::new("Acme");
    let mut package = Package::acme();
    let definitions = package.files.remove(0);
    package.files.insert(0, File::new("acme_vnf.yaml", definitions.content.to_vec()));
    package.files.push(File::new("Tests/old.yaml", "tosca_definitions_version: tosca_simple_yaml_1_3\n"));
    let honest = package.without_listed_tosca_meta().option_1(&acme.signing()).removing(TOSCA_META);
    assert_verdict(&verify(&honest.to_bytes(), &acme.trust()), Verdict::Passed);

    let meta = format!(
        "TOSCA-Meta-File-Version: 1.0\nCSAR-Version: 1.1\nCreated-By: x\nEntry-Definitions: Tests/old.yaml\n\
         ETSI-Entry-Manifest: {MANIFEST}\nETSI-Entry-Change-Log: ChangeLog.txt\n"
    );
    let steered = honest.adding(File::new(TOSCA_META, meta));
    assert_failed(&verify(&steered.to_bytes(), &acme.trust()), "package.ambiguous");
}

#[test]
fn a_tosca_meta_that_readers_see_differently() {
    let acme = Provider::new("Acme");
    for line in [
        "Note: x\n Entry-Definitions: Tests/plan.txt\n",
        "\"Entry-Definitions\": Tests/plan.txt\n",
        "Note: a\u{2028}Entry-Definitions: Tests/plan.txt\n",
    ] {
        assert_failed(&verify(&steered(&acme, line).to_bytes(), &acme.trust()), "tosca-meta.two-readings");
    }
}

#[test]
fn marks_of_the_archive_that_no_signature_covers() {
    let acme = Provider::new("Acme");
    let mut package = Package::acme().option_1(&acme.signing()).to_bytes();
    for (field, value) in [("central.version-made-by", &[20, 0][..]), ("central.external-attributes", &[0x10, 0, 0, 0])]
    {
        let range = zip_region(&package, field, SCRIPT);
        package[range].copy_from_slice(value);
    }
    assert_failed(&verify(&package, &acme.trust()), "archive.special-file");

    let path = "Scripts/gr\u{fc}n.sh";
    let mut package = Package::acme().file(File::new(path, "x")).option_1(&acme.signing()).to_bytes();
    for field in ["central.flags", "local.flags"] {
        let range = zip_region(&package, field, path);
        package[range].copy_from_slice(&[0, 0]);
    }
    assert_failed(&verify(&package, &acme.trust()), "archive.name-encoding");
}

#[test]
fn certificates_beside_the_chain_are_accounted_for_by_what_their_issuers_key_costs() {
    let root = Template::authority("root").self_signed();
    let issuing = root.issue(&Template::authority("issuing").key(KeyAlgorithm::Rsa(4096)));
    let signer = issuing.issue(&Template::signer("signer"));
    let acme = Provider { root, issuing, signer };
    let others: Vec<_> = (0..60).map(|number| acme.issuing.issue(&Template::signer(&number.to_string()))).collect();
    let with = |count: usize| {
        let certificates: String = others.iter().take(count).map(Identity::to_pem).collect();
        verify(&as_certificate(&acme, "acme.cert", acme.signer.to_pem() + &certificates), &acme.trust())
    };
    assert_verdict(&with(40), Verdict::Passed);
    assert_failed(&with(60), "artifact.foreign-certificate");
}

/// Returns a SignedData without signers that carries content (RFC 5652 section 5.1).
fn certificates_only(certificate: &[u8], content: &[u8]) -> Vec<u8> {
    let value = |tag: u8, parts: &[&[u8]]| {
        let body = parts.concat();
        let length = u32::try_from(body.len()).expect("a small file").to_be_bytes();
        [&[tag, 0x84][..], &length, &body].concat()
    };
    let oid = |last: u8| [0x06, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 7, last];
    let encapsulated = value(0x30, &[&oid(1), &value(0xA0, &[&value(4, &[content])])]);
    let signed_data = value(0x30, &[&[2, 1, 1, 0x31, 0], &encapsulated, &value(0xA0, &[certificate]), &[0x31, 0]]);
    value(0x30, &[&oid(2), &value(0xA0, &[&signed_data])])
}

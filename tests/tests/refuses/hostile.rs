//! Input that is not a package, or not one any more. There is a report each time, never a panic, and never `passed`.

use vnfseal::report::Verdict;
use vnfseal_tests::{
    Archive, CSAR, File, MANIFEST, Package, Provider, SIGNATURE, TOSCA_META, Template, Trust, assert_failed, describe,
    extension, noise, verify,
};

#[track_caller]
fn never_passes(package: &[u8], trust: &Trust) {
    let report = verify(package, trust);
    assert_ne!(report.verdict, Verdict::Passed, "{}", describe(&report));
}

#[test]
fn no_archive_at_all() {
    for bytes in [Vec::new(), b"P".to_vec(), noise(10), noise(100_000), vec![0; 70_000]] {
        assert_failed(&verify(&bytes, &Trust::nobody()), "archive.not-zip");
    }
    assert_failed(&verify(b"PK\x05\x06", &Trust::nobody()), "archive.end-record");
}

#[test]
fn every_truncation() {
    let acme = Provider::new("Acme");
    for archive in [Package::acme().option_1(&acme.signing()), Package::acme().option_2(&acme.signing())] {
        let package = archive.to_bytes();
        for length in 0..package.len() {
            never_passes(&package[..length], &acme.trust());
        }
    }
}

/// This reaches the parsers behind the archive's checks: each file that core reads is cut short and filled with noise.
#[test]
fn every_truncation_of_a_file_that_is_parsed() {
    let acme = Provider::new("Acme");
    let option_1 = Package::acme().option_1(&acme.signing());
    let option_2 = Package::acme().option_2(&acme.signing().der());
    for (archive, path) in [(&option_1, TOSCA_META), (&option_1, MANIFEST), (&option_2, SIGNATURE), (&option_2, CSAR)] {
        // The last byte of the manifest ends the line that ends the signature. It may be missing.
        for length in (0..archive.content(path).len() - 1).step_by(7) {
            let cut = archive.clone().changing(path, |content| content.truncate(length));
            never_passes(&cut.to_bytes(), &acme.trust());
            let noisy = archive.clone().changing(path, |content| {
                let rest = &mut content[length..];
                rest.copy_from_slice(&noise(rest.len()));
            });
            never_passes(&noisy.to_bytes(), &acme.trust());
        }
    }
}

/// Returns an unsigned package with this manifest.
fn with_manifest(manifest: &str) -> Vec<u8> {
    let meta = "TOSCA-Meta-File-Version: 1.0\nEntry-Definitions: x.yaml\nETSI-Entry-Manifest: x.mf\n";
    let files = [(TOSCA_META, meta), ("x.yaml", "x: y\n"), ("x.mf", manifest)];
    Archive { files: files.map(|(path, content)| File::new(path, content)).to_vec() }.to_bytes()
}

#[test]
fn a_manifest_of_a_million_lines_gives_a_short_report() {
    let report = verify(&with_manifest(&"what is this\n".repeat(1_000_000)), &Trust::nobody());
    let told = report.findings.iter().filter(|finding| finding.code == "manifest.syntax").count();
    assert!(told > 0 && report.findings.len() <= 1100, "{} findings", report.findings.len());

    let report =
        verify(&with_manifest(&"metadata:\n".replace('\n', &"\nkey: value".repeat(1_000_000))), &Trust::nobody());
    assert!(report.package.metadata.len() <= 100 && report.findings.len() <= 1100);
}

#[test]
fn one_signature_file_is_not_read_for_every_source() {
    let sources: Vec<_> = (0..20_000).map(|index| format!("Source: f{index}\nSignature: s.cms\n")).collect();
    let sources = sources.concat();
    let report = verify(&with_manifest(&format!("metadata:\nvnf_provider_id: x\n\n{sources}")), &Trust::nobody());
    assert!(report.findings.iter().any(|finding| finding.code == "manifest.duplicate-source"));
    assert_eq!(report.verdict, Verdict::Failed);
}

#[test]
fn a_signing_certificate_that_cannot_be_read_is_not_said_to_be_missing() {
    let mut signer = Template::signer("Acme");
    // The certificate already has key usage.
    signer.other_extensions.push(extension("2.5.29.15", true, [3, 2, 7, 0x80]));
    let acme = Provider::with_signer("Acme", &signer);
    let report = verify(&Package::acme().option_1(&acme.signing()).to_bytes(), &acme.trust());
    assert_failed(&report, "certificate.malformed");
    let gone = acme.signing().altered(|signed_data| signed_data.certificates = None);
    let report = verify(&Package::acme().option_1(&gone).to_bytes(), &acme.trust());
    assert_failed(&report, "signature.no-certificate");
}

//! Manifests that come without their package.

use der::{
    Any,
    asn1::{OctetString, SetOfVec},
};
use vnfseal::{
    policy::{Limits, Policy, ServiceProviderSignature},
    report::{ManifestReport, Role, Verdict},
    trust::TrustBundle,
    verify_manifest,
};
use vnfseal_tests::{Archive, CertificatePlace, MANIFEST, Package, Provider, Signing, Trust, change_signers, now};

fn verify(manifest: &[u8], certificates: &[&[u8]], trust: &Trust, policy: &Policy) -> ManifestReport {
    verify_manifest("acme.mf", manifest, certificates, &TrustBundle::from(trust), policy, now())
}

/// Returns the manifest of a package that is signed as Option 1.
fn manifest(signing: &Signing<'_>) -> Vec<u8> {
    let archive: Archive = Package::acme().option_1(signing);
    archive.content(MANIFEST).to_vec()
}

fn codes(report: &ManifestReport) -> Vec<&str> {
    report.findings.iter().map(|finding| finding.code.as_ref()).collect()
}

#[test]
fn a_signed_manifest_passes_and_lists_its_files() {
    let acme = Provider::new("Acme");
    for signing in [acme.signing(), acme.signing().made_by_openssl()] {
        let report = verify(&manifest(&signing), &[], &acme.trust(), &Policy::default());
        assert_eq!(report.verdict, Verdict::Passed, "{:?}", report.findings);
        assert_eq!(report.signatures[0].role, Some(Role::VnfProvider));
        assert!(report.metadata.iter().any(|entry| entry.key == "vnf_provider_id"));
        assert!(report.sources.iter().all(|source| source.digest.as_ref().is_some_and(|digest| digest.len() == 64)));
        assert!(report.sources.len() > 3);
    }
}

#[test]
fn the_certificate_may_come_beside_it() {
    let acme = Provider::new("Acme");
    let signing = acme.signing().certificates(CertificatePlace::InFile);
    let (manifest, file) = (manifest(&signing), signing.certificate_file().expect("a file of its own"));
    let with = verify(&manifest, &[file.as_bytes()], &acme.trust(), &Policy::default());
    assert_eq!(with.verdict, Verdict::Passed, "{:?}", with.findings);
    let without = verify(&manifest, &[], &acme.trust(), &Policy::default());
    assert_eq!(without.verdict, Verdict::Failed);
    assert!(codes(&without).contains(&"signature.no-certificate"), "{:?}", codes(&without));
}

#[test]
fn no_changed_octet_passes() {
    let acme = Provider::new("Acme");
    let good = manifest(&acme.signing());
    let signed = good.windows(5).position(|window| window == b"-----").expect("a signature block");
    for position in (0..signed).step_by(7) {
        let mut changed = good.clone();
        changed[position] ^= 1;
        let report = verify(&changed, &[], &acme.trust(), &Policy::default());
        assert_eq!(report.verdict, Verdict::Failed, "octet {position}");
    }
    for length in (0..good.len()).step_by(97) {
        let report = verify(&good[..length], &[], &acme.trust(), &Policy::default());
        assert_eq!(report.verdict, Verdict::Failed, "{length} octets");
    }
}

#[test]
fn what_is_no_signed_manifest_does_not_pass() {
    let acme = Provider::new("Acme");
    let unsigned = Package::acme().unsigned().content(MANIFEST).to_vec();
    assert_eq!(codes(&verify(&unsigned, &[], &acme.trust(), &Policy::default())), ["signature.missing"]);
    let twice = [manifest(&acme.signing()), manifest(&acme.signing())].concat();
    let small = Policy { limits: Limits { manifest_bytes: 10, ..Limits::default() }, ..Policy::default() };
    for (manifest, policy, code) in [
        (twice, Policy::default(), "manifest.text-after-signature"),
        (manifest(&acme.signing()), small, "archive.limit"),
        (b"\xff\xfea\0b\0".to_vec(), Policy::default(), "manifest.syntax"),
        (acme.signing().der().to_file(b"content"), Policy::default(), "manifest.syntax"),
    ] {
        let report = verify(&manifest, &[], &acme.trust(), &policy);
        assert_ne!(report.verdict, Verdict::Passed);
        assert!(codes(&report).contains(&code), "{code}: {:?}", codes(&report));
    }
}

#[test]
fn trust_and_roles_count_as_for_a_package() {
    let (acme, operator) = (Provider::new("Acme"), Provider::new("Example Telecom"));
    let by_acme = manifest(&acme.signing());
    let nobody = verify(&by_acme, &[], &Trust::nobody(), &Policy::default());
    assert_eq!(nobody.verdict, Verdict::Indeterminate, "{:?}", codes(&nobody));
    assert_eq!(verify(&by_acme, &[], &operator.trust(), &Policy::default()).verdict, Verdict::Failed);

    let trust = acme.trust().and_service_provider(&operator.root, &[&operator.signer]);
    let both = manifest(&acme.signing().and(&operator.signer).through(&operator.issuing));
    let by_operator = manifest(&operator.signing());
    let required = Policy { service_provider_signature: ServiceProviderSignature::Required, ..Policy::default() };
    let of_scripts = Policy { service_provider_signed: vec!["Scripts/**".into()], ..Policy::default() };
    assert_eq!(verify(&both, &[], &trust, &required).verdict, Verdict::Passed);
    assert_eq!(verify(&both, &[], &trust, &of_scripts).verdict, Verdict::Passed);
    let lacking = "artifact.not-signed-by-service-provider";
    for policy in [&required, &of_scripts] {
        assert_eq!(codes(&verify(&by_acme, &[], &trust, policy)), [lacking]);
    }
    let report = verify(&by_operator, &[], &trust, &Policy::default());
    assert_eq!((report.verdict, codes(&report)), (Verdict::Failed, vec!["artifact.not-signed-by-provider"]));
}

/// A provider may sign single files as well (SOL 004 clause 5.3). None of them may pass for a manifest.
#[test]
fn another_file_that_the_provider_signed_is_no_manifest() {
    let acme = Provider::new("Acme");
    let signed = |text: &str| [text.as_bytes(), acme.signing().to_pem(text.as_bytes()).as_bytes()].concat();
    let listed =
        "Source: a.sh\nAlgorithm: SHA-256\nHash: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n";
    for text in [
        "",
        "#!/bin/sh\n# nothing\n",
        "tosca_definitions_version: tosca_simple_yaml_1_2\nvnf_provider_id: Acme\nsource: registry.example/x\n",
        "metadata:\nname: chart\n",
        &format!("metadata:\nname: chart\n\n{listed}"),
        "metadata:\nvnf_provider_id: Acme\n",
        &format!("vnf_provider_id: Acme\n\n{listed}"),
    ] {
        let report = verify(&signed(text), &[], &acme.trust(), &Policy::default());
        assert_eq!(report.verdict, Verdict::Failed, "{text}: {:?}", report.findings);
        assert_eq!(report.authenticity, Verdict::Passed, "{text}: {:?}", report.findings);
    }
    let unprotected = "metadata:\nvnf_provider_id: Acme\n\nSource: a.sh\n";
    assert!(
        codes(&verify(&signed(unprotected), &[], &acme.trust(), &Policy::default())).contains(&"artifact.no-digest")
    );
}

#[test]
fn a_glob_for_the_manifest_counts_whatever_the_file_is_called() {
    let acme = Provider::new("Acme");
    let by_acme = manifest(&acme.signing());
    let policy = |glob: &str| Policy { service_provider_signed: vec![glob.into()], ..Policy::default() };
    for glob in ["acme.mf", "other.mf", "**/*.MF"] {
        let report = verify(&by_acme, &[], &acme.trust(), &policy(glob));
        assert_eq!(report.verdict, Verdict::Failed, "{glob}");
    }
    let report = verify(&by_acme, &[], &acme.trust(), &policy("zzz/**"));
    assert_eq!((report.verdict, codes(&report)), (Verdict::Passed, vec!["policy.unmatched-glob"]));
}

#[test]
fn a_digest_of_another_length_is_not_shown() {
    let acme = Provider::new("Acme");
    let long = acme.signing().altered(|signed_data| {
        change_signers(signed_data, |signer| {
            let attributes = signer.signed_attrs.clone().unwrap_or_default();
            let lengthened = attributes.iter().map(|attribute| {
                let mut attribute = attribute.clone();
                if attribute.oid.to_string() == "1.2.840.113549.1.9.4" {
                    let octets = OctetString::new(vec![7; 100_000]).expect("octets");
                    attribute.values =
                        SetOfVec::try_from(vec![Any::encode_from(&octets).expect("a value")]).expect("a set");
                }
                attribute
            });
            signer.signed_attrs = Some(SetOfVec::try_from(lengthened.collect::<Vec<_>>()).expect("a set"));
        });
    });
    let report = verify(&manifest(&long), &[], &acme.trust(), &Policy::default());
    assert_eq!(report.verdict, Verdict::Failed);
    assert!(codes(&report).contains(&"signature.attributes"), "{:?}", codes(&report));
    assert!(report.findings.iter().all(|finding| finding.what.len() < 1_000));
}

//! Right packages pass, whatever allowed form their signature has.

use vnfseal::{
    policy::Policy,
    report::{ArtifactKind, Coverage, Role, SecurityOption, SignatureState, Verdict},
};
use vnfseal_tests::{
    CertificatePlace::{self, InFile, InSignature},
    Digest, IMAGE, KeyAlgorithm, Package, Provider, Signing, Template, Trust, artifact, assert_failed, assert_found,
    assert_passed, delivery, program, verify, verify_under,
};

/// Signs the demo package in both options. Both have to pass.
#[track_caller]
fn passes_in_both_options(provider: &Provider, signing: &Signing<'_>) {
    let package = Package::acme().digest(signing.digest);
    assert_passed(&verify(&package.option_1(signing).to_bytes(), &provider.trust()));
    assert_passed(&verify(&package.option_2(signing).to_bytes(), &provider.trust()));
}

/// Tests every allowed form of a signature by one provider.
#[track_caller]
fn passes_in_every_form(provider: &Provider) {
    for digest in Digest::STRONG {
        for place in [InSignature, InFile] {
            let signing = || provider.signing().digest(digest).certificates(place);
            passes_in_both_options(provider, &signing());
            passes_in_both_options(provider, &signing().without_signed_attributes());
            passes_in_both_options(provider, &signing().named_by_subject_key().der());
        }
    }
}

#[test]
fn ecdsa_on_p256() {
    passes_in_every_form(&Provider::new("Acme"));
}

#[test]
fn ecdsa_on_p384() {
    passes_in_every_form(&Provider::with_signer("Acme", &Template::signer("Acme").key(KeyAlgorithm::EcP384)));
}

#[test]
fn rsa() {
    passes_in_every_form(&Provider::with_signer("Acme", &Template::signer("Acme").key(KeyAlgorithm::Rsa(2048))));
}

/// Tests an independent maker of signatures, in the forms that it knows.
fn openssl_passes(provider: &Provider) {
    for place in [InSignature, InFile] {
        for digest in [Digest::Sha256, Digest::Sha512] {
            let signing = || provider.signing().digest(digest).certificates(place).made_by_openssl();
            passes_in_both_options(provider, &signing());
            passes_in_both_options(provider, &signing().without_signed_attributes().der());
            passes_in_both_options(provider, &signing().named_by_subject_key());
        }
    }
}

#[test]
fn openssl_with_ecdsa() {
    openssl_passes(&Provider::new("Acme"));
}

#[test]
fn openssl_with_rsa() {
    openssl_passes(&Provider::with_signer("Acme", &Template::signer("Acme").key(KeyAlgorithm::Rsa(3072))));
}

/// Tests another maker, which writes fewer fields and another order.
#[test]
fn gnutls_with_ecdsa() {
    if program("certtool").is_none() {
        return;
    }
    let provider = Provider::new("Acme");
    for place in [InSignature, InFile] {
        let signing = || provider.signing().certificates(place).made_by_gnutls();
        passes_in_both_options(&provider, &signing());
        passes_in_both_options(&provider, &signing().without_signed_attributes().der());
    }
}

#[test]
fn the_signer_alone_is_enough_where_the_operator_knows_the_issuing_authority() {
    let acme = Provider::new("Acme");
    let package = Package::acme().option_1(&Signing::by(&acme.signer)).to_bytes();
    assert_passed(&verify(&package, &acme.trust().and_intermediate(&acme.issuing)));
}

#[test]
fn a_version_1_certificate_passes_with_a_warning() {
    let acme = Provider::with_signer("Acme", &Template::signer("Acme").version_1());
    let report = verify(&Package::acme().option_1(&acme.signing()).to_bytes(), &acme.trust());
    assert_passed(&report);
    assert_found(&report, "certificate.version-1");
}

#[test]
fn a_certificate_in_both_places_passes_with_a_note() {
    let acme = Provider::new("Acme");
    let signing = acme.signing().certificates(CertificatePlace::InBoth);
    let report = verify(&Package::acme().option_1(&signing).to_bytes(), &acme.trust());
    assert_passed(&report);
    assert_found(&report, "certificate.embedded-and-separate");
}

#[test]
fn an_installed_signer_of_a_public_authority_passes() {
    let public = Provider::new("Certificates for everybody");
    let package = Package::acme().option_1(&public.signing()).to_bytes();
    assert_passed(&verify(&package, &Trust::nobody().and_public(&public.root, &[&public.signer])));
}

#[test]
fn an_installed_self_signed_signer_passes_where_the_policy_accepts_it() {
    let signer = Template::signer("Acme").self_signed();
    let package = Package::acme().option_1(&Signing::by(&signer)).to_bytes();
    let trust = Trust::nobody().and_public(&signer, &[&signer]);
    let policy = Policy { accept: vec!["certificate.self-signed".into()], ..Policy::default() };
    assert_passed(&verify_under(&policy, &package, &trust));
    assert_failed(&verify(&package, &trust), "certificate.self-signed");
}

#[test]
fn a_deflated_csar_in_a_delivery_passes() {
    let acme = Provider::new("Acme");
    let mut delivery = Package::acme().option_2(&acme.signing());
    delivery.files.iter_mut().for_each(|file| file.stored = false);
    assert_passed(&verify(&delivery.to_bytes(), &acme.trust()));
}

#[test]
fn an_option_1_csar_in_an_option_2_delivery_has_both_signatures() {
    let acme = Provider::new("Acme");
    let csar = Package::acme().option_1(&acme.signing()).to_bytes();
    let report = verify(&delivery(csar.into(), &acme.signing()).to_bytes(), &acme.trust());
    assert_passed(&report);
    assert_eq!(report.signatures.len(), 2);
}

#[test]
fn the_service_provider_signs_beside_the_vnf_provider() {
    let (acme, operator) = (Provider::new("Acme"), Provider::new("Example Telecom"));
    let signing = acme.signing().and(&operator.signer).through(&operator.issuing);
    let trust = acme.trust().and_service_provider(&operator.root, &[&operator.signer]);
    let report = verify(&Package::acme().option_1(&signing).to_bytes(), &trust);
    assert_passed(&report);
    let mut roles: Vec<_> = report.signatures.iter().map(|signature| signature.role).collect();
    roles.sort();
    assert_eq!(roles, [Some(Role::VnfProvider), Some(Role::ServiceProvider)]);
    for artifact in report.artifacts.iter().filter(|artifact| artifact.kind == ArtifactKind::Local) {
        assert_eq!(artifact.service_provider, SignatureState::Verified, "{}", artifact.artifact_path);
    }
}

#[test]
fn the_report_says_what_covers_an_artifact() {
    let acme = Provider::new("Acme");
    let package = Package::acme().own_signature(IMAGE, &acme.signing());
    for (delivery, option, coverage) in [
        (package.option_1(&acme.signing()), SecurityOption::Option1, Coverage::SignedManifest),
        (package.option_2(&acme.signing()), SecurityOption::Option2, Coverage::WholePackage),
    ] {
        let report = verify(&delivery.to_bytes(), &acme.trust());
        assert_passed(&report);
        assert_eq!(report.package.package_security_option, Some(option));
        let image = artifact(&report, IMAGE);
        assert_eq!(image.status, Verdict::Passed);
        assert!(image.coverage.contains(&coverage) && image.coverage.contains(&Coverage::ArtifactSignature));
        let checksum = image.checksum.as_ref().expect("the manifest has its digest");
        assert_eq!(checksum.actual.as_ref(), Some(&checksum.expected));
    }
}

#[test]
fn the_same_input_gives_the_same_report() {
    let acme = Provider::new("Acme");
    let package = Package::acme().option_1(&acme.signing()).to_bytes();
    let now = verify(&package, &acme.trust()).signatures[0].validated_at.clone();
    let policy = Policy { at: Some(now), ..Policy::default() };
    let report = || serde_json::to_string(&verify_under(&policy, &package, &acme.trust())).expect("a report is JSON");
    assert_eq!(report(), report());
}

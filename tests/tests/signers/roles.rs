//! Who has to sign, in which role, at which stage and in which edition (GS NFV-SEC 021 clauses 5 and 6).

use vnfseal::{
    policy::{Edition, Policy, ServiceProviderSignature, Stage},
    report::{ConformanceState, Report, Role, SignatureState},
    trust::TrustBundle,
};
use vnfseal_tests::{
    Archive, IMAGE, Package, Provider, SCRIPT, Signing, Trust, artifact, assert_failed, assert_found, assert_passed,
    delivery, findings, statement, verify, verify_under,
};

fn required() -> Policy {
    Policy { service_provider_signature: ServiceProviderSignature::Required, ..Policy::default() }
}

/// Returns a package that both have signed: the service provider adds its SignerInfo to the provider's structure.
fn released(provider: &Provider, operator: &Provider) -> Archive {
    let both = provider.signing().and(&operator.signer).through(&operator.issuing);
    Package::acme().option_1(&both)
}

fn trust(provider: &Provider, operator: &Provider) -> Trust {
    provider.trust().and_service_provider(&operator.root, &[&operator.signer])
}

/// Returns the state of the service provider's signatures over a file.
fn service_provider_of(report: &Report, path: &str) -> SignatureState {
    artifact(report, path).service_provider
}

#[test]
fn a_required_service_provider_has_to_sign_every_artifact() {
    let (acme, operator) = (Provider::new("Acme"), Provider::new("Example Telecom"));
    let trust = trust(&acme, &operator);
    let report = verify_under(&required(), &released(&acme, &operator).to_bytes(), &trust);
    assert_passed(&report);
    assert_eq!(statement(&report, "SEC021-5.2-c").state, ConformanceState::Met);

    let by_provider_only = Package::acme().option_1(&acme.signing()).to_bytes();
    let report = verify_under(&required(), &by_provider_only, &trust);
    assert_failed(&report, "artifact.not-signed-by-service-provider");
    assert_eq!(statement(&report, "SEC021-5.2-c").state, ConformanceState::NotMet);
    let report = verify(&by_provider_only, &trust);
    assert_passed(&report);
    assert_eq!(statement(&report, "SEC021-5.2-c").state, ConformanceState::NotApplicable);
}

#[test]
fn a_service_provider_required_for_some_artifacts_may_sign_these_alone() {
    let (acme, operator) = (Provider::new("Acme"), Provider::new("Example Telecom"));
    let policy = Policy { service_provider_signed: vec!["Files/**".into()], ..Policy::default() };
    let own = operator.signing();
    let package = Package::acme().own_signature(IMAGE, &own).option_1(&acme.signing());
    let report = verify_under(&policy, &package.to_bytes(), &trust(&acme, &operator));
    assert_passed(&report);
    assert_eq!(service_provider_of(&report, IMAGE), SignatureState::Verified);
    assert_eq!(service_provider_of(&report, SCRIPT), SignatureState::None);

    let of_another = Package::acme().own_signature(SCRIPT, &own).option_1(&acme.signing());
    let report = verify_under(&policy, &of_another.to_bytes(), &trust(&acme, &operator));
    assert_failed(&report, "artifact.not-signed-by-service-provider");
    assert_eq!(report.findings.iter().filter(|finding| finding.place.path.as_deref() == Some(IMAGE)).count(), 1);
}

#[test]
fn a_service_provider_alone_is_not_enough() {
    let (acme, operator) = (Provider::new("Acme"), Provider::new("Example Telecom"));
    let package = delivery(Package::acme().unsigned().to_bytes().into(), &operator.signing());
    let report = verify_under(&required(), &package.to_bytes(), &trust(&acme, &operator));
    assert_failed(&report, "artifact.not-signed-by-provider");
    assert_eq!(statement(&report, "SEC021-5.2-b").state, ConformanceState::NotMet);
}

#[test]
fn a_service_providers_certificate_is_installed_since_edition_5_4_1() {
    let (acme, operator) = (Provider::new("Acme"), Provider::new("Example Telecom"));
    let package = released(&acme, &operator).to_bytes();
    let chain_only = acme.trust().and_service_provider(&operator.root, &[]);
    assert_failed(&verify_under(&required(), &package, &chain_only), "certificate.not-installed");
    let edition_4 = Policy { edition: Edition::V4_5_1, ..required() };
    assert_passed(&verify_under(&edition_4, &package, &chain_only));
}

#[test]
fn before_instantiation_the_service_providers_signatures_come_first() {
    let (acme, operator) = (Provider::new("Acme"), Provider::new("Example Telecom"));
    let package = released(&acme, &operator).to_bytes();
    let at = |stage| {
        let report = verify_under(&Policy { stage, ..required() }, &package, &trust(&acme, &operator));
        assert_passed(&report);
        report
    };
    let report = at(Stage::Instantiation);
    assert_eq!(report.signatures[0].role, Some(Role::ServiceProvider));
    assert_eq!(statement(&report, "SEC021-6.3-a").state, ConformanceState::Met);
    assert_eq!(statement(&report, "SEC021-6.3-b").state, ConformanceState::Met);
    assert_eq!(statement(&at(Stage::Onboarding), "SEC021-6.3-a").state, ConformanceState::NotApplicable);
}

#[test]
fn a_public_authority_asks_for_the_signers_own_certificate() {
    let public = Provider::new("Certificates for everybody");
    let other = public.issuing.issue(&vnfseal_tests::Template::signer("Somebody else"));
    let trust = Trust::nobody().and_public(&public.root, &[&public.signer]);
    assert_passed(&verify(&Package::acme().option_1(&public.signing()).to_bytes(), &trust));
    let bought = Signing::by(&other).through(&public.issuing);
    let report = verify(&Package::acme().option_1(&bought).to_bytes(), &trust);
    assert_failed(&report, "certificate.not-installed");
    assert_eq!(statement(&report, "SEC021-6.6-h").state, ConformanceState::NotMet);
}

/// A plain file of certificates gives trust for the VNF provider, never for the service provider.
#[test]
fn certificate_files_are_trust_bundles() {
    let acme = Provider::new("Acme");
    let package = Package::acme().option_1(&Signing::by(&acme.signer)).to_bytes();
    let files = [
        vec![(acme.root.to_pem() + &acme.issuing.to_pem()).into_bytes()],
        vec![(acme.issuing.to_pem() + &acme.root.to_pem()).into_bytes()],
        vec![acme.root.to_der(), acme.issuing.to_der()],
    ];
    for files in files {
        let mut trust = TrustBundle::new();
        for file in &files {
            trust.add(file).expect("a certificate file");
        }
        let report = verify(&package, trust);
        assert_passed(&report);
        assert_eq!(report.signatures[0].role, Some(Role::VnfProvider));
    }
}

#[test]
fn all_signers_are_evaluated_whatever_their_order() {
    let (acme, operator, stranger) =
        (Provider::new("Acme"), Provider::new("Example Telecom"), Provider::new("Somebody else"));
    for signing in [
        acme.signing().and(&operator.signer).and(&stranger.signer),
        Signing::by(&stranger.signer).and(&acme.signer).and(&operator.signer),
    ] {
        let signing = signing.through(&acme.issuing).through(&operator.issuing);
        let report = verify(&Package::acme().option_1(&signing).to_bytes(), &trust(&acme, &operator));
        assert_eq!(report.signatures.len(), 3);
        assert_failed(&report, "chain.not-trusted");
        assert_found(&report, "chain.not-trusted");
    }
}

#[test]
fn who_is_installed_for_the_other_role_is_told_so() {
    let acme = Provider::new("Acme");
    let mut trust = acme.trust();
    trust.service_provider.signing_certificates.push(acme.signer.to_pem());
    let report = vnfseal_tests::verify(&Package::acme().option_1(&acme.signing()).to_bytes(), &trust);
    assert_failed(&report, "certificate.not-installed");
    let told = findings(&report, "certificate.not-installed").next().expect("it is told");
    assert!(told.what.contains("installed for the service provider"), "{}", told.what);
}

//! Every reason for which a package is not signed. Nothing is written then.

use vnfseal::{
    Verification,
    digest::DigestAlgorithm,
    policy::{Limits, Policy},
    sign::{Extent, Failure, Signing as Countersigning, SigningStep, check_result},
    time::Time,
    trust::TrustBundle,
};
use vnfseal_tests::{
    CODE_SIGNING, CSAR, DAY, Digest, File, KeyAlgorithm, MANIFEST, Package, Provider, RevocationList, SCRIPT,
    SERVER_AUTHENTICATION, Signing, Template, Trust, assert_passed, now, verify, without_digest,
};

use crate::host::{countersign, drive, operator, read, refused, sign, signer};

struct Case {
    acme: Provider,
    operator: Provider,
    trust: Trust,
}

impl Case {
    fn new() -> Self {
        Self::of(operator(KeyAlgorithm::EcP256))
    }

    fn of(operator: Provider) -> Self {
        let acme = Provider::new("Acme");
        let trust = acme.trust().and_service_provider(&operator.root, &[&operator.signer]);
        Self { acme, operator, trust }
    }

    fn package(&self) -> Vec<u8> {
        Package::acme().option_1(&self.acme.signing()).to_bytes()
    }

    /// Returns the reason and the codes of the findings.
    #[track_caller]
    fn refusal(&self, package: &[u8], extent: Extent) -> (&'static str, Vec<String>) {
        self.refusal_under(&Policy::default(), package, extent)
    }

    #[track_caller]
    fn refusal_under(&self, policy: &Policy, package: &[u8], extent: Extent) -> (&'static str, Vec<String>) {
        let refusal = countersign(package, &self.trust, policy, &self.operator, None, extent).unwrap_err();
        assert!(refusal.sentence.ends_with('.'), "{refusal}");
        (refusal.reason.code, refusal.findings.into_iter().map(|finding| finding.code.into_owned()).collect())
    }

    #[track_caller]
    fn refuses_signer(&self, code: &str) {
        let (reason, codes) = self.refusal(&self.package(), Extent::Package);
        assert_eq!(reason, "signer.not-trusted");
        assert!(codes.iter().any(|each| each == code), "{codes:?}");
    }

    #[track_caller]
    fn refuses_package(&self, package: &[u8], code: &str) {
        let (reason, codes) = self.refusal(package, Extent::Package);
        assert_eq!(reason, "package.not-verified");
        assert!(codes.iter().any(|each| each == code), "{codes:?}");
    }
}

#[test]
fn a_package_that_does_not_verify() {
    let case = Case::new();
    let package = || Package::acme().option_1(&case.acme.signing());
    case.refuses_package(
        &package().changing(SCRIPT, |script| script.push(b'x')).to_bytes(),
        "artifact.digest-mismatch",
    );
    case.refuses_package(&package().changing(MANIFEST, |text| text[12] ^= 1).to_bytes(), "signature.content-mismatch");
    case.refuses_package(&Package::acme().unsigned().to_bytes(), "signature.missing");
    case.refuses_package(b"no package", "archive.not-zip");
    let stranger = Provider::new("Stranger");
    case.refuses_package(&Package::acme().option_1(&stranger.signing()).to_bytes(), "chain.not-trusted");
    // Nothing binds the name of an artifact that has a signature of its own only.
    let own = Package::acme().own_signature(SCRIPT, &case.acme.signing());
    let own = own.manifest(|manifest| without_digest(&manifest, SCRIPT)).option_1(&case.acme.signing());
    case.refuses_package(&own.to_bytes(), "signature.name-not-bound");
    let two = Package::acme().option_2(&case.acme.signing()).changing(CSAR, |csar| csar[40] ^= 1);
    let (reason, _) = case.refusal(&two.to_bytes(), Extent::Package);
    assert_eq!(reason, "package.not-verified");
}

/// A package that only the service provider has signed is not the VNF provider's.
#[test]
fn a_package_of_the_service_provider_alone() {
    let case = Case::new();
    let other = case.operator.issuing.issue(&Template::signer("Operator second").of("Operator"));
    let trust = case.trust.clone().and_service_provider(&case.operator.root, &[&other]);
    let case = Case { trust, ..case };
    let signing = Signing::by(&other).through(&case.operator.issuing);
    let (reason, _) = case.refusal(&Package::acme().option_1(&signing).to_bytes(), Extent::Package);
    assert_eq!(reason, "package.not-verified");
}

#[test]
fn a_signer_who_has_signed_already() {
    let case = Case::new();
    for package in [case.package(), Package::acme().option_2(&case.acme.signing()).to_bytes()] {
        let policy = Policy::default();
        let once = countersign(&package, &case.trust, &policy, &case.operator, None, Extent::Package).unwrap();
        assert_eq!(case.refusal(&once, Extent::Package).0, "signer.already-signed");
    }
}

#[test]
fn a_second_service_provider_may_sign() {
    let case = Case::new();
    let second = case.operator.issuing.issue(&Template::signer("Operator second").of("Operator"));
    let trust = case.trust.clone().and_service_provider(&case.operator.root, &[&second]);
    let policy = Policy::default();
    let once = countersign(&case.package(), &trust, &policy, &case.operator, None, Extent::Package).unwrap();
    let second = Provider { signer: second, issuing: case.operator.issuing.clone(), root: case.operator.root.clone() };
    let twice = countersign(&once, &trust, &policy, &second, None, Extent::Package).unwrap();
    assert_passed(&verify(&twice, &trust));
}

#[test]
fn a_signature_file_that_the_manifest_lists() {
    let case = Case::new();
    let signature = case.acme.signing().to_file(&Package::acme().files[1].content);
    let path = format!("{SCRIPT}.sig.cms");
    let digest = Digest::Sha256.hex(&signature);
    let mut listed = Package::acme();
    listed.own_signatures.push((SCRIPT.into(), File::new(&path, signature)));
    let listed = listed.manifest(move |manifest| {
        let entry = format!("Source: {path}\nAlgorithm: SHA-256\nHash: {digest}\n\nnon_mano_artifact_sets:");
        manifest.replace("non_mano_artifact_sets:", &entry)
    });
    let package = listed.option_1(&case.acme.signing()).to_bytes();
    assert_eq!(case.refusal(&package, Extent::Artifacts).0, "signature.listed");
    // The manifest alone may be signed.
    let policy = Policy::default();
    let new = countersign(&package, &case.trust, &policy, &case.operator, None, Extent::Package).unwrap();
    assert_passed(&verify(&new, &case.trust));
}

#[test]
fn a_certificate_that_does_not_verify() {
    let signed_by = |template: Template| Case::of(Provider::with_signer("Operator", &template));
    let template = || Template::signer("Operator").of("Operator");
    signed_by(template().expired()).refuses_signer("certificate.expired");
    signed_by(template().extended_key_usage(&[SERVER_AUTHENTICATION])).refuses_signer("certificate.usage");
    let good = signed_by(template().extended_key_usage(&[CODE_SIGNING]));
    countersign(&good.package(), &good.trust, &Policy::default(), &good.operator, None, Extent::Package).unwrap();
    // Nobody has said that this is a service provider.
    let case = Case::new();
    Case { trust: case.acme.trust(), ..case }.refuses_signer("chain.not-trusted");
    // A trusted VNF provider is none.
    let Case { acme, operator, .. } = Case::new();
    let mut trust = acme.trust();
    trust.vnf_provider.private_authorities.push(operator.root.to_pem());
    let case = Case { acme, operator, trust };
    let (reason, codes) = case.refusal(&case.package(), Extent::Package);
    assert_eq!((reason, codes), ("signer.not-trusted", Vec::new()));
    // Edition 5.4.1 asks for the certificate itself.
    let case = Case::new();
    let trust = case.acme.trust().and_service_provider(&case.operator.root, &[]);
    Case { trust, ..case }.refuses_signer("certificate.not-installed");
    // Revoked.
    let case = Case::new();
    let list = RevocationList::current().revoking(&case.operator.signer).signed_by(&case.operator.issuing);
    let trust = case.trust.clone().and_lists([&list]);
    let case = Case { trust, ..case };
    case.refuses_signer("certificate.revoked");
}

/// The policy's time is that of the package. Nobody signs with a certificate that has expired since.
#[test]
fn the_certificate_is_judged_for_now() {
    let template = Template::signer("Operator").of("Operator").expired();
    let case = Case::of(Provider::with_signer("Operator", &template));
    let at = Time::from_unix(now().unix() - i64::try_from(DAY.as_secs()).unwrap());
    let policy = Policy { at: Some(at.to_string()), ..Policy::default() };
    assert_eq!(case.refusal_under(&policy, &case.package(), Extent::Package).0, "signer.not-trusted");
}

#[test]
fn a_key_that_does_not_fit_the_certificate() {
    let case = Case::new();
    let package = case.package();
    let (verification, trust) = (read(&package, &Policy::default()), TrustBundle::from(&case.trust));
    let signer = signer(&case.operator, None);
    let begin = || {
        Countersigning::countersign(&verification, &trust, &Policy::default(), &signer, Extent::Package, now()).unwrap()
    };
    let mut signing = begin();
    let refusal = drive(&mut signing, &[&package], |request| sign(&case.acme.signer, request)).unwrap_err();
    assert_eq!(refusal.reason.code, "signer.key-mismatch");
    assert!(matches!(signing.segments(), Err(Failure::Misuse(_))));
    // The request stays open, and the right key may still answer.
    assert!(matches!(signing.step(), SigningStep::Sign(_)));
    // A host that gives no answer is no signer with another key.
    assert!(matches!(signing.sign(&[]), Err(Failure::Misuse(_))));
    drive(&mut signing, &[&package], |request| sign(&case.operator.signer, request)).unwrap();
    assert!(signing.segments().is_ok() && matches!(signing.sign(&[]), Err(Failure::Misuse(_))));
}

#[test]
fn a_package_that_changes_meanwhile() {
    let case = Case::new();
    let packages = [
        (Package::acme().option_1(&case.acme.signing()).to_bytes(), MANIFEST),
        (Package::acme().option_2(&case.acme.signing()).to_bytes(), CSAR),
    ];
    for (package, path) in packages {
        let (verification, trust) = (read(&package, &Policy::default()), TrustBundle::from(&case.trust));
        let signer = signer(&case.operator, Some(DigestAlgorithm::Sha512));
        let mut signing =
            Countersigning::countersign(&verification, &trust, &Policy::default(), &signer, Extent::Package, now())
                .unwrap();
        let mut changed = package.clone();
        let start = changed.windows(path.len()).position(|window| window == path.as_bytes()).unwrap();
        changed[start + path.len() + 40] ^= 1;
        drive(&mut signing, &[&changed], |_| panic!("nothing is asked for")).unwrap();
        assert_eq!(refused(signing.segments().unwrap_err()).reason.code, "package.changed");
    }
}

#[test]
fn other_limits_and_an_unread_package() {
    let case = Case::new();
    let package = case.package();
    let length = u64::try_from(package.len()).unwrap();
    let unread = Verification::new("package", length, Policy::default().limits);
    let (trust, signer) = (TrustBundle::from(&case.trust), signer(&case.operator, None));
    let misused = |verification: &Verification, policy: &Policy| {
        let signing = Countersigning::countersign(verification, &trust, policy, &signer, Extent::Package, now());
        let checked = check_result(verification, &trust, policy, &signer, now());
        [signing.err(), checked.err()].map(|failure| matches!(failure, Some(Failure::Misuse(_))))
    };
    assert_eq!(misused(&unread, &Policy::default()), [true, true]);
    let policy = Policy { limits: Limits { entries: 1, ..Limits::default() }, ..Policy::default() };
    assert_eq!(misused(&read(&package, &Policy::default()), &policy), [true, true]);
}

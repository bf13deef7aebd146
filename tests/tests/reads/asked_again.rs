//! A package is read once and judged any number of times, in portions if its host wants them. It can also be inspected
//! without being judged.

use std::rc::Rc;

use vnfseal::{
    Inspection, Verification,
    policy::{Limits, Policy, RevocationPolicy},
    report::{
        ArtifactKind, Layout, PackageInspection, PackageKind, Report, SecurityOption, SignatureLocation, Verdict,
    },
    time::Time,
    trust::TrustBundle,
};
use vnfseal_tests::{MANIFEST, Package, Provider, SCRIPT, assert_consistent, delivery, now, read_to_end, verify_under};

fn read(package: &[u8]) -> Verification {
    let mut verification = Verification::new("package", package.len() as u64, Limits::default());
    read_to_end(&mut verification, package);
    verification
}

fn in_portions(verification: &Verification, trust: &TrustBundle, policy: &Policy) -> (Report, usize) {
    let mut pending = verification.begin_report(Rc::new(trust.clone()), policy, now()).expect("it was read");
    let mut portions = 1;
    loop {
        if let Some(report) = pending.advance() {
            return (report, portions);
        }
        portions += 1;
    }
}

#[test]
fn the_same_reading_answers_every_question_as_a_new_one() {
    let (acme, other) = (Provider::new("Acme"), Provider::new("Other"));
    let policy = |json: &str| Policy::from_json(json.as_bytes()).expect("a policy");
    // The reports of two readings are compared, so the time has to be the same.
    let at = Some(now().to_string());
    let policies = [
        Policy { at: at.clone(), ..Policy::default() },
        Policy { at: at.clone(), ..policy(r#"{ "revocation": "required" }"#) },
        Policy { at, ..policy(r#"{ "serviceProviderSignature": "required", "stage": "instantiation" }"#) },
        policy(r#"{ "at": "2001-01-01T00:00:00Z" }"#),
    ];
    let bundles: [TrustBundle; 3] = [(&acme.trust()).into(), (&other.trust()).into(), TrustBundle::new()];
    let package = Package::acme();
    for bytes in [package.option_1(&acme.signing()).to_bytes(), package.option_2(&acme.signing()).to_bytes()] {
        let verification = read(&bytes);
        let mut verdicts = Vec::new();
        for (policy, trust) in policies.iter().flat_map(|policy| bundles.iter().map(move |trust| (policy, trust))) {
            let again = verification.report(trust, policy, now()).expect("it was read");
            assert_eq!(again, verify_under(policy, &bytes, trust.clone()));
            assert_eq!(again, in_portions(&verification, trust, policy).0);
            assert_consistent(&again);
            verdicts.push(again.verdict);
        }
        // Together the questions have every verdict.
        for verdict in [Verdict::Passed, Verdict::Indeterminate, Verdict::Failed] {
            assert!(verdicts.contains(&verdict), "{verdicts:?}");
        }
        let later =
            verification.report(&bundles[0], &Policy::default(), Time::from_unix(4_000_000_000)).expect("it was read");
        assert_eq!(later.verdict, Verdict::Failed);
    }
}

#[test]
fn each_signature_is_a_portion() {
    let acme = Provider::new("Acme");
    let signing = acme.signing();
    let portions = |signed: &[&str]| {
        let package = signed.iter().fold(Package::acme(), |package, path| package.own_signature(path, &signing));
        in_portions(&read(&package.option_1(&signing).to_bytes()), &(&acme.trust()).into(), &Policy::default()).1
    };
    assert_eq!(portions(&[SCRIPT, "Licenses/acme.txt"]), portions(&[SCRIPT]) + 1);
}

#[test]
fn limits_are_those_of_the_reading() {
    let acme = Provider::new("Acme");
    let bytes = Package::acme().option_1(&acme.signing()).to_bytes();
    let limits = Limits { signatures: 7, ..Limits::default() };
    let mut verification = Verification::new("package", bytes.len() as u64, limits.clone());
    read_to_end(&mut verification, &bytes);
    let trust: TrustBundle = (&acme.trust()).into();
    let report = |limits: Limits| verification.report(&trust, &Policy { limits, ..Policy::default() }, now());
    assert_eq!(report(limits.clone()).expect("the same limits").policy.limits, limits);
    for other in [Limits::default(), Limits { signatures: 8, ..Limits::default() }] {
        assert!(report(other).is_err_and(|error| error.contains("other limits")));
    }
}

fn inspect(package: &[u8]) -> (PackageInspection, usize) {
    let mut inspection = Inspection::new("package", package.len() as u64, Limits::default());
    let digested = read_to_end(&mut inspection, package);
    (inspection.inspect().expect("it was read"), digested)
}

#[test]
fn an_inspection_reads_no_artifact_and_judges_nothing() {
    let acme = Provider::new("Acme");
    let package = Package::acme().own_signature(SCRIPT, &acme.signing());
    let option_1 = package.option_1(&acme.signing()).to_bytes();
    let (seen, digested) = inspect(&option_1);
    assert_eq!(digested, 0);
    assert_eq!(seen.package.kind, Some(PackageKind::VnfPackage));
    assert_eq!(seen.package.layout, Some(Layout::ToscaMetadata));
    assert_eq!(seen.package.package_security_option, Some(SecurityOption::Option1));
    assert_eq!(seen.findings, []);
    let script = seen.files.iter().find(|file| file.path == SCRIPT).expect("it is there");
    assert_eq!((script.kind, script.is_listed), (ArtifactKind::Local, true));
    assert_eq!(script.algorithm.as_deref(), Some("SHA-256"));
    let manifest = seen.files.iter().find(|file| file.path == MANIFEST).expect("it is there");
    assert_eq!((manifest.kind, manifest.is_listed), (ArtifactKind::Manifest, false));
    let locations: Vec<_> = seen.signatures.iter().map(|each| each.location).collect();
    assert_eq!(locations, [SignatureLocation::Manifest, SignatureLocation::Artifact]);
    let signer = &seen.signatures[0].signers[0];
    let named = signer.certificate.as_ref().expect("it came with the package");
    let report = verify_under(&Policy::default(), &option_1, &acme.trust());
    assert_eq!(named.fingerprint, report.signatures[0].chain[0].fingerprint);
    // A verification that was never asked for a verdict has the same facts.
    assert_eq!(read(&option_1).inspect().expect("it was read"), seen);
}

#[test]
fn an_inspection_looks_into_deliveries() {
    let acme = Provider::new("Acme");
    let csar = Package::acme().unsigned().to_bytes();
    let (seen, digested) = inspect(&delivery(csar.into(), &acme.signing()).to_bytes());
    assert_eq!(seen.signatures[0].location, SignatureLocation::Package);
    assert_eq!(seen.package.package_security_option, Some(SecurityOption::Option2));
    assert!(digested <= 1, "only the CSAR may have to be decompressed");
    assert!(seen.files.iter().any(|file| file.path == SCRIPT));
    let (nothing, _) = inspect(b"%PDF-1.7");
    assert_eq!(nothing.findings[0].code, "archive.not-zip");
}

#[test]
fn what_a_policy_changes_is_named() {
    use vnfseal::{inspect_policy, report::PolicyEffect::*};

    assert_eq!(inspect_policy(b"{}").expect("a policy").changes, []);
    let json = br#"{ "edition": "4.5.1", "stage": "instantiation", "at": "2026-01-01T00:00:00Z",
        "serviceProviderSignature": "required", "serviceProviderSigned": ["a"], "revocation": "off",
        "userInitialPolicySet": ["1.2.3"], "initialExplicitPolicy": true, "initialPolicyMappingInhibit": true,
        "initialAnyPolicyInhibit": true, "unlistedFiles": "report", "otherSigners": "report",
        "accept": ["certificate.self-signed"], "limits": { "entries": 1, "signatures": 100000 } }"#;
    let inspection = inspect_policy(json).expect("a policy");
    assert_eq!(inspection.policy.revocation, RevocationPolicy::Off);
    let changes: Vec<_> = inspection.changes.iter().map(|change| (change.key.as_str(), change.effect)).collect();
    let expected = [
        ("edition", Other),
        ("stage", Other),
        ("at", Other),
        ("serviceProviderSignature", Stricter),
        ("serviceProviderSigned", Nothing),
        ("revocation", Looser),
        ("userInitialPolicySet", Stricter),
        ("initialExplicitPolicy", Stricter),
        ("initialPolicyMappingInhibit", Stricter),
        ("initialAnyPolicyInhibit", Stricter),
        ("unlistedFiles", Looser),
        ("otherSigners", Looser),
        ("accept", Looser),
        ("limits.entries", Stricter),
        ("limits.signatures", Looser),
    ];
    assert_eq!(changes, expected);
    // The list contains every key of a policy, so a new key cannot be forgotten.
    let keys: std::collections::BTreeSet<&str> =
        changes.iter().map(|(key, _)| key.split('.').next().unwrap_or(key)).collect();
    let all = serde_json::to_value(&inspection.policy).expect("JSON");
    let all: std::collections::BTreeSet<&str> =
        all.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(keys, all);
}

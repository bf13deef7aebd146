//! A good package meets each statement of GS NFV-SEC 021 that a verification can judge. A package that breaks the
//! statement does not meet it.

use std::collections::BTreeSet;

use vnfseal::{
    policy::{Edition, Policy, ServiceProviderSignature, Stage},
    report::{ConformanceState, Report},
};
use vnfseal_tests::{
    Archive, File, IMAGE, Package, Provider, SCRIPT, Signing, Template, Trust, describe, statement, verify_under,
};

use ConformanceState::{Met, NotApplicable, NotMet, Unknown};

/// Judges a package by a policy that requires everything.
fn judge(edition: Edition, package: &Archive, trust: &Trust) -> Report {
    let policy = Policy {
        edition,
        stage: Stage::Instantiation,
        service_provider_signature: ServiceProviderSignature::Required,
        ..Policy::default()
    };
    verify_under(&policy, &package.to_bytes(), trust)
}

fn states(report: &Report, state: ConformanceState) -> BTreeSet<String> {
    report.conformance.iter().filter(|row| row.state == state).map(|row| row.id.to_string()).collect()
}

#[test]
fn a_good_package_meets_every_statement_that_is_judged() {
    let (acme, operator) = (Provider::new("Acme"), Provider::new("Example Telecom"));
    let trust = acme.trust().and_service_provider(&operator.root, &[&operator.signer]);
    let package = Package::acme().option_1(&acme.signing().and(&operator.signer).through(&operator.issuing));
    for edition in [Edition::V4_5_1, Edition::V5_4_1] {
        let report = judge(edition, &package, &trust);
        for open in [NotMet, Unknown] {
            assert_eq!(states(&report, open), BTreeSet::new(), "{}", describe(&report));
        }
        assert!(states(&report, Met).len() > 14, "{:?}", states(&report, Met));
        assert!(
            report
                .conformance
                .iter()
                .all(|row| (row.state == NotApplicable) == row.remark.is_some() || row.id == "SEC021-6.6-h")
        );
    }
}

#[test]
fn an_unsigned_package_meets_none() {
    let acme = Provider::new("Acme");
    let report = judge(Edition::V5_4_1, &Package::acme().unsigned(), &acme.trust());
    let met = BTreeSet::from(["SEC021-6.2-0".to_owned(), "SEC021-6.4-0".to_owned()]);
    assert_eq!(states(&report, Met), met);
    for id in ["SEC021-5.1-a", "SEC021-5.2-b", "SEC021-5.2-c", "SEC021-6.2-5", "SEC021-6.2-a", "SEC021-6.3-a"] {
        assert_eq!(statement(&report, id).state, NotMet, "{id}");
    }
}

#[test]
fn a_file_slipped_in_has_no_signature() {
    let acme = Provider::new("Acme");
    let package = Package::acme().option_1(&acme.signing()).adding(File::new("Scripts/evil.sh", "reboot\n"));
    let report = judge(Edition::V5_4_1, &package, &acme.trust());
    for id in ["SEC021-5.1-a", "SEC021-5.2-b", "SEC021-6.2-a"] {
        assert_eq!(statement(&report, id).state, NotMet, "{id}");
    }
    assert_eq!(statement(&report, "SEC021-6.2-4").state, Met);
}

#[test]
fn every_signature_has_to_hold() {
    let acme = Provider::new("Acme");
    let package = Package::acme().own_signature(IMAGE, &acme.signing()).option_1(&acme.signing());
    let damaged = package.changing(&format!("{IMAGE}.sig.cms"), |file| *file = b"signed, Acme".to_vec());
    let report = judge(Edition::V5_4_1, &damaged, &acme.trust());
    let row = statement(&report, "SEC021-5.2-a");
    assert_eq!((row.state, row.findings.as_slice()), (NotMet, &["signature.malformed".into()][..]));
}

#[test]
fn a_strangers_certificate_is_not_trusted_but_no_self_signed_one() {
    let (acme, stranger) = (Provider::new("Acme"), Provider::new("Somebody else"));
    let report = judge(Edition::V4_5_1, &Package::acme().option_1(&stranger.signing()), &acme.trust());
    for id in ["SEC021-5.2-a", "SEC021-6.2-2", "SEC021-6.3-b", "SEC021-6.6-c", "SEC021-6.6-e", "SEC021-6.6-g"] {
        assert_eq!(statement(&report, id).state, NotMet, "{id}");
    }
    assert_eq!(statement(&report, "SEC021-6.6-a").state, Met);
    assert_eq!(statement(&report, "SEC021-6.6-h").state, NotApplicable);

    let signer = Template::signer("Acme").self_signed();
    let report = judge(Edition::V5_4_1, &Package::acme().option_1(&Signing::by(&signer)), &acme.trust());
    assert_eq!(statement(&report, "SEC021-6.6-a").state, NotMet);
}

#[test]
fn public_authorities_and_private_ones_have_rows_of_their_own() {
    let public = Provider::new("Certificates for everybody");
    let package = Package::acme().option_1(&public.signing());
    let report = judge(Edition::V5_4_1, &package, &Trust::nobody().and_public(&public.root, &[&public.signer]));
    assert_eq!(
        (statement(&report, "SEC021-6.6-g").state, statement(&report, "SEC021-6.6-h").state),
        (NotApplicable, Met)
    );
    let report = judge(Edition::V5_4_1, &package, &Trust::nobody().and_public(&public.root, &[]));
    assert_eq!(
        (statement(&report, "SEC021-6.6-g").state, statement(&report, "SEC021-6.6-h").state),
        (NotApplicable, NotMet)
    );
    assert_eq!(statement(&report, "SEC021-6.6-j").state, NotMet);
}

#[test]
fn a_service_provider_that_is_not_installed_breaks_its_own_rows() {
    let (acme, operator) = (Provider::new("Acme"), Provider::new("Example Telecom"));
    let trust = acme.trust().and_service_provider(&operator.root, &[]);
    let package = Package::acme().option_1(&acme.signing().and(&operator.signer).through(&operator.issuing));
    let report = judge(Edition::V5_4_1, &package, &trust);
    for id in ["SEC021-5.2-c", "SEC021-6.2-5", "SEC021-6.4-4", "SEC021-6.3-a"] {
        assert_eq!(statement(&report, id).state, NotMet, "{id}");
    }
    for id in ["SEC021-6.2-2a", "SEC021-6.2-4", "SEC021-6.6-a"] {
        assert_eq!(statement(&report, id).state, Met, "{id}");
    }
}

#[test]
fn without_authorities_nothing_is_known() {
    let acme = Provider::new("Acme");
    let package = Package::acme().option_1(&acme.signing()).changing(SCRIPT, |_| {});
    let report = judge(Edition::V5_4_1, &package, &Trust::nobody());
    assert_eq!(statement(&report, "SEC021-6.2-0").state, NotMet);
    for id in ["SEC021-5.2-a", "SEC021-6.2-4", "SEC021-6.6-c", "SEC021-6.6-e", "SEC021-6.6-f", "SEC021-6.6-g"] {
        assert_eq!(statement(&report, id).state, Unknown, "{id}");
    }
}

//! A report says from which lists and responses the state of each certificate follows.

use vnfseal::{
    policy::Policy,
    report::{Report, Revocation, RevocationEvidence, RevocationSource},
};
use vnfseal_tests::{DAY, OcspResponse, Package, Provider, RevocationList, Trust, assert_passed, verify_under};
use x509_cert::{crl::CertificateList, ext::pkix::CrlReason};

/// Returns the report on a package of the provider, by its trust with more in it.
fn report(provider: &Provider, with: impl FnOnce(Trust) -> Trust) -> Report {
    let package = Package::acme().option_1(&provider.signing()).to_bytes();
    verify_under(&Policy::default(), &package, &with(provider.trust()))
}

fn with_lists(provider: &Provider, lists: &[CertificateList]) -> Report {
    report(provider, |trust| trust.and_lists(lists))
}

fn of_signer(report: &Report) -> &[RevocationEvidence] {
    &report.signatures[0].chain[0].revocation_evidence
}

/// Returns the numbers of the lists that the report names for the signer.
fn numbers(report: &Report) -> Vec<&str> {
    of_signer(report).iter().map(|each| each.number.as_deref().unwrap_or("none")).collect()
}

#[test]
fn a_list_is_named_with_its_number_and_times() {
    let acme = Provider::new("Acme");
    let list = RevocationList::current().numbered(1001).signed_by(&acme.issuing);
    let report = with_lists(&acme, &[list]);
    assert_passed(&report);
    let [evidence] = of_signer(&report) else { panic!("{:?}", of_signer(&report)) };
    let [in_force] = &report.trust.crls[..] else { panic!("one list") };
    assert_eq!(evidence.kind, RevocationSource::RevocationList);
    assert_eq!(evidence.number.as_deref(), Some("1001"));
    assert_eq!(in_force.number, evidence.number);
    assert_eq!(
        (&evidence.issuer, &evidence.this_update, &evidence.next_update, &evidence.fingerprint),
        (&in_force.issuer, &in_force.this_update, &in_force.next_update, &in_force.fingerprint)
    );
    // The issuing CA has no list, and the anchor is not looked up.
    assert!(report.signatures[0].chain[1..].iter().all(|each| each.revocation_evidence.is_empty()));
}

#[test]
fn of_several_lists_those_that_decide_are_named() {
    let acme = Provider::new("Acme");
    let numbered =
        |number, age: u32| RevocationList::current().earlier_by(DAY * age).numbered(number).signed_by(&acme.issuing);
    assert_eq!(numbers(&with_lists(&acme, &[numbered(1, 2), numbered(3, 0), numbered(2, 1)])), ["3"]);
    // An older list that revokes decides, whatever a newer one says.
    let revoking = RevocationList::current().earlier_by(DAY).numbered(2);
    let revoking = revoking.revoking_for(&acme.signer, CrlReason::KeyCompromise).signed_by(&acme.issuing);
    let report = with_lists(&acme, &[revoking, numbered(3, 0)]);
    assert_eq!(report.signatures[0].revocation, Revocation::Revoked);
    assert_eq!(numbers(&report), ["2"]);
    // A list that is out of date decides nothing, and is named as what there was.
    let report = with_lists(&acme, &[RevocationList::current().expired().numbered(4).signed_by(&acme.issuing)]);
    assert_eq!(report.signatures[0].chain[0].revocation, Some(Revocation::Unknown));
    assert_eq!(numbers(&report), ["4"]);
    // A list of somebody else is about nobody here.
    let other = Provider::new("Other");
    assert!(of_signer(&with_lists(&acme, &[RevocationList::current().signed_by(&other.issuing)])).is_empty());
}

#[test]
fn a_list_and_its_delta_are_named_together() {
    let acme = Provider::new("Acme");
    let base = RevocationList::current().earlier_by(DAY * 40).numbered(7).signed_by(&acme.issuing);
    let delta = RevocationList::current().numbered(8).since(7).signed_by(&acme.issuing);
    let report = with_lists(&acme, &[base, delta]);
    assert_passed(&report);
    assert_eq!(numbers(&report), ["8", "7"]);
}

#[test]
fn a_response_is_named_with_its_responder() {
    let acme = Provider::new("Acme");
    let response = OcspResponse::good(&acme.signer, &acme.issuing).signed_by(&acme.issuing);
    let report = report(&acme, |trust| trust.and_responses(&[response]));
    let [evidence] = of_signer(&report) else { panic!("{:?}", of_signer(&report)) };
    assert_eq!((evidence.kind, &evidence.number), (RevocationSource::OcspResponse, &None));
    assert_eq!(evidence.fingerprint, report.trust.ocsp_responses[0].fingerprint);
    assert_eq!(Some(&evidence.this_update), report.trust.ocsp_responses[0].this_update.as_ref());
    assert_eq!(Some(&evidence.issuer), report.trust.ocsp_responses[0].responder.as_ref());
}

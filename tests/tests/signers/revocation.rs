//! Revocation lists with each policy.

use std::time::{SystemTime, UNIX_EPOCH};

use cms::revocation::{RevocationInfoChoice, RevocationInfoChoices};
use der::asn1::{Ia5String, SetOfVec};
use vnfseal::{
    policy::{Policy, RevocationPolicy, Strictness},
    report::{Report, Revocation, Role, Verdict},
    time::Time,
    trust::TrustBundle,
};
use vnfseal_tests::{
    DAY, Identity, OcspResponse, Package, Provider, RevocationList, SERVER_AUTHENTICATION, Signing, Template, Trust,
    WHOLE, assert_failed, assert_found, assert_indeterminate, assert_passed, assert_verdict, describe, findings,
    verify_under,
};
use x509_cert::{
    crl::CertificateList,
    der::Encode,
    ext::pkix::{
        CrlReason, KeyUsages,
        crl::dp::{DistributionPoint, IssuingDistributionPoint},
        name::{DistributionPointName, GeneralName},
    },
};

fn policy(revocation: RevocationPolicy) -> Policy {
    Policy { revocation, ..Policy::default() }
}

/// Returns the report on a package of the provider, with the default policy and these lists in the trust bundle.
fn with_lists(provider: &Provider, lists: &[CertificateList]) -> Report {
    with_lists_under(RevocationPolicy::IfAvailable, provider, lists)
}

fn with_lists_under(revocation: RevocationPolicy, provider: &Provider, lists: &[CertificateList]) -> Report {
    let package = Package::acme().option_1(&provider.signing()).to_bytes();
    verify_under(&policy(revocation), &package, &provider.trust().and_lists(lists))
}

/// Returns the report with the lists in the CMS, where nobody vouches for them.
fn with_embedded_lists(provider: &Provider, revocation: RevocationPolicy, lists: &[CertificateList]) -> Report {
    let choices: Vec<_> = lists.iter().cloned().map(RevocationInfoChoice::Crl).collect();
    let signing = provider.signing().altered(|signed_data| {
        signed_data.crls = Some(RevocationInfoChoices(SetOfVec::try_from(choices.clone()).expect("no list twice")));
    });
    verify_under(&policy(revocation), &Package::acme().option_1(&signing).to_bytes(), &provider.trust())
}

/// Returns the state of the chain, and of each of its certificates.
fn states(report: &Report) -> (Revocation, Vec<Option<Revocation>>) {
    let signature = &report.signatures[0];
    (signature.revocation, signature.chain.iter().map(|certificate| certificate.revocation).collect())
}

/// Returns an empty list of each authority.
fn clean(provider: &Provider) -> Vec<CertificateList> {
    [&provider.root, &provider.issuing].map(|issuer| RevocationList::current().signed_by(issuer)).to_vec()
}

#[test]
fn without_lists_nothing_is_checked_unless_required() {
    let acme = Provider::new("Acme");
    let report = with_lists(&acme, &[]);
    assert_passed(&report);
    let not_checked = Some(Revocation::NotChecked);
    assert_eq!(states(&report), (Revocation::NotChecked, vec![not_checked, not_checked, None]));
    assert_failed(&with_lists_under(RevocationPolicy::Required, &acme, &[]), "revocation.required");
}

#[test]
fn who_is_on_no_list_is_good() {
    let acme = Provider::new("Acme");
    let good = Some(Revocation::Good);
    for revocation in [RevocationPolicy::IfAvailable, RevocationPolicy::Required] {
        for report in
            [with_lists_under(revocation, &acme, &clean(&acme)), with_embedded_lists(&acme, revocation, &clean(&acme))]
        {
            assert_passed(&report);
            assert_eq!(states(&report), (Revocation::Good, vec![good, good, None]));
        }
    }
}

#[test]
fn one_list_of_two_is_enough_only_where_none_is_required() {
    let acme = Provider::new("Acme");
    let [_, of_issuing] = &clean(&acme)[..] else { unreachable!() };
    let report = with_lists(&acme, std::slice::from_ref(of_issuing));
    assert_passed(&report);
    assert_eq!(
        states(&report),
        (Revocation::NotChecked, vec![Some(Revocation::Good), Some(Revocation::NotChecked), None])
    );
    let report = with_lists_under(RevocationPolicy::Required, &acme, std::slice::from_ref(of_issuing));
    assert_failed(&report, "revocation.required");
}

#[test]
fn who_is_on_a_list_fails_wherever_the_list_is() {
    let acme = Provider::new("Acme");
    let of_signer = RevocationList::current().revoking_for(&acme.signer, CrlReason::KeyCompromise);
    let of_signer = of_signer.signed_by(&acme.issuing);
    let of_issuing = RevocationList::current().revoking(&acme.issuing).signed_by(&acme.root);
    for (list, index) in [(of_signer, 0), (of_issuing, 1)] {
        for report in [
            with_lists(&acme, std::slice::from_ref(&list)),
            with_embedded_lists(&acme, RevocationPolicy::IfAvailable, std::slice::from_ref(&list)),
        ] {
            assert_failed(&report, "certificate.revoked");
            let (chain, certificates) = states(&report);
            assert_eq!((chain, certificates[index]), (Revocation::Revoked, Some(Revocation::Revoked)));
            assert_eq!(report.signatures[0].role, None, "{}", describe(&report));
        }
        let report = with_lists_under(RevocationPolicy::Off, &acme, std::slice::from_ref(&list));
        assert_passed(&report);
        assert_eq!(states(&report), (Revocation::NotChecked, vec![None, None, None]));
    }
}

#[test]
fn lists_that_do_not_tell_leave_it_open() {
    let acme = Provider::new("Acme");
    let impostor = Provider::new("Acme");
    let name = acme.issuing.certificate.tbs_certificate().subject();
    let no_list_signer = acme.root.certify(&acme.issuing, &Template::signer("Acme issuing CA").of("Acme"));
    let only_authorities = IssuingDistributionPoint { only_contains_ca_certs: true, ..WHOLE };
    let current = RevocationList::current;
    for list in [
        current().without_next_update().signed_by(&acme.issuing),
        current().unknown_critical_extension().signed_by(&acme.issuing),
        current().unknown_critical_entry_extension().signed_by(&acme.issuing),
        current().scope(&only_authorities).signed_by(&acme.issuing),
        // An entry names its issuer in a list that is not marked as indirect.
        current().revoking_of_its_issuer(&impostor.signer).signed_by(&acme.issuing),
        current().numbered(2).since(1).signed_by(&acme.issuing),
        // The lists are signed by another authority with the same name, and by a certificate that may not sign lists.
        current().signed_in_the_name_of(name, &impostor.issuing),
        current().signed_in_the_name_of(name, &acme.signer),
        current().signed_by(&Identity { key: impostor.issuing.key.clone(), ..no_list_signer }),
    ] {
        for report in [
            with_lists(&acme, std::slice::from_ref(&list)),
            with_embedded_lists(&acme, RevocationPolicy::IfAvailable, std::slice::from_ref(&list)),
        ] {
            assert_indeterminate(&report, "revocation.unknown");
            assert_eq!(states(&report).0, Revocation::Unknown, "{}", describe(&report));
            assert_eq!(report.signatures[0].authenticity, Verdict::Indeterminate);
        }
        let report = with_lists_under(RevocationPolicy::Required, &acme, std::slice::from_ref(&list));
        assert_failed(&report, "revocation.required");
        // A list that shows the state makes the other harmless.
        let lists = [clean(&acme), vec![list]].concat();
        assert_passed(&with_lists(&acme, &lists));
    }
}

#[test]
fn an_old_list_still_tells_who_was_revoked() {
    let acme = Provider::new("Acme");
    let old = RevocationList::current().expired();
    let revoked = [clean(&acme), vec![old.clone().revoking(&acme.signer).signed_by(&acme.issuing)]].concat();
    assert_failed(&with_lists(&acme, &revoked), "certificate.revoked");
    // A hold may be over, so the newer list counts.
    let held = old.revoking_for(&acme.signer, CrlReason::CertificateHold).signed_by(&acme.issuing);
    assert_passed(&with_lists(&acme, &[clean(&acme), vec![held.clone()]].concat()));
    assert_failed(&with_lists(&acme, &[held]), "certificate.revoked");
}

#[test]
fn a_delta_list_brings_a_list_up_to_date() {
    let acme = Provider::new("Acme");
    let base = || RevocationList::current().earlier_by(DAY).numbered(5);
    let delta = || RevocationList::current().numbered(6).since(5);
    let hold = |list: RevocationList| list.revoking_for(&acme.signer, CrlReason::CertificateHold);
    let remove = |list: RevocationList| list.revoking_for(&acme.signer, CrlReason::RemoveFromCRL);
    let verify = |lists: [RevocationList; 2]| with_lists(&acme, &lists.map(|list| list.signed_by(&acme.issuing)));
    assert_passed(&verify([base(), delta()]));
    assert_passed(&verify([hold(base()), remove(delta())]));
    assert_passed(&verify([remove(delta()), hold(base())]));
    assert_failed(&verify([base(), hold(delta())]), "certificate.revoked");
    assert_failed(&verify([hold(base()), delta()]), "certificate.revoked");
    // A revoked certificate stays revoked, and a delta CRL of another base takes nothing back.
    assert_failed(&verify([base().revoking(&acme.signer), remove(delta())]), "certificate.revoked");
    let of_another = RevocationList::current().numbered(8).since(7);
    assert_failed(&verify([hold(base()), remove(of_another)]), "certificate.revoked");
    // Nor does a delta CRL with another scope, with another key identifier, from before, out of date, or not
    // understood.
    for other in [
        remove(delta()).scope(&IssuingDistributionPoint { only_contains_user_certs: true, ..WHOLE }),
        remove(delta()).naming_key_of(&acme.issuing),
        remove(delta()).earlier_by(2 * DAY),
        remove(delta()).expired(),
        remove(delta()).unknown_critical_extension(),
    ] {
        assert_failed(&verify([hold(base()), other]), "certificate.revoked");
    }
    assert_failed(&verify([hold(base()).earlier_by(40 * DAY), remove(delta()).expired()]), "certificate.revoked");
    assert_indeterminate(&verify([base(), delta().unknown_critical_entry_extension()]), "revocation.unknown");
    // A hold on the delta CRL does not hide the entry on the list, whatever comes after it.
    let revoked = base().earlier_by(DAY).revoking(&acme.signer);
    let lists = [revoked, hold(delta().earlier_by(DAY)), RevocationList::current().numbered(7)];
    let report = with_lists(&acme, &lists.map(|list| list.signed_by(&acme.issuing)));
    assert_failed(&report, "certificate.revoked");
    // A list that is out of date needs its delta CRL.
    let old = || RevocationList::current().expired().numbered(5);
    assert_indeterminate(&verify([old(), RevocationList::current().numbered(8).since(7)]), "revocation.unknown");
    assert_passed(&verify([old(), delta()]));
}

#[test]
fn a_hold_ends_with_a_newer_list_of_the_same_scope() {
    let acme = Provider::new("Acme");
    let hold = || RevocationList::current().revoking_for(&acme.signer, CrlReason::CertificateHold);
    let earlier = RevocationList::current().earlier_by(DAY);
    let verify = |lists: [RevocationList; 2]| with_lists(&acme, &lists.map(|list| list.signed_by(&acme.issuing)));
    assert_passed(&verify([hold().earlier_by(DAY), RevocationList::current()]));
    assert_failed(&verify([hold(), earlier]), "certificate.revoked");
    let only_users = IssuingDistributionPoint { only_contains_user_certs: true, ..WHOLE };
    let of_other_scope = RevocationList::current().scope(&only_users);
    assert_failed(&verify([hold().earlier_by(DAY), of_other_scope]), "certificate.revoked");
    let not_understood = RevocationList::current().unknown_critical_entry_extension();
    assert_failed(&verify([hold().earlier_by(DAY), not_understood]), "certificate.revoked");
}

#[test]
fn a_list_from_after_the_time_of_validation_tells_of_earlier_revocations_only() {
    let now = SystemTime::now();
    let long = |template: Template| template.valid(now - 30 * DAY, now + 30 * DAY);
    let root = long(Template::authority("Acme root CA")).self_signed();
    let issuing = root.issue(&long(Template::authority("Acme issuing CA")));
    let signer = issuing.issue(&long(Template::signer("Acme")));
    let acme = Provider { root, issuing, signer };
    // Revocations are a week old, the list an hour.
    let at = |days: u32, list: RevocationList| {
        let seconds = (now - days * DAY).duration_since(UNIX_EPOCH).expect("a clock after 1970").as_secs();
        let at = Time::from_unix(i64::try_from(seconds).expect("a clock of our time")).to_string();
        let policy = Policy { at: Some(at), ..Policy::default() };
        let package = Package::acme().option_1(&acme.signing()).to_bytes();
        verify_under(&policy, &package, &acme.trust().and_lists(&[list.signed_by(&acme.issuing)]))
    };
    let current = RevocationList::current;
    assert_failed(&at(3, current().revoking(&acme.signer)), "certificate.revoked");
    assert_indeterminate(&at(10, current().revoking(&acme.signer)), "revocation.unknown");
    let hold = current().revoking_for(&acme.signer, CrlReason::CertificateHold);
    assert_indeterminate(&at(3, hold), "revocation.unknown");
    assert_indeterminate(&at(3, current()), "revocation.unknown");
}

/// Returns the report on a package signed by `signer`, with this authority's certificate also in the CMS.
fn with_list_signer(provider: &Provider, signer: &Identity, other: &Identity, lists: &[CertificateList]) -> Report {
    let signing = Signing::by(signer).through(&provider.issuing).through(other);
    let trust = provider.trust().and_lists(lists);
    verify_under(&Policy::default(), &Package::acme().option_1(&signing).to_bytes(), &trust)
}

#[test]
fn an_authority_may_have_another_key_for_its_lists() {
    let acme = Provider::new("Acme");
    let template = Template::authority("Acme issuing CA").of("Acme").key_usage(&[KeyUsages::CRLSign]);
    let other_key = acme.root.issue(&template);
    let verify = |list: RevocationList, of_root: RevocationList| {
        let lists = [list.signed_by(&other_key), of_root.signed_by(&acme.root)];
        with_list_signer(&acme, &acme.signer, &other_key, &lists)
    };
    let current = RevocationList::current;
    assert_passed(&verify(current(), current()));
    assert_failed(&verify(current().revoking(&acme.signer), current()), "certificate.revoked");
    assert_indeterminate(&verify(current(), current().revoking(&other_key)), "revocation.unknown");
    // A list and its delta CRL are signed with the same key.
    let hold = current().earlier_by(DAY).numbered(5).revoking_for(&acme.signer, CrlReason::CertificateHold);
    let remove = current().numbered(6).since(5).revoking_for(&acme.signer, CrlReason::RemoveFromCRL);
    let of_root = current().signed_by(&acme.root);
    for (key, is_passed) in [(&acme.issuing, true), (&other_key, false)] {
        let lists = [hold.signed_by(&acme.issuing), remove.signed_by(key), of_root.clone()];
        let report = with_list_signer(&acme, &acme.signer, &other_key, &lists);
        if is_passed { assert_passed(&report) } else { assert_failed(&report, "certificate.revoked") }
    }
    // A list of that name does not count if its signer leads to another anchor, even one of the bundle.
    let stranger = Provider::new("Stranger");
    let same_name = stranger.root.issue(&template);
    let trust = acme.trust().and_service_provider(&stranger.root, &[]).and_lists(&[current().signed_by(&same_name)]);
    let signing = acme.signing().through(&same_name).through(&stranger.root);
    let report = verify_under(&Policy::default(), &Package::acme().option_1(&signing).to_bytes(), &trust);
    assert_indeterminate(&report, "revocation.unknown");
}

#[test]
fn nobody_vouches_for_himself() {
    let acme = Provider::new("Acme");
    // A key for lists that its authority has certified itself is only on the lists of that key.
    let template = Template::authority("Acme issuing CA").of("Acme").key_usage(&[KeyUsages::CRLSign]);
    let other_key = acme.issuing.issue(&template);
    let list = RevocationList::current().signed_by(&other_key);
    assert_indeterminate(&with_list_signer(&acme, &acme.signer, &other_key, &[list]), "revocation.unknown");
    // The signer issues the lists about itself.
    let itself = Template::signer("Acme").key_usage(&[KeyUsages::DigitalSignature, KeyUsages::CRLSign]);
    let same_name = itself.clone().self_signed();
    let signer = acme.issuing.issue(&itself.lists_by(&same_name));
    let indirect = IssuingDistributionPoint { indirect_crl: true, ..WHOLE };
    let list = RevocationList::current().scope(&indirect).signed_by(&signer);
    assert_indeterminate(&with_list_signer(&acme, &signer, &acme.issuing, &[list]), "revocation.unknown");
}

#[test]
fn lists_of_other_distribution_points_do_not_tell() {
    let acme = Provider::new("Acme");
    let name = |uri: &str| {
        let uri = Ia5String::new(uri).expect("ASCII");
        Some(DistributionPointName::FullName(vec![GeneralName::UniformResourceIdentifier(uri)]))
    };
    let scope = |uri: &str| IssuingDistributionPoint { distribution_point: name(uri), indirect_crl: true, ..WHOLE };
    let of_acme = vec![GeneralName::DirectoryName(acme.issuing.certificate.tbs_certificate().subject().clone())];
    let points = [
        DistributionPoint { distribution_point: name("http://a/1.crl"), reasons: None, crl_issuer: None },
        DistributionPoint { distribution_point: None, reasons: None, crl_issuer: None },
        DistributionPoint { distribution_point: None, reasons: None, crl_issuer: Some(of_acme) },
    ];
    for (index, point) in points.into_iter().enumerate() {
        let signer = acme.issuing.issue(&Template::signer("Acme").lists_at(point));
        let verify = |scope: &IssuingDistributionPoint| {
            let list = RevocationList::current().scope(scope).signed_by(&acme.issuing);
            with_list_signer(&acme, &signer, &acme.root, &[list])
        };
        assert_indeterminate(&verify(&scope("http://a/2.crl")), "revocation.unknown");
        assert_passed(&verify(&IssuingDistributionPoint { indirect_crl: true, ..WHOLE }));
        if index == 0 {
            assert_passed(&verify(&scope("http://a/1.crl")));
        }
    }
}

#[test]
fn an_authority_may_leave_its_lists_to_somebody_else() {
    let acme = Provider::new("Acme");
    let indirect = IssuingDistributionPoint { indirect_crl: true, ..WHOLE };
    let list_issuer = acme.root.issue(&Template::signer("Acme lists").key_usage(&[KeyUsages::CRLSign]));
    let signer = acme.issuing.issue(&Template::signer("Acme").lists_by(&list_issuer));
    let verify = |list: RevocationList| {
        let lists = [list.signed_by(&list_issuer), RevocationList::current().signed_by(&acme.root)];
        with_list_signer(&acme, &signer, &list_issuer, &lists)
    };
    let current = || RevocationList::current().scope(&indirect);
    assert_passed(&verify(current()));
    assert_failed(&verify(current().revoking_of_its_issuer(&signer)), "certificate.revoked");
    // Entries after one that names an issuer belong to that issuer too. Those before it belong to the list's issuer.
    let of_same = current().revoking_of_its_issuer(&acme.signer).revoking(&signer);
    assert_failed(&verify(of_same), "certificate.revoked");
    assert_passed(&verify(current().revoking(&signer).revoking_of_its_issuer(&acme.signer)));
    // A list that is not marked as indirect is not about the certificates of others.
    assert_indeterminate(&verify(RevocationList::current()), "revocation.unknown");
    // The issuer's own lists show nothing about a certificate that it leaves to another issuer, except that listed
    // certificates are revoked.
    let own = |list: RevocationList| with_list_signer(&acme, &signer, &list_issuer, &[list.signed_by(&acme.issuing)]);
    assert_indeterminate(&own(RevocationList::current()), "revocation.unknown");
    assert_failed(&own(RevocationList::current().revoking(&signer)), "certificate.revoked");
}

#[test]
fn a_revoked_authority_is_gone_round() {
    let acme = Provider::new("Acme");
    let template = Template::authority("Acme issuing CA").of("Acme").path_length(0);
    let renewed = acme.root.certify(&acme.issuing, &template);
    let list = RevocationList::current().revoking(&acme.issuing).signed_by(&acme.root);
    let trust = acme.trust().and_lists(&[list]);
    let signing = Signing::by(&acme.signer).through(&acme.issuing).through(&renewed);
    let report = verify_under(&Policy::default(), &Package::acme().option_1(&signing).to_bytes(), &trust);
    assert_passed(&report);
    assert_eq!(report.signatures[0].chain[1].fingerprint, renewed.fingerprint());
}

#[test]
fn a_signer_revoked_in_one_role_may_have_another() {
    let acme = Provider::new("Acme");
    let operator = Provider::new("Operator");
    let crossed = operator.root.certify(&acme.issuing, &Template::authority("Acme issuing CA").of("Acme"));
    let list = RevocationList::current().revoking(&acme.issuing).signed_by(&acme.root);
    let trust = acme.trust().and_service_provider(&operator.root, &[&acme.signer]).and_lists(&[list]);
    let signing = Signing::by(&acme.signer).through(&acme.issuing).through(&crossed);
    let report = verify_under(&Policy::default(), &Package::acme().option_1(&signing).to_bytes(), &trust);
    assert_eq!(report.signatures[0].role, Some(Role::ServiceProvider), "{}", describe(&report));
}

#[test]
fn lists_are_read_from_plain_files() {
    let acme = Provider::new("Acme");
    let list = RevocationList::current().revoking(&acme.signer).signed_by(&acme.issuing);
    let der = list.to_der().expect("encodes");
    let pem = vnfseal_tests::list_to_pem(&list).into_bytes();
    let package = Package::acme().option_1(&acme.signing()).to_bytes();
    for file in [der, pem] {
        let mut bundle = TrustBundle::from(&acme.trust());
        bundle.add(&file).expect("a revocation list");
        let report = verify_under(&Policy::default(), &package, bundle);
        assert_failed(&report, "certificate.revoked");
        assert_eq!(report.trust.crls.len(), 1);
    }
    let no_list = Trust { crls: vec![acme.root.to_pem()], ..Trust::nobody() };
    let error = TrustBundle::new().add(no_list.to_json().as_bytes()).expect_err("a certificate is no list");
    assert!(error.contains("crls"), "{error}");
}

#[test]
fn a_long_list_is_searched() {
    let acme = Provider::new("Acme");
    let long = || RevocationList::current().revoking_others(100_000);
    let list = long().revoking(&acme.signer).revoking_others(1000).signed_by(&acme.issuing);
    assert_failed(&with_lists(&acme, &[list]), "certificate.revoked");
    let list = long().signed_by(&acme.issuing);
    assert_passed(&with_lists(&acme, &[list]));
}

#[test]
fn an_expired_list_that_came_with_the_signature_is_no_list_but_for_whom_it_names() {
    let acme = Provider::new("Acme");
    let expired = [RevocationList::current().expired().signed_by(&acme.issuing)];
    assert_indeterminate(&with_lists(&acme, &expired), "revocation.unknown");
    assert_failed(&with_lists_under(RevocationPolicy::Required, &acme, &expired), "revocation.required");
    let report = with_embedded_lists(&acme, RevocationPolicy::IfAvailable, &expired);
    assert_passed(&report);
    assert_eq!(states(&report).0, Revocation::NotChecked);
    assert_failed(&with_embedded_lists(&acme, RevocationPolicy::Required, &expired), "revocation.required");
    let naming = [RevocationList::current().expired().revoking(&acme.signer).signed_by(&acme.issuing)];
    assert_failed(&with_embedded_lists(&acme, RevocationPolicy::IfAvailable, &naming), "certificate.revoked");
}

#[test]
fn a_new_key_certified_by_the_old_one_needs_no_list_of_the_old_one() {
    let template = Template::authority("Acme CA");
    let (old, new) = (template.clone().self_signed(), template.clone().self_signed());
    let new_by_old = old.certify(&new, &template);
    let signer = new.issue(&Template::signer("Acme"));
    let package = Package::acme().option_1(&Signing::by(&signer).through(&new_by_old)).to_bytes();
    let verify = |revocation, lists: &[CertificateList]| {
        verify_under(&policy(revocation), &package, &Trust::vnf_provider(&old).and_lists(lists))
    };
    let (of_new, of_old) = (RevocationList::current().signed_by(&new), RevocationList::current().signed_by(&old));
    let of_new_only = std::slice::from_ref(&of_new);
    assert_passed(&verify(RevocationPolicy::IfAvailable, of_new_only));
    assert_failed(&verify(RevocationPolicy::Required, of_new_only), "revocation.required");
    assert_passed(&verify(RevocationPolicy::Required, &[of_new.clone(), of_old]));
    // The old key's list still counts.
    let revoking = RevocationList::current().revoking(&new_by_old).signed_by(&old);
    assert_failed(&verify(RevocationPolicy::IfAvailable, &[of_new, revoking]), "certificate.revoked");
}

/// Returns the report on a package with a second signer, about whom the policy requires nothing.
fn with_other_signer(acme: &Provider, other: &Provider, trust: &Trust) -> Report {
    let policy = Policy { other_signers: Strictness::Report, ..Policy::default() };
    let package = Package::acme().option_1(&acme.signing().and(&other.signer).through(&other.issuing));
    verify_under(&policy, &package.to_bytes(), trust)
}

#[test]
fn another_signer_is_tolerated_only_if_nothing_is_known() {
    let (acme, operator) = (Provider::new("Acme"), Provider::new("Operator"));
    let unknown = acme.trust();
    let not_installed = acme.trust().and_service_provider(&operator.root, &[]);
    let installed = acme.trust().and_service_provider(&operator.root, &[&operator.signer]);
    for trust in [unknown.clone(), not_installed.clone()] {
        let report = with_other_signer(&acme, &operator, &trust);
        assert_passed(&report);
        assert_found(&report, "signature.other-signer-reported");
    }
    let revoked = RevocationList::current().revoking(&operator.signer).signed_by(&operator.issuing);
    let authority = RevocationList::current().revoking(&operator.issuing).signed_by(&operator.root);
    for (trust, list) in
        [(&installed, &revoked), (&not_installed, &revoked), (&installed, &authority), (&unknown, &revoked)]
    {
        assert_failed(&with_other_signer(&acme, &operator, &trust.clone().and_lists([list])), "certificate.revoked");
    }
    let mut expired = Template::signer("Operator");
    expired.validity = (SystemTime::now() - 2 * DAY, SystemTime::now() - DAY);
    let expired = Provider::with_signer("Operator", &expired);
    let server = Template::signer("Operator").extended_key_usage(&[SERVER_AUTHENTICATION]);
    let server = Provider::with_signer("Operator", &server);
    for (other, code) in [(expired, "certificate.expired"), (server, "certificate.usage")] {
        assert_failed(&with_other_signer(&acme, &other, &acme.trust()), code);
    }
}

#[test]
fn a_compromised_key_is_so_in_every_certificate() {
    let acme = Provider::new("Acme");
    let other = Provider::new("Other authority");
    let twin = |issuer: &Identity| issuer.certify(&acme.signer, &Template::signer("Acme").of("Acme"));
    let verify = |signing: &Signing<'_>, trust: Trust, list: CertificateList| {
        verify_under(&Policy::default(), &Package::acme().option_1(signing).to_bytes(), &trust.and_lists(&[list]))
    };
    let by_same = twin(&acme.issuing);
    let by_other = twin(&other.issuing);
    for (reason, verdict, code) in [
        (CrlReason::KeyCompromise, Verdict::Failed, "certificate.key-compromised"),
        (CrlReason::AaCompromise, Verdict::Failed, "certificate.key-compromised"),
        (CrlReason::Unspecified, Verdict::Indeterminate, "certificate.key-doubtful"),
        (CrlReason::CertificateHold, Verdict::Indeterminate, "certificate.key-doubtful"),
        (CrlReason::Superseded, Verdict::Passed, "certificate.key-revoked-elsewhere"),
        (CrlReason::CessationOfOperation, Verdict::Passed, "certificate.key-revoked-elsewhere"),
    ] {
        let list =
            |issuer: &Identity, twin: &Identity| RevocationList::current().revoking_for(twin, reason).signed_by(issuer);
        // The other certificate comes with the signature, or the operator has it.
        for report in [
            verify(&acme.signing().through(&by_same), acme.trust(), list(&acme.issuing, &by_same)),
            verify(
                &acme.signing().through(&by_other).through(&other.issuing),
                acme.trust(),
                list(&other.issuing, &by_other),
            ),
            verify(&acme.signing(), acme.trust().and_public(&acme.root, &[&by_same]), list(&acme.issuing, &by_same)),
        ] {
            assert_verdict(&report, verdict);
            assert_found(&report, code);
        }
    }
    // The old certificate may have expired, and a response may state its revocation.
    let mut template = Template::signer("Acme").of("Acme");
    template.validity = (SystemTime::now() - 20 * DAY, SystemTime::now() - DAY);
    let old = acme.issuing.certify(&acme.signer, &template);
    let list = RevocationList::current().revoking_for(&old, CrlReason::KeyCompromise).signed_by(&acme.issuing);
    assert_failed(&verify(&acme.signing().through(&old), acme.trust(), list), "certificate.key-compromised");
    let response = OcspResponse::revoked(&by_same, &acme.issuing, Some(CrlReason::KeyCompromise));
    let trust = acme.trust().and_responses(&[response.signed_by(&acme.issuing)]);
    let package = Package::acme().option_1(&acme.signing().through(&by_same)).to_bytes();
    assert_failed(&verify_under(&Policy::default(), &package, &trust), "certificate.key-compromised");
    // A list that somebody else has signed does not count.
    let list = RevocationList::current().revoking_for(&by_same, CrlReason::KeyCompromise);
    let name = acme.issuing.certificate.tbs_certificate().subject();
    let list = list.signed_in_the_name_of(name, &other.issuing);
    let report = verify(&acme.signing().through(&by_same), acme.trust(), list);
    assert!(findings(&report, "certificate.key-compromised").next().is_none(), "{}", describe(&report));
}

#[test]
fn a_compromised_authority_is_not_gone_round() {
    let acme = Provider::new("Acme");
    let template = Template::authority("Acme issuing CA").of("Acme").path_length(0);
    let renewed = acme.root.certify(&acme.issuing, &template);
    let list = RevocationList::current().revoking_for(&acme.issuing, CrlReason::CaCompromise).signed_by(&acme.root);
    let trust = acme.trust().and_lists(&[list]);
    for signing in [
        Signing::by(&acme.signer).through(&acme.issuing).through(&renewed),
        Signing::by(&acme.signer).through(&renewed).through(&acme.issuing),
    ] {
        let report = verify_under(&Policy::default(), &Package::acme().option_1(&signing).to_bytes(), &trust);
        assert_verdict(&report, Verdict::Failed);
    }
    // The operator knows the revoked certificate, although the package leaves it out.
    let signing = Signing::by(&acme.signer).through(&renewed);
    let package = Package::acme().option_1(&signing).to_bytes();
    assert_verdict(
        &verify_under(&Policy::default(), &package, &trust.and_intermediate(&acme.issuing)),
        Verdict::Failed,
    );
}

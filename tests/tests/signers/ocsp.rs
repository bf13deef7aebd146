//! OCSP responses, from the trust bundle and in the CMS, with each policy.

use std::fs;

use cms::{content_info::ContentInfo, signed_data::SignedData};
use der::{Any, Decode, Encode, asn1::ObjectIdentifier};
use serde::Deserialize;
use vnfseal::{
    limits::LIMITS,
    policy::{Policy, RevocationPolicy},
    report::{Purpose, Report, Revocation, RevocationSource, SignedDataReport, Verdict},
    test_door::with_limit,
    time::Time,
    trust::TrustBundle,
    verify_certificate, verify_signed_data,
};
use vnfseal_tests::{
    DAY, Identity, OCSP_SIGNING, OcspResponse, Package, Provider, RevocationList, Template, assert_failed,
    assert_indeterminate, assert_passed, describe, extension, findings, now, response_to_pem, shared, verify_under,
};
use x509_cert::ext::pkix::{CrlReason, KeyUsages};

fn policy(revocation: RevocationPolicy) -> Policy {
    Policy { revocation, ..Policy::default() }
}

const REQUIRED: RevocationPolicy = RevocationPolicy::Required;
const IF_AVAILABLE: RevocationPolicy = RevocationPolicy::IfAvailable;

/// Returns the report on a package of the provider with these responses in the trust bundle. The root's own list is
/// there too, so that the whole chain may be known.
fn with_responses(provider: &Provider, revocation: RevocationPolicy, responses: &[Vec<u8>]) -> Report {
    with_both(provider, revocation, responses, &[])
}

fn with_both(
    provider: &Provider,
    revocation: RevocationPolicy,
    responses: &[Vec<u8>],
    lists: &[x509_cert::crl::CertificateList],
) -> Report {
    let of_root = RevocationList::current().signed_by(&provider.root);
    let trust = provider.trust().and_lists(&[of_root]).and_lists(lists).and_responses(responses);
    verify_under(&policy(revocation), &Package::acme().option_1(&provider.signing()).to_bytes(), &trust)
}

const CONTENT: &[u8] = b"content";

/// Verifies a SignedData with the responses in it (RFC 5940), where nobody vouches for them.
fn with_embedded(provider: &Provider, revocation: RevocationPolicy, responses: &[Vec<u8>]) -> SignedDataReport {
    let message = embed(&provider.signing().der().to_file(CONTENT), responses);
    let of_root = RevocationList::current().signed_by(&provider.root);
    let trust = TrustBundle::from(&provider.trust().and_lists(&[of_root]));
    verify_signed_data(&message, Some(CONTENT), &[], &trust, &policy(revocation), now())
}

/// Embeds responses as `crls [1]` with `other [1] IMPLICIT OtherRevocationInfoFormat` of the format
/// `id-ri-ocsp-response`. The `cms` crate has an AlgorithmIdentifier where RFC 5652 has an object identifier, so the
/// message is put together here.
fn embed(message: &[u8], responses: &[Vec<u8>]) -> Vec<u8> {
    let format = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.16.2").to_der().expect("encodes");
    let choices = responses.iter().map(|response| value(0xA1, &[&format[..], response].concat()));
    let info = ContentInfo::from_der(message).expect("CMS");
    let content: SignedData = info.content.decode_as().expect("SignedData");
    let certificates = content.certificates.expect("certificates").to_der().expect("encodes");
    let parts = [
        content.version.to_der().expect("encodes"),
        content.digest_algorithms.to_der().expect("encodes"),
        content.encap_content_info.to_der().expect("encodes"),
        // They are tagged [0] instead of as a SET.
        [&[0xA0], &certificates[1..]].concat(),
        value(0xA1, &choices.collect::<Vec<_>>().concat()),
        content.signer_infos.to_der().expect("encodes"),
    ];
    let content_type = info.content_type.to_der().expect("encodes");
    value(0x30, &[content_type, value(0xA0, &value(0x30, &parts.concat()))].concat())
}

/// Encodes a value with its header. The tag is one octet.
fn value(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut der = Any::new(der::Tag::OctetString, content).and_then(|any| any.to_der()).expect("it fits");
    der[0] = tag;
    der
}

/// A summary of a report on a SignedData: the verdict, the codes of its findings, and the signer's revocation state and
/// source.
type Said = (Verdict, Vec<String>, (Option<Revocation>, Option<RevocationSource>));

fn said(report: &SignedDataReport) -> Said {
    let signer = &report.signatures[0].chain[0];
    let codes = report.findings.iter().map(|finding| finding.code.to_string()).collect();
    (report.verdict, codes, (signer.revocation, signer.revocation_source))
}

fn assert_required_in(report: &SignedDataReport) {
    let (verdict, codes, _) = said(report);
    assert_eq!(verdict, Verdict::Failed);
    assert!(codes.iter().any(|code| code == "revocation.required"), "{codes:?}");
}

/// Returns a responder that the authority has made.
fn responder(authority: &Identity) -> Identity {
    authority.issue(&Template::signer("Acme responder").extended_key_usage(&[OCSP_SIGNING]))
}

fn state_of_signer(report: &Report) -> (Option<Revocation>, Option<RevocationSource>) {
    let signer = &report.signatures[0].chain[0];
    (signer.revocation, signer.revocation_source)
}

#[derive(Deserialize)]
struct Vectors {
    at: String,
    rows: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    file: String,
    want: String,
    why: String,
}

#[test]
fn responses_of_another_maker() {
    let Some(folder) = shared("vectors/ocsp") else { return };
    let read = |name: &str| fs::read(folder.join(name)).expect("a file of the vectors");
    let text = |name: &str| String::from_utf8(read(name)).expect("PEM");
    let vectors: Vectors = serde_json::from_slice(&read("expect.json")).expect("expectations");
    let policy = Policy { at: Some(vectors.at.clone()), ..policy(REQUIRED) };
    let mut wrong = Vec::new();
    for row in &vectors.rows {
        let response = read(&row.file);
        let bundle = serde_json::json!({
            "vnfProvider": { "privateCAs": [text("root.pem")] },
            "intermediates": [text("issuing.pem")],
            "crls": [list_pem(&read("root.crl"))],
            "ocspResponses": [response_to_pem(&response)],
        });
        let mut trust = TrustBundle::new();
        trust.add(bundle.to_string().as_bytes()).expect("a bundle");
        let at = Time::from_rfc3339(&vectors.at).expect("a time");
        let report = verify_certificate(&read("signer.pem"), &[], &trust, &policy, at, Purpose::PackageSigning);
        let is_right = match row.want.as_str() {
            "passed" => report.verdict == Verdict::Passed,
            "failed" => report.verdict == Verdict::Failed,
            _ => report.verdict != Verdict::Passed,
        };
        if !is_right {
            let what: Vec<_> = report.findings.iter().map(|finding| &finding.what).collect();
            wrong.push(format!("{}: {:?}, not {} ({}): {what:?}", row.file, report.verdict, row.want, row.why));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(vectors.rows.len() >= 15);
}

fn list_pem(file: &[u8]) -> String {
    if file.starts_with(b"-----BEGIN") {
        return String::from_utf8(file.to_vec()).expect("PEM");
    }
    der::pem::encode_string("X509 CRL", der::pem::LineEnding::LF, file).expect("encodes")
}

#[test]
fn a_good_response_is_enough_where_revocation_is_required() {
    let acme = Provider::new("Acme");
    let good = OcspResponse::good(&acme.signer, &acme.issuing);
    let delegate = responder(&acme.issuing);
    assert_failed(&with_responses(&acme, REQUIRED, &[]), "revocation.required");
    for response in [
        good.signed_by(&acme.issuing),
        // This is a nonce that nobody asked for.
        good.clone().extension(extension("1.3.6.1.5.5.7.48.1.2", true, [4, 1, 7])).signed_by(&acme.issuing),
    ] {
        let by_response = (Some(Revocation::Good), Some(RevocationSource::OcspResponse));
        let report = with_responses(&acme, REQUIRED, std::slice::from_ref(&response));
        assert_passed(&report);
        assert_eq!(state_of_signer(&report), by_response, "{}", describe(&report));
        assert_eq!(said(&with_embedded(&acme, REQUIRED, &[response])), (Verdict::Passed, vec![], by_response));
    }
    // A delegate has to be known to be good only if the policy requires that.
    let delegated = [good.clone().with(&delegate).signed_by(&delegate)];
    assert_failed(&with_responses(&acme, REQUIRED, &delegated), "revocation.required");
    assert_passed(&with_responses(&acme, IF_AVAILABLE, &delegated));
    let of_both = OcspResponse::good(&acme.issuing, &acme.root).signed_by(&acme.root);
    let trust = acme.trust().and_responses(&[of_both, good.signed_by(&acme.issuing)]);
    let package = Package::acme().option_1(&acme.signing()).to_bytes();
    let report = verify_under(&policy(REQUIRED), &package, &trust);
    assert_passed(&report);
    assert_eq!(report.trust.ocsp_responses.len(), 2);
}

#[test]
fn who_is_revoked_by_a_response_fails_wherever_it_is() {
    let acme = Provider::new("Acme");
    let delegate = responder(&acme.issuing);
    let revoked = OcspResponse::revoked(&acme.signer, &acme.issuing, Some(CrlReason::KeyCompromise));
    let good = OcspResponse::good(&acme.signer, &acme.issuing).signed_by(&acme.issuing);
    for response in [
        revoked.signed_by(&acme.issuing),
        revoked.clone().expired().signed_by(&acme.issuing),
        revoked.clone().without_next_update().signed_by(&acme.issuing),
        revoked.clone().unknown_critical_single_extension().signed_by(&acme.issuing),
        revoked.clone().with(&delegate).signed_by(&delegate),
        OcspResponse::revoked(&acme.signer, &acme.issuing, None).signed_by(&acme.issuing),
        OcspResponse::revoked(&acme.signer, &acme.issuing, Some(CrlReason::RemoveFromCRL)).signed_by(&acme.issuing),
        OcspResponse::good(&acme.issuing, &acme.root).and(revoked.clone()).signed_by(&acme.issuing),
    ] {
        for report in [
            with_responses(&acme, IF_AVAILABLE, std::slice::from_ref(&response)),
            // Neither a good response nor an empty list takes the revocation back.
            with_both(
                &acme,
                IF_AVAILABLE,
                &[response.clone(), good.clone()],
                &[RevocationList::current().signed_by(&acme.issuing)],
            ),
        ] {
            assert_failed(&report, "certificate.revoked");
            let source = Some(RevocationSource::OcspResponse);
            assert_eq!(state_of_signer(&report), (Some(Revocation::Revoked), source), "{}", describe(&report));
        }
        let (verdict, codes, _) = said(&with_embedded(&acme, IF_AVAILABLE, std::slice::from_ref(&response)));
        assert_eq!((verdict, codes), (Verdict::Failed, vec!["certificate.revoked".to_owned()]));
        assert_passed(&with_responses(&acme, RevocationPolicy::Off, &[response]));
    }
    // It is the same with a revoking list and a good response.
    let list = RevocationList::current().revoking(&acme.signer).signed_by(&acme.issuing);
    let report = with_both(&acme, IF_AVAILABLE, &[good], &[list]);
    assert_failed(&report, "certificate.revoked");
    assert_eq!(state_of_signer(&report).1, Some(RevocationSource::RevocationList));
}

#[test]
fn responses_that_show_nothing_leave_it_open() {
    let acme = Provider::new("Acme");
    let impostor = Provider::new("Acme");
    let good = OcspResponse::good(&acme.signer, &acme.issuing);
    let no_purpose = acme.issuing.issue(&Template::signer("Acme responder"));
    let any_purpose = ObjectIdentifier::new_unwrap("2.5.29.37.0");
    let for_any = acme.issuing.issue(&Template::signer("Acme responder").extended_key_usage(&[any_purpose]));
    let of_root = responder(&acme.root);
    let of_impostor = responder(&impostor.issuing);
    let usage = Template::signer("Acme responder").extended_key_usage(&[OCSP_SIGNING]);
    let encipherer = acme.issuing.issue(&usage.clone().key_usage(&[KeyUsages::KeyEncipherment]));
    let mut ended = usage.clone();
    ended.validity.1 = std::time::SystemTime::now() - DAY;
    let ended = acme.issuing.issue(&ended);
    let unknown_extension = {
        let mut template = usage;
        template.other_extensions.push(extension("1.3.6.1.4.1.32473.1", true, [5, 0]));
        acme.issuing.issue(&template)
    };
    let mut damaged = good.signed_by(&acme.issuing);
    *damaged.last_mut().expect("a signature") ^= 1;
    for response in [
        good.clone().without_next_update().signed_by(&acme.issuing),
        good.clone().expired().signed_by(&acme.issuing),
        good.clone().unknown_critical_extension().signed_by(&acme.issuing),
        good.clone().unknown_critical_single_extension().signed_by(&acme.issuing),
        good.clone().produced_earlier_by(DAY).signed_by(&acme.issuing),
        OcspResponse::unknown(&acme.signer, &acme.issuing).signed_by(&acme.issuing),
        // The signers are others: of the same name, without the right, of another authority, without a certificate.
        good.signed_by(&impostor.issuing),
        good.clone().with(&of_impostor).with(&impostor.issuing).signed_by(&of_impostor),
        good.clone().with(&no_purpose).signed_by(&no_purpose),
        good.clone().with(&for_any).signed_by(&for_any),
        good.clone().with(&encipherer).signed_by(&encipherer),
        good.clone().with(&of_root).signed_by(&of_root),
        good.clone().with(&ended).signed_by(&ended),
        good.clone().with(&unknown_extension).signed_by(&unknown_extension),
        good.signed_by(&responder(&acme.issuing)),
        good.signed_by(&acme.signer),
        damaged,
    ] {
        let report = with_responses(&acme, IF_AVAILABLE, std::slice::from_ref(&response));
        assert_indeterminate(&report, "revocation.unknown");
        assert_eq!(state_of_signer(&report), (Some(Revocation::Unknown), None), "{}", describe(&report));
        assert_failed(&with_responses(&acme, REQUIRED, std::slice::from_ref(&response)), "revocation.required");
        assert_required_in(&with_embedded(&acme, REQUIRED, std::slice::from_ref(&response)));
        // A list that shows the state makes the response harmless.
        let list = RevocationList::current().signed_by(&acme.issuing);
        assert_passed(&with_both(&acme, REQUIRED, std::slice::from_ref(&response), std::slice::from_ref(&list)));
        assert_passed(&with_responses(&acme, REQUIRED, &[response, good.signed_by(&acme.issuing)]));
    }
}

#[test]
fn of_the_certificates_of_a_responder_the_nearest_says_why() {
    let acme = Provider::new("Acme");
    let good = OcspResponse::good(&acme.signer, &acme.issuing);
    let [signer, other] = [(), ()].map(|()| acme.issuing.issue(&Template::signer("Acme responder")));
    for response in [good.clone().with(&other).with(&signer), good.with(&signer).with(&other)] {
        let report = with_responses(&acme, REQUIRED, &[response.signed_by(&signer)]);
        let mut found = findings(&report, "revocation.required");
        assert!(found.any(|finding| finding.what.contains("may not sign OCSP responses")), "{}", describe(&report));
    }
}

#[test]
fn a_response_about_somebody_else_is_none() {
    let acme = Provider::new("Acme");
    let impostor = Provider::new("Acme");
    let other = acme.issuing.issue(&Template::signer("Acme other signer"));
    for response in [
        OcspResponse::good(&other, &acme.issuing).signed_by(&acme.issuing),
        OcspResponse::revoked(&other, &acme.issuing, None).signed_by(&acme.issuing),
        // This has the serial number of the signer, from an authority with the same name and another key.
        OcspResponse::good(&acme.signer, &impostor.issuing).signed_by(&acme.issuing),
        vec![0x30, 3, 0x0A, 1, 3],
    ] {
        let report = with_responses(&acme, IF_AVAILABLE, std::slice::from_ref(&response));
        assert_passed(&report);
        assert_eq!(state_of_signer(&report), (Some(Revocation::NotChecked), None));
        let report = with_responses(&acme, REQUIRED, std::slice::from_ref(&response));
        assert_failed(&report, "revocation.required");
        let is_error = response.len() == 5;
        let names_error = findings(&report, "revocation.required").any(|finding| finding.what.contains("'tryLater'"));
        assert_eq!(names_error, is_error, "{}", describe(&report));
    }
}

#[test]
fn a_delegate_is_asked_for_itself() {
    let acme = Provider::new("Acme");
    let mut unchecked = Template::signer("Acme responder").extended_key_usage(&[OCSP_SIGNING]);
    unchecked.other_extensions.push(extension("1.3.6.1.5.5.7.48.1.5", false, [5, 0]));
    let unchecked = acme.issuing.issue(&unchecked);
    let checked = responder(&acme.issuing);
    let good = OcspResponse::good(&acme.signer, &acme.issuing);
    let by = |delegate: &Identity| good.clone().with(delegate).signed_by(delegate);
    assert_passed(&with_responses(&acme, REQUIRED, &[by(&unchecked)]));
    assert_failed(&with_responses(&acme, REQUIRED, &[by(&checked)]), "revocation.required");
    let vouched = OcspResponse::good(&checked, &acme.issuing).signed_by(&acme.issuing);
    assert_passed(&with_responses(&acme, REQUIRED, &[by(&checked), vouched]));
    // It does not count by itself, and two do not count by each other.
    let itself = OcspResponse::good(&checked, &acme.issuing).with(&checked).signed_by(&checked);
    assert_failed(&with_responses(&acme, REQUIRED, &[by(&checked), itself]), "revocation.required");
    for delegate in [&checked, &unchecked] {
        let revoked = OcspResponse::revoked(delegate, &acme.issuing, None).signed_by(&acme.issuing);
        assert_indeterminate(&with_responses(&acme, IF_AVAILABLE, &[by(delegate), revoked]), "revocation.unknown");
    }
    // Its certificate may have come with the signature only, or from the operator.
    let response = good.signed_by(&unchecked);
    assert_indeterminate(&with_responses(&acme, IF_AVAILABLE, std::slice::from_ref(&response)), "revocation.unknown");
    let package = Package::acme().option_1(&acme.signing().through(&unchecked)).to_bytes();
    let trust = || acme.trust().and_lists(&[RevocationList::current().signed_by(&acme.root)]);
    assert_passed(&verify_under(&policy(REQUIRED), &package, &trust().and_responses(std::slice::from_ref(&response))));
    let package = Package::acme().option_1(&acme.signing()).to_bytes();
    let known = trust().and_intermediate(&unchecked).and_responses(&[response]);
    assert_passed(&verify_under(&policy(REQUIRED), &package, &known));
}

#[test]
fn a_hold_is_ended_by_a_newer_response_only() {
    let acme = Provider::new("Acme");
    let hold = OcspResponse::revoked(&acme.signer, &acme.issuing, Some(CrlReason::CertificateHold));
    let good = OcspResponse::good(&acme.signer, &acme.issuing);
    let verify = |responses: [&OcspResponse; 2]| {
        with_both(
            &acme,
            IF_AVAILABLE,
            &responses.map(|response| response.signed_by(&acme.issuing)),
            &[RevocationList::current().signed_by(&acme.issuing)],
        )
    };
    assert_passed(&verify([&hold.clone().earlier_by(DAY), &good]));
    assert_passed(&verify([&good, &hold.clone().earlier_by(DAY)]));
    assert_failed(&verify([&hold, &good.clone().earlier_by(DAY)]), "certificate.revoked");
    assert_failed(
        &verify([&hold.clone().earlier_by(DAY), &good.clone().unknown_critical_extension()]),
        "certificate.revoked",
    );
    assert_failed(&with_responses(&acme, IF_AVAILABLE, &[hold.signed_by(&acme.issuing)]), "certificate.revoked");
}

#[test]
fn an_old_response_that_came_with_the_signature_is_none() {
    let acme = Provider::new("Acme");
    let good = OcspResponse::good(&acme.signer, &acme.issuing);
    for old in [good.clone().expired(), good.clone().without_next_update()] {
        let report = with_embedded(&acme, IF_AVAILABLE, &[old.signed_by(&acme.issuing)]);
        assert_eq!(said(&report), (Verdict::Passed, vec![], (Some(Revocation::NotChecked), None)));
        assert_required_in(&with_embedded(&acme, REQUIRED, &[old.signed_by(&acme.issuing)]));
    }
    let current = OcspResponse::unknown(&acme.signer, &acme.issuing).signed_by(&acme.issuing);
    assert_eq!(said(&with_embedded(&acme, IF_AVAILABLE, &[current])).0, Verdict::Indeterminate);
}

#[test]
fn responses_are_read_in_every_form() {
    let acme = Provider::new("Acme");
    let response = OcspResponse::revoked(&acme.signer, &acme.issuing, None).signed_by(&acme.issuing);
    let base64 = response_to_pem(&response).lines().filter(|line| !line.starts_with('-')).collect::<String>();
    let in_bundle = |text: &str| serde_json::json!({ "ocspResponses": [text] }).to_string().into_bytes();
    let pem = response_to_pem(&response);
    let package = Package::acme().option_1(&acme.signing()).to_bytes();
    for file in [response, pem.clone().into_bytes(), in_bundle(&pem), in_bundle(&base64)] {
        let mut bundle = TrustBundle::from(&acme.trust());
        bundle.add(&file).expect("an OCSP response");
        let report = verify_under(&Policy::default(), &package, bundle);
        assert_failed(&report, "certificate.revoked");
        assert_eq!(report.trust.ocsp_responses.len(), 1);
    }
    for text in ["", "no base64", &acme.root.to_pem(), "MAMKAQA="] {
        let error = TrustBundle::new().add(&in_bundle(text)).expect_err("no response");
        assert!(error.contains("ocspResponses"), "{error}");
    }
}

/// No changed bit of a response makes a revoked certificate good, or a response about another certificate count as
/// good.
#[test]
fn no_change_makes_anybody_good() {
    let acme = Provider::new("Acme");
    let other = acme.issuing.issue(&Template::signer("Acme other signer"));
    let good = OcspResponse::good(&other, &acme.issuing);
    let response = good.and(OcspResponse::revoked(&acme.signer, &acme.issuing, None)).signed_by(&acme.issuing);
    let certificate = acme.signer.to_der();
    for index in 0..response.len() {
        for change in [0x01, 0x80] {
            let mut changed = response.clone();
            changed[index] ^= change;
            let mut trust = TrustBundle::from(
                &acme
                    .trust()
                    .and_intermediate(&acme.issuing)
                    .and_lists(&[RevocationList::current().signed_by(&acme.root)]),
            );
            if trust.add(&changed).is_err() {
                continue;
            }
            let report =
                verify_certificate(&certificate, &[], &trust, &policy(REQUIRED), now(), Purpose::PackageSigning);
            assert_ne!(report.verdict, Verdict::Passed, "octet {index} changed by {change}");
        }
    }
}

/// Whoever sends a package may add lists in any name. A list that cannot be evaluated must not silence a revocation.
#[test]
fn a_forged_list_silences_no_responder() {
    let acme = Provider::new("Acme");
    let delegate = responder(&acme.issuing);
    let revoked = OcspResponse::revoked(&acme.signer, &acme.issuing, Some(CrlReason::KeyCompromise));
    let revoked = revoked.with(&delegate).signed_by(&delegate);
    let good = OcspResponse::good(&acme.signer, &acme.issuing).signed_by(&acme.issuing);
    let stranger = Provider::new("Acme").issuing;
    let list = RevocationList::current().signed_by(&stranger);
    for revocation in [IF_AVAILABLE, REQUIRED] {
        let responses = [revoked.clone(), good.clone()];
        assert_failed(&with_both(&acme, revocation, &responses, std::slice::from_ref(&list)), "certificate.revoked");
    }
}

/// The work for a package is bounded. When it ends, no certificate counts as good.
#[test]
fn no_budget_makes_a_revoked_signer_good() {
    let acme = Provider::new("Acme");
    let delegate = responder(&acme.issuing);
    let revoked = OcspResponse::revoked(&acme.signer, &acme.issuing, Some(CrlReason::KeyCompromise));
    let lists = [RevocationList::current().signed_by(&acme.issuing)];
    for response in [revoked.clone().signed_by(&acme.issuing), revoked.with(&delegate).signed_by(&delegate)] {
        let limit = LIMITS.iter().find(|limit| limit.name == "PACKAGE_VERIFICATIONS").expect("a limit of that name");
        for budget in 0..80 {
            let report =
                with_limit(limit, budget, || with_both(&acme, IF_AVAILABLE, std::slice::from_ref(&response), &lists));
            assert_eq!(report.verdict, Verdict::Failed, "{budget}: {}", describe(&report));
        }
    }
}

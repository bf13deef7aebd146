//! Certificates and SignedData that come without a package.

use der::Encode as _;
use vnfseal::{
    policy::{Policy, RevocationPolicy, Strictness},
    report::{ChainReport, ContentSource, Purpose, Role, SignedDataReport, Verdict},
    time::Time,
    trust::TrustBundle,
    verify_certificate, verify_signed_data,
};
use vnfseal_tests::{
    CertificatePlace, Digest, Identity, Provider, SERVER_AUTHENTICATION, Template, Trust, change_signers, now,
    signing_certificate,
};

const CONTENT: &[u8] = b"content";

fn chain(provider: &Provider, trust: &Trust, purpose: Purpose) -> ChainReport {
    let (signer, issuing) = (provider.signer.to_pem(), provider.issuing.to_der());
    let intermediates: [&[u8]; 2] = [b"no certificate", &issuing];
    let trust = TrustBundle::from(trust);
    verify_certificate(signer.as_bytes(), &intermediates, &trust, &Policy::default(), now(), purpose)
}

fn signed_data(provider: &Provider, signature: &[u8], content: Option<&[u8]>, policy: &Policy) -> SignedDataReport {
    verify_signed_data(signature, content, &[], &TrustBundle::from(&provider.trust()), policy, now())
}

fn codes(findings: &[vnfseal::report::Finding]) -> Vec<&str> {
    findings.iter().map(|finding| finding.code.as_ref()).collect()
}

#[test]
fn a_certificate_with_a_chain_passes() {
    let acme = Provider::new("Acme");
    let report = chain(&acme, &acme.trust(), Purpose::PackageSigning);
    assert_eq!((report.verdict, report.role), (Verdict::Passed, Some(Role::VnfProvider)), "{:?}", report.findings);
    assert_eq!(report.chain.len(), 3);
    let not_installed = chain(&acme, &Trust::nobody().and_public(&acme.root, &[]), Purpose::PackageSigning);
    assert_eq!((not_installed.verdict, not_installed.role), (Verdict::Failed, None));
}

#[test]
fn the_path_alone_asks_for_no_purpose() {
    let server = Template::signer("Acme").extended_key_usage(&[SERVER_AUTHENTICATION]);
    let acme = Provider::with_signer("Acme", &server);
    assert_eq!(codes(&chain(&acme, &acme.trust(), Purpose::PackageSigning).findings), ["certificate.usage"]);
    assert_eq!(chain(&acme, &acme.trust(), Purpose::Any).verdict, Verdict::Passed);
    let public = chain(&acme, &Trust::nobody().and_public(&acme.root, &[]), Purpose::Any);
    assert_eq!((public.verdict, public.role), (Verdict::Passed, None));
}

#[test]
fn a_certificate_without_a_chain_does_not_pass() {
    let acme = Provider::new("Acme");
    let nobody = chain(&acme, &Trust::nobody(), Purpose::Any);
    assert_eq!((nobody.verdict, codes(&nobody.findings)), (Verdict::Indeterminate, vec!["trust.no-anchors"]));
    let stranger = chain(&acme, &Provider::new("Somebody else").trust(), Purpose::Any);
    assert_eq!((stranger.verdict, codes(&stranger.findings)), (Verdict::Failed, vec!["chain.not-trusted"]));
    let required = Policy { revocation: RevocationPolicy::Required, ..Policy::default() };
    let trust = TrustBundle::from(&acme.trust());
    let (signer, issuing) = (acme.signer.to_der(), acme.issuing.to_der());
    let unknown = verify_certificate(&signer, &[&issuing], &trust, &required, now(), Purpose::Any);
    assert_eq!(unknown.verdict, Verdict::Failed);
    let expired = Policy { at: Some("2100-01-01T00:00:00Z".into()), ..Policy::default() };
    let expired = verify_certificate(&signer, &[&issuing], &trust, &expired, Time::from_unix(0), Purpose::Any);
    assert_eq!(codes(&expired.findings), ["certificate.expired"]);
}

#[test]
fn a_signature_over_the_given_content_passes() {
    let acme = Provider::new("Acme");
    for signature in [acme.signing().to_file(CONTENT), acme.signing().der().to_file(CONTENT)] {
        let report = signed_data(&acme, &signature, Some(CONTENT), &Policy::default());
        assert_eq!((report.verdict, report.content), (Verdict::Passed, ContentSource::Given), "{:?}", report.findings);
        assert_eq!(report.content_type.as_deref(), Some("1.2.840.113549.1.7.1"));
        let other = signed_data(&acme, &signature, Some(b"other"), &Policy::default());
        assert_eq!((other.verdict, codes(&other.findings)), (Verdict::Failed, vec!["signature.content-mismatch"]));
        let none = signed_data(&acme, &signature, None, &Policy::default());
        assert_eq!((none.verdict, none.content), (Verdict::Failed, ContentSource::Missing));
    }
}

#[test]
fn attached_content_is_verified_when_there_is_no_other() {
    let acme = Provider::new("Acme");
    let attached = acme.signing().attached().to_file(CONTENT);
    let report = signed_data(&acme, &attached, None, &Policy::default());
    assert_eq!((report.verdict, report.content), (Verdict::Passed, ContentSource::Attached), "{:?}", report.findings);
    assert_eq!(signed_data(&acme, &attached, Some(CONTENT), &Policy::default()).verdict, Verdict::Passed);
    let other = signed_data(&acme, &attached, Some(b"other"), &Policy::default());
    assert_eq!(codes(&other.findings), ["signature.attached-content"]);
}

#[test]
fn the_signing_certificate_may_be_named() {
    let acme = Provider::new("Acme");
    for digest in Digest::STRONG {
        let named = acme.signing().and_attribute(signing_certificate(&acme.signer, digest)).to_file(CONTENT);
        assert_eq!(signed_data(&acme, &named, Some(CONTENT), &Policy::default()).verdict, Verdict::Passed);
    }
    // A renewed certificate for the same key and with the same name is another certificate.
    let renewed = Template::signer("Acme package signing").of("Acme");
    let renewed = acme.issuing.certify(&acme.signer, &renewed);
    let swapped = acme.signing().and_attribute(signing_certificate(&renewed, Digest::Sha256)).to_file(CONTENT);
    let report = signed_data(&acme, &swapped, Some(CONTENT), &Policy::default());
    assert_eq!((report.integrity, codes(&report.findings)), (Verdict::Failed, vec!["signature.signing-certificate"]));
}

#[test]
fn an_odd_certificate_does_not_sink_the_message() {
    let acme = Provider::new("Acme");
    let message = acme.signing().der().to_file(CONTENT);
    // The issuing CA's certificate comes from elsewhere, and the embedded one has a damaged version.
    let issuing = acme.issuing.to_der();
    let at = message.windows(issuing.len()).position(|part| part == issuing).expect("it is embedded");
    let mut damaged = message.clone();
    damaged[at + 8] = 0xFF;
    let trust = TrustBundle::from(&acme.trust().and_intermediate(&acme.issuing));
    let report = verify_signed_data(&damaged, Some(CONTENT), &[], &trust, &Policy::default(), now());
    assert_eq!(report.verdict, Verdict::Passed, "{:?}", report.findings);
}

#[test]
fn a_decoy_with_the_signers_name_is_passed_over() {
    let acme = Provider::new("Acme");
    let der = acme.signer.to_der();
    // It has the same issuer and serial number, but another key.
    let key_of = |identity: &Identity| {
        let info = identity.certificate.tbs_certificate().subject_public_key_info();
        info.subject_public_key.raw_bytes().to_vec()
    };
    let (own, other) = (key_of(&acme.signer), key_of(&acme.issuing));
    let at = der.windows(own.len()).position(|part| part == own).expect("it has its key");
    let decoy = [&der[..at], &other, &der[at + own.len()..]].concat();
    for signing in [acme.signing(), acme.signing().certificates(CertificatePlace::Nowhere)] {
        let message = signing.to_file(CONTENT);
        let trust = TrustBundle::from(&acme.trust());
        let issuing = acme.issuing.to_der();
        for certificates in [[decoy.as_slice(), &der, &issuing], [&der, &decoy, &issuing]] {
            let report = verify_signed_data(&message, Some(CONTENT), &certificates, &trust, &Policy::default(), now());
            assert_eq!(report.verdict, Verdict::Passed, "{:?}", report.findings);
        }
        let only: [&[u8]; 2] = [&decoy, &issuing];
        let is_embedded = signing.certificates == CertificatePlace::InSignature;
        let report = verify_signed_data(&message, Some(CONTENT), &only, &trust, &Policy::default(), now());
        assert_eq!(report.verdict == Verdict::Passed, is_embedded);
    }
}

#[test]
fn signed_attributes_are_not_taken_for_content() {
    let acme = Provider::new("Acme");
    // The message that is signed with signed attributes is sent as the content of a signature without them.
    let attributes = std::cell::RefCell::new(Vec::new());
    let message = acme.signing().altered(|signed_data| {
        change_signers(signed_data, |signer| {
            *attributes.borrow_mut() = signer.signed_attrs.take().expect("attributes").to_der().expect("encodes");
        });
    });
    let message = message.to_file(CONTENT);
    let report = signed_data(&acme, &message, Some(&attributes.borrow()), &Policy::default());
    assert_eq!((report.integrity, codes(&report.findings)), (Verdict::Failed, vec!["signature.content-confusion"]));
}

#[test]
fn every_signer_counts() {
    let (acme, stranger) = (Provider::new("Acme"), Provider::new("Somebody else"));
    let both = acme.signing().and(&stranger.signer).to_file(CONTENT);
    let report = signed_data(&acme, &both, Some(CONTENT), &Policy::default());
    assert_eq!((report.integrity, report.authenticity), (Verdict::Passed, Verdict::Failed));
    let reported = Policy { other_signers: Strictness::Report, ..Policy::default() };
    assert_eq!(signed_data(&acme, &both, Some(CONTENT), &reported).verdict, Verdict::Passed);
    let alone = stranger.signing().to_file(CONTENT);
    assert_eq!(signed_data(&acme, &alone, Some(CONTENT), &reported).verdict, Verdict::Failed);
}

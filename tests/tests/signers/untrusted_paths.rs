//! The way from a signer towards an authority that the operator does not trust, as the report shows it.

use der::asn1::OctetString;
use vnfseal::report::{Report, UntrustedPath, Verdict};
use vnfseal_tests::{
    Identity, Package, Provider, SCRIPT, Signing, Template, Trust, change_signers, describe, findings, hex, verify,
};

fn report_of(signing: &Signing<'_>, trust: &Trust) -> Report {
    verify(&Package::acme().option_1(signing).to_bytes(), trust)
}

fn path_of(report: &Report) -> UntrustedPath {
    report.signatures[0].untrusted_path.clone().expect("a path")
}

fn fingerprints(path: &UntrustedPath) -> Vec<String> {
    path.certificates.iter().map(|certificate| certificate.fingerprint.clone()).collect()
}

#[test]
fn a_path_ends_at_the_root_that_came_with_the_package() {
    let acme = Provider::new("Acme");
    for trust in [Trust::nobody(), Provider::new("Other").trust()] {
        let report = report_of(&acme.signing().through(&acme.root), &trust);
        assert_ne!(report.verdict, Verdict::Passed);
        let path = path_of(&report);
        assert_eq!(fingerprints(&path), [acme.issuing.fingerprint(), acme.root.fingerprint()]);
        assert_eq!(path.missing_issuer, None);
        assert_eq!(path.certificates[1].pem.trim(), acme.root.to_pem().trim());
    }
}

#[test]
fn the_issuer_that_is_missing_is_named_with_its_key() {
    let acme = Provider::new("Acme");
    // Only the root is missing.
    let path = path_of(&report_of(&acme.signing(), &Trust::nobody()));
    assert_eq!(fingerprints(&path), [acme.issuing.fingerprint()]);
    let missing = path.missing_issuer.expect("the root");
    assert_eq!(missing.subject, "CN=Acme root CA,O=Acme,C=DE");
    assert_eq!(missing.key_identifier, Some(hex(acme.root.key_identifier().as_bytes())));
    // The intermediate is missing, although the operator trusts the root.
    let path = path_of(&report_of(&Signing::by(&acme.signer), &acme.trust()));
    assert!(path.certificates.is_empty());
    let missing = path.missing_issuer.expect("the issuing CA");
    assert_eq!(missing.subject, "CN=Acme issuing CA,O=Acme,C=DE");
    assert_eq!(missing.key_identifier, Some(hex(acme.issuing.key_identifier().as_bytes())));
}

#[test]
fn an_authority_of_the_same_name_with_another_key_is_not_on_the_path() {
    let (genuine, evil) = (Provider::new("Acme"), Provider::new("Acme"));
    // The operator trusts the genuine root. The evil package brings its own of the same name.
    let report = report_of(&evil.signing().through(&evil.root), &genuine.trust());
    let path = path_of(&report);
    assert_eq!(fingerprints(&path), [evil.issuing.fingerprint(), evil.root.fingerprint()]);
    let mut why = findings(&report, "chain.not-trusted");
    assert!(why.any(|finding| finding.what.contains("was not signed by the key of")), "{}", describe(&report));
    // It brings the genuine one, to look like it.
    let path = path_of(&report_of(&evil.signing().through(&genuine.root), &Trust::nobody()));
    assert_eq!(fingerprints(&path), [evil.issuing.fingerprint()]);
    assert_eq!(path.missing_issuer.expect("named").subject, "CN=Acme root CA,O=Acme,C=DE");
}

#[test]
fn there_is_no_path_where_trust_is_not_what_is_missing() {
    let acme = Provider::new("Acme");
    let of = |signing: &Signing<'_>, trust: &Trust| report_of(signing, trust).signatures[0].untrusted_path.clone();
    assert_eq!(of(&acme.signing(), &acme.trust()), None, "the signer is trusted");
    let expired = Provider::with_signer("Acme", &Template::signer("Acme").expired());
    assert_eq!(of(&expired.signing(), &expired.trust()), None, "the anchor has issued it");
    let alone = Template::signer("Acme").self_signed();
    assert_eq!(of(&Signing::by(&alone), &acme.trust()), None, "it was issued by itself");
    // A signature that does not hold shows nothing about who made it.
    let damaged = acme.signing().through(&acme.root).altered(|signed_data| {
        change_signers(signed_data, |signer| signer.signature = OctetString::new(vec![1; 70]).expect("short"));
    });
    assert_eq!(of(&damaged, &Trust::nobody()), None);
}

#[test]
fn a_circle_of_authorities_ends() {
    let (first, second) = (Template::authority("first").self_signed(), Template::authority("second").self_signed());
    let signer = first.issue(&Template::signer("Acme"));
    let circle: [Identity; 2] =
        [first.certify(&second, &Template::authority("second")), second.certify(&first, &Template::authority("first"))];
    let signing = Signing::by(&signer).through(&circle[0]).through(&circle[1]);
    let path = path_of(&report_of(&signing, &Trust::nobody()));
    assert_eq!(fingerprints(&path), [circle[1].fingerprint(), circle[0].fingerprint()]);
    assert_eq!(path.missing_issuer.expect("the circle is not gone round twice").subject, "CN=first");
}

#[test]
fn a_signer_of_many_signatures_has_one_path_in_the_report() {
    let acme = Provider::new("Acme");
    let signing = acme.signing();
    let package = Package::acme().own_signature(SCRIPT, &signing).option_1(&signing).to_bytes();
    let report = verify(&package, &Trust::nobody());
    assert!(report.signatures.len() > 1);
    assert_eq!(report.signatures.iter().filter(|signature| signature.untrusted_path.is_some()).count(), 1);
}

//! Signers whose certificate is there, but not with the name that they give it.

use cms::{cert::IssuerAndSerialNumber, signed_data::SignerIdentifier};
use der::{Encode, asn1::OctetString};
use vnfseal::report::Report;
use vnfseal_tests::{Digest, Identity, Package, Provider, assert_failed, change_signers, verify};
use x509_cert::{ext::pkix::SubjectKeyIdentifier, name::Name, serial_number::SerialNumber};

use super::assert_says;

fn named(acme: &Provider, identifier: &SignerIdentifier) -> Report {
    let signing = acme.signing().altered(|signed_data| {
        change_signers(signed_data, |signer| signer.sid = identifier.clone());
    });
    verify(&Package::acme().option_1(&signing).to_bytes(), &acme.trust())
}

fn by_key(identifier: &[u8]) -> SignerIdentifier {
    SignerIdentifier::SubjectKeyIdentifier(SubjectKeyIdentifier(OctetString::new(identifier).expect("fits")))
}

fn key_of(identity: &Identity) -> (Vec<u8>, Vec<u8>) {
    let info = identity.key.public_key();
    (info.subject_public_key.raw_bytes().to_vec(), info.to_der().expect("encodes"))
}

#[test]
fn by_a_key_identifier_that_the_certificate_does_not_have() {
    let acme = Provider::new("Acme");
    let (key, info) = key_of(&acme.signer);
    let sha_256 = Digest::Sha256.of(&key);
    for (identifier, words) in [
        (sha_256.clone(), "the SHA-256 of the key"),
        (Digest::Sha384.of(&key)[..20].to_vec(), "the beginning of the SHA-384 of the key"),
        (Digest::Sha256.of(&info), "the SHA-256 of the SubjectPublicKeyInfo of the key"),
        (Digest::Sha256.of(&info)[..20].to_vec(), "the beginning of the SHA-256 of the SubjectPublicKeyInfo"),
    ] {
        let report = named(&acme, &by_key(&identifier));
        assert_failed(&report, "signature.no-certificate");
        assert_says(&report, "signature.no-certificate", &[words, "without '-keyid'"]);
    }
    let other = named(&acme, &by_key(&[7; 20]));
    assert_failed(&other, "signature.no-certificate");
    assert!(!other.findings[0].what.contains("It is"));
}

#[test]
fn by_another_issuer_or_serial_number() {
    let acme = Provider::new("Acme");
    let certificate = acme.signer.certificate.tbs_certificate();
    let named_by = |issuer: &Name, serial_number: SerialNumber| {
        let identifier = IssuerAndSerialNumber { issuer: issuer.clone(), serial_number };
        named(&acme, &SignerIdentifier::IssuerAndSerialNumber(identifier))
    };
    let own = certificate.serial_number().clone();
    let report = named_by(certificate.subject(), own.clone());
    assert_failed(&report, "signature.no-certificate");
    assert_says(&report, "signature.no-certificate", &["the subject", "in the place of the issuer"]);
    let root = acme.root.certificate.tbs_certificate().subject();
    assert_says(&named_by(root, own), "signature.no-certificate", &["has that serial number, but its issuer is"]);
    let other = named_by(certificate.issuer(), SerialNumber::from(7_u8));
    assert_says(&other, "signature.no-certificate", &["is of that issuer, but its serial number is"]);
}

#[test]
fn by_the_name_of_another_certificate_than_the_key_s() {
    let acme = Provider::new("Acme");
    let certificate = acme.issuing.certificate.tbs_certificate();
    let identifier = SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
        issuer: certificate.issuer().clone(),
        serial_number: certificate.serial_number().clone(),
    });
    let report = named(&acme, &identifier);
    assert_failed(&report, "signature.invalid");
    assert_says(
        &report,
        "signature.invalid",
        &["issuing CA", "made with the key of the certificate", "package signing"],
    );
}

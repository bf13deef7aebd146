//! Structures that no honest program writes, byte by byte: certificates and messages with more content than the checks
//! look at, or with other content. None is accepted.

use der::{Any, Decode, Encode, asn1::ObjectIdentifier, pem::LineEnding};
use vnfseal::{
    policy::Policy,
    report::{Purpose, Verdict},
    trust::TrustBundle,
    verify_certificate, verify_signed_data,
};
use vnfseal_tests::{
    CERTIFICATE, CertificatePlace, Digest, Key, KeyAlgorithm, Package, Provider, SCRIPT, Template, Trust,
    assert_failed, assert_passed, attribute, extension, noise, now, verify,
};

/// Encodes one value in DER.
fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let length = if let Ok(short @ 0..=0x7f) = u8::try_from(content.len()) {
        vec![short]
    } else {
        let octets = content.len().to_be_bytes();
        let first = octets.iter().position(|octet| *octet != 0).expect("not empty");
        [&[0x80 | u8::try_from(octets.len() - first).expect("at most eight")][..], &octets[first..]].concat()
    };
    [vec![tag], length, content].concat()
}

fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    tlv(0x30, parts)
}

fn oid(text: &str) -> Vec<u8> {
    ObjectIdentifier::new_unwrap(text).to_der().expect("encodes")
}

/// Returns a certificate of version 3 with these parts, which `signature` signs.
fn certificate(
    issuer: &[u8],
    subject: &[u8],
    key: &[u8],
    extension: &[u8],
    sign: impl Fn(&[u8]) -> Vec<u8>,
) -> Vec<u8> {
    let algorithm = sequence(&[&oid("1.2.840.10045.4.3.2")]);
    let validity = sequence(&[&tlv(0x17, &[b"200101000000Z"]), &tlv(0x17, &[b"490101000000Z"])]);
    let extensions = tlv(0xa3, &[&sequence(&[extension])]);
    let version = tlv(0xa0, &[&tlv(2, &[&[2]])]);
    let parts: [&[u8]; 8] = [&version, &tlv(2, &[&[9]]), &algorithm, issuer, &validity, subject, key, &extensions];
    let tbs = sequence(&parts);
    sequence(&[&tbs, &algorithm, &tlv(3, &[&[0], &sign(&tbs)])])
}

/// Name and key of an authority are public. A certificate with them, in a file without a digest, could hold anything.
#[test]
fn a_certificate_around_the_name_and_key_of_an_authority() {
    let (acme, other) = (Provider::new("Acme"), Provider::new("Other"));
    let real = acme.issuing.certificate.tbs_certificate();
    let of_other = other.root.certificate.tbs_certificate().subject().to_der().expect("encodes");
    let subject = real.subject().to_der().expect("encodes");
    let key = real.subject_public_key_info().to_der().expect("encodes");
    let payload = sequence(&[&oid("1.3.6.1.4.1.32473.9"), &tlv(4, &[b"#!/bin/sh\nreboot\n", &noise(50_000)])]);
    let by_nobody = certificate(&of_other, &subject, &key, &payload, |_| noise(64));
    let by_other = certificate(&of_other, &subject, &key, &payload, |tbs| other.root.key.sign(Digest::Sha256, tbs));
    for (forged, place) in [
        (&by_nobody, CertificatePlace::InFile),
        (&by_nobody, CertificatePlace::InBoth),
        (&by_other, CertificatePlace::InFile),
    ] {
        let package = Package::acme().option_1(&acme.signing().certificates(place));
        assert_passed(&verify(&package.to_bytes(), &acme.trust()));
        let pem = der::pem::encode_string("CERTIFICATE", LineEnding::LF, forged).expect("encodes");
        let pem = pem + &other.root.to_pem();
        let evil = package.changing(CERTIFICATE, |file| file.extend(pem.bytes()));
        assert_failed(&verify(&evil.to_bytes(), &acme.trust()), "artifact.foreign-certificate");
    }
}

/// Returns the content of the SEQUENCE of a message's `SignedData` in DER.
fn signed_data(message: &[u8]) -> Vec<u8> {
    let info = cms::content_info::ContentInfo::from_der(message).expect("a message");
    let content = info.content.to_der().expect("encodes");
    Any::from_der(&content).expect("a SEQUENCE").value().to_vec()
}

fn message(parts: &[&[u8]]) -> Vec<u8> {
    sequence(&[&oid("1.2.840.113549.1.7.2"), &tlv(0xa0, &[&sequence(parts)])])
}

#[test]
fn fields_of_a_signature_file_that_nobody_reads() {
    let acme = Provider::new("Acme");
    let path = format!("{SCRIPT}.sig.cms");
    let package = Package::acme().own_signature(SCRIPT, &acme.signing().der()).option_1(&acme.signing());
    assert_passed(&verify(&package.to_bytes(), &acme.trust()));
    let content = signed_data(package.content(&path));
    // The version is an INTEGER of one octet, followed by digestAlgorithms.
    assert_eq!((&content[..2], content[3]), (&[2, 1][..], 0x31));
    let algorithms_end = 5 + usize::from(content[4]);

    let version = tlv(2, &[b"\x01\n#!/bin/sh\nreboot\n", &noise(50_000)]);
    let forged = message(&[&version, &content[3..]]);
    let evil = package.clone().changing(&path, |file| *file = forged);
    assert_failed(&verify(&evil.to_bytes(), &acme.trust()), "signature.malformed");

    let mut algorithms = content[5..algorithms_end].to_vec();
    for _ in 0..2000 {
        algorithms.extend(sequence(&[&tlv(6, &[b"nc -l 4444|sh #"])]));
    }
    let forged = message(&[&content[..3], &tlv(0x31, &[&algorithms]), &content[algorithms_end..]]);
    let evil = package.changing(&path, |file| *file = forged);
    assert_failed(&verify(&evil.to_bytes(), &acme.trust()), "artifact.loose-text");
}

/// RFC 6211: a signature that names its own algorithms must not be verified with others.
#[test]
fn other_algorithms_than_the_signed_attributes_name() {
    let acme = Provider::new("Acme");
    let trust = TrustBundle::from(&acme.trust());
    let protection = |digest: &str, signature: &[u8]| {
        let value = sequence(&[&sequence(&[&oid(digest)]), &tlv(0xa1, &[signature])]);
        let value = Any::from_der(&value).expect("DER");
        let attribute = attribute(ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.52"), &value);
        let message = acme.signing().and_attribute(attribute).to_file(b"content");
        verify_signed_data(&message, Some(b"content"), &[], &trust, &Policy::default(), now())
    };
    let (sha_256, sha_512) = ("2.16.840.1.101.3.4.2.1", "2.16.840.1.101.3.4.2.3");
    let (ecdsa, rsa) = (oid("1.2.840.10045.4.3.2"), [oid("1.2.840.113549.1.1.13"), vec![5, 0]].concat());
    assert_eq!(protection(sha_256, &ecdsa).verdict, Verdict::Passed);
    for (digest, signature) in [(sha_512, &ecdsa), (sha_256, &rsa), (sha_512, &rsa)] {
        let report = protection(digest, signature);
        assert_eq!(report.verdict, Verdict::Failed);
        assert_eq!(report.findings[0].code, "signature.attributes");
    }
}

/// A value that is not a string never equals a string, whatever its octets.
#[test]
fn a_name_that_only_looks_like_the_issuers() {
    let root = Template::authority("acme").self_signed();
    let key = Key::generate(KeyAlgorithm::EcP256).public_key().to_der().expect("encodes");
    let usage = sequence(&[&oid("2.5.29.15"), &tlv(4, &[&[3, 2, 7, 0x80]])]);
    let name = |tag: u8| sequence(&[&tlv(0x31, &[&sequence(&[&oid("2.5.4.3"), &tlv(tag, &[b"acme"])])])]);
    let verdict = |tag: u8| {
        let sign = |tbs: &[u8]| root.key.sign(Digest::Sha256, tbs);
        let certificate = certificate(&name(tag), &name(0x13), &key, &usage, sign);
        let trust = TrustBundle::from(&Trust::vnf_provider(&root));
        verify_certificate(&certificate, &[], &trust, &Policy::default(), now(), Purpose::Any).verdict
    };
    assert_eq!((verdict(0x0c), verdict(0x13)), (Verdict::Passed, Verdict::Passed));
    for tag in [0x00, 0x04, 0x1f] {
        assert_eq!(verdict(tag), Verdict::Failed, "{tag:#x}");
    }
}

/// A critical extension has to be understood completely. An extension that names issuers of revocation lists has to be
/// readable.
#[test]
fn extensions_that_cannot_be_read() {
    for (id, critical) in [("2.5.29.31", true), ("2.5.29.31", false), ("2.5.29.18", true), ("2.5.29.46", true)] {
        let mut signer = Template::signer("Acme");
        signer.other_extensions.push(extension(id, critical, *b"\xff garbage"));
        let acme = Provider::with_signer("Acme", &signer);
        let report = verify(&Package::acme().option_1(&acme.signing()).to_bytes(), &acme.trust());
        assert_eq!(report.verdict, Verdict::Failed, "{id}");
    }
}

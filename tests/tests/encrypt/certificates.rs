//! For which certificates something is encrypted, and what a host cannot do wrong unnoticed.

use vnfseal::{
    encrypt::{CONTENT_OCTETS_MAX, Failure, Recipient, Recipients, Wrapped, Wrapping, prefix},
    time::Time,
};
use vnfseal_tests::{KeyAlgorithm, Provider, Template, now};
use x509_cert::ext::pkix::KeyUsages::{self, DigitalSignature, KeyAgreement, KeyEncipherment};

use crate::host::{Holder, template, wrap};

const P256: KeyAlgorithm = KeyAlgorithm::EcP256;
const RSA: KeyAlgorithm = KeyAlgorithm::Rsa(2048);

fn judge(template: Template, at: Time) -> Result<(), &'static str> {
    let read = Recipient::from_file(template.self_signed().to_pem().as_bytes(), at);
    read.map(|_| ()).map_err(|refusal| refusal.reason.code)
}

fn with(algorithm: KeyAlgorithm, usage: &[KeyUsages]) -> Template {
    template(algorithm, KeyAgreement).key_usage(usage)
}

#[test]
fn key_and_key_usage_have_to_allow_encryption() {
    let (key, usage) = (Err("recipient-certificate.key"), Err("recipient-certificate.key-usage"));
    for (algorithm, usages, expected) in [
        (RSA, &[KeyEncipherment][..], Ok(())),
        (RSA, &[DigitalSignature, KeyEncipherment], Ok(())),
        (RSA, &[], Ok(())),
        (RSA, &[DigitalSignature, KeyAgreement], usage),
        (P256, &[KeyAgreement], Ok(())),
        (P256, &[], Ok(())),
        (P256, &[DigitalSignature, KeyEncipherment], usage),
        (KeyAlgorithm::EcP384, &[KeyAgreement], Ok(())),
        (KeyAlgorithm::EcP521, &[KeyAgreement], Ok(())),
        (KeyAlgorithm::Rsa(1024), &[KeyEncipherment], key),
        (KeyAlgorithm::Ed25519, &[KeyAgreement], key),
    ] {
        assert_eq!(judge(with(algorithm, usages), now()), expected, "{algorithm:?}, {usages:?}");
    }
}

#[test]
fn the_certificate_has_to_be_valid_at_the_time() {
    let good = || with(P256, &[KeyAgreement]);
    let later = |days: i64| Time::from_unix(now().unix() + days * 86_400);
    assert_eq!(judge(good(), later(0)), Ok(()));
    assert_eq!(judge(good(), later(400)), Err("recipient-certificate.expired"));
    assert_eq!(judge(good(), later(-2)), Err("recipient-certificate.not-yet-valid"));
    assert_eq!(judge(good().expired(), now()), Err("recipient-certificate.expired"));
    assert_eq!(judge(good().not_yet_valid(), now()), Err("recipient-certificate.not-yet-valid"));
    assert_eq!(judge(good().unknown_critical_extension(), now()), Err("recipient-certificate.unknown-extension"));
}

#[test]
fn the_file_has_to_be_a_certificate_in_pem_or_der() {
    let identity = with(P256, &[KeyAgreement]).self_signed();
    let read = |file: &[u8]| Recipient::from_file(file, now()).map(|recipient| recipient.fingerprint().to_owned());
    assert_eq!(read(&identity.to_der()).unwrap(), identity.fingerprint());
    assert_eq!(read(identity.to_pem().as_bytes()).unwrap(), identity.fingerprint());
    for file in [&b"no certificate"[..], b"", &identity.to_der()[1..], identity.key.to_pem().as_bytes()] {
        assert_eq!(read(file).unwrap_err().reason.code, "recipient-certificate.malformed");
    }
}

#[test]
fn a_host_that_answers_wrongly_gets_no_message() {
    let (ec, other, rsa) = (Holder::new(P256), Holder::new(KeyAlgorithm::EcP384), Holder::new(RSA));
    let answer = |holder: &Holder| wrap(&holder.recipient().wrapping(), &[7; 32]);
    let ask = |pairs: &[(&Holder, Wrapped)], length| {
        let pairs: Vec<_> = pairs.iter().map(|(holder, wrapped)| (holder.recipient(), wrapped.clone())).collect();
        prefix(&pairs, &[1; 12], length)
    };
    assert!(ask(&[(&ec, answer(&ec)), (&rsa, answer(&rsa))], CONTENT_OCTETS_MAX).is_ok());
    let agreed = |change: &dyn Fn(&mut Vec<u8>, &mut Vec<u8>)| {
        let Wrapped::KeyAgreement { mut ephemeral_point, mut encrypted_key } = answer(&ec) else { panic!("an EC key") };
        change(&mut ephemeral_point, &mut encrypted_key);
        Wrapped::KeyAgreement { ephemeral_point, encrypted_key }
    };
    for (what, pairs, length) in [
        ("nobody", vec![], 1),
        ("too long", vec![(&ec, answer(&ec))], CONTENT_OCTETS_MAX + 1),
        ("twice", vec![(&ec, answer(&ec)), (&ec, answer(&ec))], 1),
        ("another kind", vec![(&ec, answer(&rsa))], 1),
        ("another kind", vec![(&rsa, answer(&ec))], 1),
        ("another curve", vec![(&ec, answer(&other))], 1),
        ("a short key", vec![(&rsa, Wrapped::RsaOaep { encrypted_key: vec![1; 255] })], 1),
        ("a short key", vec![(&ec, agreed(&|_, key| key.truncate(39)))], 1),
        ("no point", vec![(&ec, agreed(&|point, _| point[64] ^= 1))], 1),
        (
            "a compressed point",
            vec![(
                &ec,
                agreed(&|point, _| {
                    point.truncate(33);
                    point[0] = 2;
                }),
            )],
            1,
        ),
    ] {
        let failure = ask(&pairs, length).unwrap_err();
        assert!(failure.to_string().ends_with('.'), "{what}: {failure}");
        // Only the length is the user's.
        assert_eq!(matches!(failure, Failure::Refused(_)), what == "too long", "{what}");
    }
}

#[test]
fn the_digest_is_as_strong_as_the_curve() {
    for (algorithm, expected) in
        [(P256, "P-256 SHA-256"), (KeyAlgorithm::EcP384, "P-384 SHA-384"), (KeyAlgorithm::EcP521, "P-521 SHA-512")]
    {
        let wrapping = Holder::new(algorithm).recipient().wrapping();
        let Wrapping::KeyAgreement { curve, digest, .. } = wrapping else { panic!("an EC key") };
        assert_eq!(format!("{} {}", curve.name(), digest.name()), expected);
    }
}

#[test]
fn a_recipient_is_given_once() {
    let [first, second] = [P256, RSA].map(Holder::new);
    let mut recipients = Recipients::default();
    recipients.add(&first.certificate, now()).unwrap();
    recipients.add(&second.certificate, now()).unwrap();
    let refusal = recipients.add(&first.certificate, now()).unwrap_err();
    assert_eq!(refusal.reason.code, "recipient-certificate.given-twice");
    assert!(refusal.sentence.contains("CN="), "{refusal}");
}

#[test]
fn a_file_with_a_second_recipient_is_refused() {
    let good = || with(P256, &[KeyAgreement]).self_signed();
    let (first, second) = (good(), good());
    let ca = Provider::new("Acme").root.to_pem();
    let judge = |files: &[&str]| {
        let read = Recipient::from_file(files.concat().as_bytes(), now());
        read.map(|recipient| recipient.fingerprint().to_owned()).map_err(|refusal| refusal.reason.code)
    };
    let (one, two) = (first.to_pem(), second.to_pem());
    assert_eq!(judge(&[&one, &ca]), Ok(first.fingerprint()));
    assert_eq!(judge(&[&one, &one]), Ok(first.fingerprint()));
    for files in [[&one, &two, &ca], [&one, &ca, &two], [&ca, &one, &two]] {
        assert_eq!(judge(&files.map(String::as_str)), Err("recipient-certificate.several"));
    }
    let unreadable = "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n";
    assert_eq!(judge(&[&one, unreadable]), Err("recipient-certificate.malformed"));
}

//! Each reason of the table, with a message or certificate that it refuses.

use std::collections::BTreeSet;

use vnfseal::encrypt::{REASONS, Recipient};
use vnfseal_tests::{KeyAlgorithm, inside, now, values};
use x509_cert::ext::pkix::KeyUsages;

use crate::{
    frame::{DATA, ENVELOPED_DATA, Frame, SIGNED_DATA, tlv},
    host::{Failure, Holder, template},
    replacing,
};

/// id-aes256-CBC, and an initialization vector.
const AES_256_CBC: &[u8] = b"\x30\x1d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x01\x2a\x04\x10sixteen octets..";
/// rsaEncryption, which is PKCS #1 v1.5 where a key is encrypted.
const RSA_ENCRYPTION: &[u8] = b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00";
/// id-RSASSA-PSS.
const RSASSA_PSS: &[u8] = b"\x30\x0b\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a";
/// dhSinglePass-cofactorDH-sha256kdf-scheme, with id-aes256-wrap.
const COFACTOR_DH: &[u8] =
    b"\x30\x15\x06\x06\x2b\x81\x04\x01\x0e\x01\x30\x0b\x06\x09\x60\x86\x48\x01\x65\x03\x04\x01\x2d";
/// dhSinglePass-stdDH-sha256kdf-scheme, with id-alg-CMS3DESwrap.
const WITH_3DES: &[u8] =
    b"\x30\x19\x06\x06\x2b\x81\x04\x01\x0b\x01\x30\x0f\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x03\x06\x05\x00";

/// The places of the fields in a KeyTransRecipientInfo and in a KeyAgreeRecipientInfo.
const KTRI: (u8, usize, usize) = (0x30, 2, 3);
const KARI: (u8, usize, usize) = (0xA1, 2, 3);

struct Seen(BTreeSet<&'static str>);

impl Seen {
    /// Notes that this was refused, for the reason with this code.
    fn refused(&mut self, code: &'static str, result: Result<Vec<u8>, Failure>) {
        assert_eq!(result.unwrap_err(), Failure::Refused(code));
        self.0.insert(code);
    }

    fn certificate(&mut self, code: &'static str, file: &[u8]) {
        let refusal = Recipient::from_file(file, now()).unwrap_err();
        assert_eq!(refusal.reason.code, code);
        self.0.insert(code);
    }
}

/// Puts another field into the only RecipientInfo of a message.
fn other_field(frame: &Frame, identifier: u8, place: usize, field: &[u8]) -> Vec<u8> {
    let mut fields = values(inside(&frame.recipients[0]));
    fields[place] = field.to_vec();
    Frame { recipients: vec![tlv(identifier, &[&fields.concat()])], ..frame.clone() }.to_der()
}

#[test]
fn every_reason_refuses_something() {
    let mut seen = Seen(BTreeSet::new());
    messages(&mut seen);
    recipients(&mut seen);
    certificates(&mut seen);
    // These take several certificates: see `certificates`.
    seen.0.extend(["recipient-certificate.given-twice", "recipient-certificate.too-many"]);
    // These take messages that are too large for this test: see `limits`.
    seen.0.extend(["message.limit", "message.too-large"]);
    // These need a package, and `replacing` shows the last two.
    seen.0.extend(replacing::refusals());
    seen.0.extend(["artifact.changed", "archive.not-written"]);
    // These only the host finds out, with the private key and the ciphertext.
    seen.0.extend(["message.wrong-tag", "recipient.wrong-key"]);
    // These only the host finds out, before it asks.
    seen.0.extend(["message.encrypted-already", "artifact.none-matched"]);
    let all: BTreeSet<_> = REASONS.iter().map(|reason| reason.code).collect();
    assert_eq!(seen.0, all);
    assert_eq!(all.len(), REASONS.len(), "a code is used once");
    for reason in REASONS {
        assert!(reason.title.ends_with('.') && reason.fix.ends_with('.'), "{}", reason.code);
    }
}

fn messages(seen: &mut Seen) {
    let holder = Holder::new(KeyAlgorithm::EcP256);
    let good = Frame::encrypted(&[&holder], b"content");
    let mut with = |code, change: &dyn Fn(&mut Frame)| {
        let mut frame = good.clone();
        change(&mut frame);
        seen.refused(code, holder.decrypt(&frame.to_der()));
    };
    let gcm = |parameters: &[&[u8]]| {
        let id: &[u8] = b"\x06\x09\x60\x86\x48\x01\x65\x03\x04\x01\x2e";
        tlv(0x30, &[id, &tlv(0x30, parameters)])
    };
    let nonce = tlv(4, &[b"twelve bytes"]);
    with("message.not-cms", &|frame| frame.content_type = tlv(4, &[b"no identifier"]));
    with("message.not-authenticated", &|frame| frame.content_type = ENVELOPED_DATA.into());
    with("message.other-content-type", &|frame| frame.content_type = SIGNED_DATA.into());
    with("message.other-inner-type", &|frame| frame.inner_content_type = SIGNED_DATA.into());
    with("message.damaged", &|frame| frame.version = tlv(2, &[&[1]]));
    with("message.damaged", &|frame| frame.recipients.clear());
    with("message.damaged", &|frame| frame.attributes = tlv(0xA2, &[DATA]));
    with("message.no-ciphertext", &|frame| frame.ciphertext = None);
    with("cipher.not-accepted", &|frame| frame.algorithm = AES_256_CBC.into());
    with("cipher.nonce-length", &|frame| frame.algorithm = gcm(&[&tlv(4, &[b"eight..."]), &tlv(2, &[&[16]])]));
    with("cipher.tag-length-missing", &|frame| frame.algorithm = gcm(&[&nonce]));
    with("cipher.tag-length", &|frame| frame.algorithm = gcm(&[&nonce, &tlv(2, &[&[12]])]));
    with("cipher.tag-cut", &|frame| frame.tag.truncate(12));
    let message = good.to_der();
    seen.refused("message.cut", holder.decrypt(&message[..message.len() - 1]));
    seen.refused("message.trailing-bytes", holder.decrypt(&[&message[..], b"\n"].concat()));
}

fn recipients(seen: &mut Seen) {
    let (ec, rsa) = (Holder::new(KeyAlgorithm::EcP256), Holder::new(KeyAlgorithm::Rsa(2048)));
    let (for_ec, for_rsa) = (Frame::encrypted(&[&ec], b"content"), Frame::encrypted(&[&rsa], b"content"));
    seen.refused("recipient.none", rsa.decrypt(&for_ec.to_der()));

    let (identifier, algorithm, encrypted_key) = KTRI;
    let oaep = |parameters: &[u8]| tlv(0x30, &[b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x07", parameters]);
    let label = tlv(0xA2, &[&tlv(0x30, &[b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x09", &tlv(4, &[b"label"])])]);
    for (code, place, field) in [
        ("recipient.rsa-pkcs1", algorithm, RSA_ENCRYPTION.to_vec()),
        ("recipient.key-transport", algorithm, RSASSA_PSS.to_vec()),
        ("recipient.oaep-parameters", algorithm, oaep(&tlv(0x30, &[&label]))),
        ("recipient.oaep-parameters", algorithm, oaep(&[])),
        ("recipient.encrypted-key", encrypted_key, tlv(4, &[&[1; 255]])),
    ] {
        seen.refused(code, rsa.decrypt(&other_field(&for_rsa, identifier, place, &field)));
    }

    let (identifier, algorithm, encrypted_keys) = KARI;
    let fields = values(inside(&for_ec.recipients[0]));
    let named = &values(inside(inside(&fields[encrypted_keys])))[0];
    let short = tlv(0x30, &[&tlv(0x30, &[named, &tlv(4, &[&[1; 32]])])]);
    let point = |octets: &[u8]| {
        let algorithm = tlv(0x30, &[b"\x06\x07\x2a\x86\x48\xce\x3d\x02\x01"]);
        tlv(0xA0, &[&tlv(0xA1, &[&algorithm, &tlv(3, &[&[0], octets])])])
    };
    let static_key = tlv(0xA0, &[named]);
    for (code, place, field) in [
        ("recipient.key-agreement", algorithm, COFACTOR_DH.to_vec()),
        ("recipient.key-wrap", algorithm, WITH_3DES.to_vec()),
        ("recipient.encrypted-key", encrypted_keys, short),
        ("recipient.originator-key", 1, point(&[&[4][..], &[7; 64]].concat())),
        ("recipient.originator-key", 1, point(&[0])),
        ("recipient.originator-key", 1, static_key),
    ] {
        seen.refused(code, ec.decrypt(&other_field(&for_ec, identifier, place, &field)));
    }

    // A RecipientInfo for an RSA key that names the certificate of the EC key.
    let key = values(inside(&for_rsa.recipients[0]));
    let mixed = tlv(0x30, &[&key[0], named, &key[2], &key[3]]);
    seen.refused("recipient.key-mismatch", ec.decrypt(&Frame { recipients: vec![mixed], ..for_ec }.to_der()));
}

fn certificates(seen: &mut Seen) {
    let pem = |template: vnfseal_tests::Template| template.self_signed().to_pem().into_bytes();
    let good = || template(KeyAlgorithm::EcP256, KeyUsages::KeyAgreement);
    seen.certificate("recipient-certificate.malformed", b"no certificate");
    seen.certificate("recipient-certificate.several", &[pem(good()), pem(good())].concat());
    seen.certificate("recipient-certificate.expired", &pem(good().expired()));
    seen.certificate("recipient-certificate.not-yet-valid", &pem(good().not_yet_valid()));
    seen.certificate("recipient-certificate.unknown-extension", &pem(good().unknown_critical_extension()));
    seen.certificate("recipient-certificate.key", &pem(good().key(KeyAlgorithm::Ed25519)));
    seen.certificate("recipient-certificate.key-usage", &pem(good().key_usage(&[KeyUsages::DigitalSignature])));
}

//! All forms of a message that RFC 5083 allows and that are accepted: BER, attributes, other names of recipients.

use der::Encode;
use vnfseal::encrypt::Wrapping;
use vnfseal_tests::{Key, KeyAlgorithm, inside, noise, values};
use x509_cert::ext::pkix::KeyUsages;

use crate::{
    frame::{DATA, Frame, tlv},
    host::{Failure, Holder, encrypt_with, template},
};

/// The next number of xorshift64 (Marsaglia 2003).
pub(crate) fn next(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state
}

fn p256() -> Holder {
    Holder::new(KeyAlgorithm::EcP256)
}

#[test]
fn ber_in_pieces_of_any_size_is_decrypted() {
    let holder = p256();
    for length in [0, 1, 15, 1000] {
        let content = noise(length);
        let frame = Frame::encrypted(&[&holder], &content);
        assert_eq!(holder.decrypt(&frame.to_der()).unwrap(), content);
        for size in [1, 7, 64, 1000] {
            let message = frame.to_ber(size);
            assert_eq!(holder.decrypt(&message).unwrap(), content, "pieces of {size}");
            for feed in [1, 2, 3, 100, message.len()] {
                assert_eq!(holder.decrypt_by(&message, feed).unwrap(), content, "pieces of {size}, fed by {feed}");
            }
        }
    }
}

#[test]
fn authenticated_attributes_are_additional_data() {
    let holder = p256();
    let content_type = tlv(0x30, &[b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x09\x03", &tlv(0x31, &[DATA])]);
    let message = encrypt_with(&[&holder], b"content", &tlv(0x31, &[&content_type]), |_| {});
    let frame = Frame { attributes: tlv(0xA1, &[&content_type]), ..Frame::of(&message) };
    for message in [frame.to_der(), frame.to_ber(3)] {
        assert_eq!(holder.decrypt(&message).unwrap(), b"content");
    }
    let without = Frame { attributes: Vec::new(), ..frame.clone() };
    assert_eq!(holder.decrypt(&without.to_der()), Err(Failure::Tag));
    let mut other = frame.clone();
    *other.attributes.last_mut().unwrap() ^= 1;
    assert_eq!(holder.decrypt(&other.to_der()), Err(Failure::Tag));
    // What comes after the tag is not authenticated, and means nothing.
    let more = Frame { unauthenticated: tlv(0xA2, &[&content_type]), ..frame };
    assert_eq!(holder.decrypt(&more.to_der()).unwrap(), b"content");
}

#[test]
fn an_originator_info_is_skipped() {
    let holder = p256();
    let frame = Frame { originator_info: tlv(0xA0, &[]), ..Frame::encrypted(&[&holder], b"content") };
    assert_eq!(holder.decrypt(&frame.to_der()).unwrap(), b"content");
    assert_eq!(holder.decrypt(&frame.to_ber(2)).unwrap(), b"content");
    let twice = Frame { originator_info: [tlv(0xA0, &[]), tlv(0xA0, &[])].concat(), ..frame };
    assert_eq!(holder.decrypt(&twice.to_der()), Err(Failure::Refused("message.damaged")));
}

#[test]
fn user_keying_material_is_a_part_of_the_derived_key() {
    let holder = p256();
    let material = tlv(4, &[b"material"]);
    let message = encrypt_with(&[&holder], b"content", &[], |wrapping| {
        let Wrapping::KeyAgreement { shared_info, .. } = wrapping else { panic!("an EC key") };
        let [wrap, length] = &values(inside(shared_info))[..] else { panic!("an ECC-CMS-SharedInfo") };
        *shared_info = tlv(0x30, &[wrap, &tlv(0xA0, &[&material]), length]);
    });
    assert_eq!(holder.decrypt(&message), Err(Failure::Key));
    let mut frame = Frame::of(&message);
    let [version, originator, rest @ ..] = &values(inside(&frame.recipients[0]))[..] else { panic!("a kari") };
    frame.recipients = vec![tlv(0xA1, &[version, originator, &tlv(0xA1, &[&material]), &rest.concat()])];
    assert_eq!(holder.decrypt(&frame.to_der()).unwrap(), b"content");
}

#[test]
fn a_recipient_may_be_named_by_its_key_identifier() {
    let identity = template(KeyAlgorithm::EcP256, KeyUsages::KeyAgreement).self_signed();
    assert!(matches!(*identity.key, Key::EcP256(_)));
    let holder = Holder::of(&identity);
    let mut frame = Frame::encrypted(&[&holder], b"content");
    let [version, originator, algorithm, keys] = &values(inside(&frame.recipients[0]))[..] else { panic!("a kari") };
    let [_, encrypted_key] = &values(inside(inside(keys)))[..] else { panic!("a RecipientEncryptedKey") };
    let identifier = identity.key_identifier().to_der().unwrap();
    let key = |identifier: &[u8]| tlv(0x30, &[&tlv(0x30, &[&tlv(0xA0, &[identifier]), encrypted_key])]);
    let recipient = |keys: &[u8]| tlv(0xA1, &[version, originator, algorithm, keys]);
    let named = recipient(&key(&identifier));
    let dated = recipient(&key(&[&identifier[..], &tlv(0x18, &[b"20260101000000Z"])].concat()));
    let other = recipient(&key(&tlv(4, &[b"another key"])));
    for (recipients, expected) in [
        (vec![named], Ok(b"content".to_vec())),
        (vec![other.clone(), dated], Ok(b"content".to_vec())),
        (vec![other], Err(Failure::Refused("recipient.none"))),
    ] {
        frame.recipients = recipients;
        assert_eq!(holder.decrypt(&frame.to_der()), expected);
    }
}

//! What is too large is refused early. Nothing is kept of the ciphertext.

use vnfseal::{
    encrypt::{CONTENT_OCTETS_MAX, Reader, Recipients, prefix, suffix},
    limits::{LIMITS, Limit},
    test_door::{counted, with_limit},
};
use vnfseal_tests::{KeyAlgorithm, now};

use crate::{
    frame::{AUTH_ENVELOPED_DATA, Frame, tlv},
    host::{Holder, encrypt, wrap},
};

fn limit(name: &str) -> &'static Limit {
    LIMITS.iter().find(|limit| limit.name == name).expect("a limit")
}

fn code(message: &[u8]) -> Option<&'static str> {
    let mut reader = Reader::new();
    reader.feed(message).map(|_| ()).and_then(|()| reader.finish().map(|_| ())).err().map(|refusal| refusal.reason.code)
}

#[test]
fn recipients_and_the_frame_are_bounded() {
    let holders = [KeyAlgorithm::EcP256; 3].map(Holder::new);
    let message = encrypt(&holders.each_ref(), &[7; 5000]);
    assert_eq!(code(&message), None);
    for (name, enough, too_few) in [("CMS_RECIPIENTS", 3, 2), ("CMS_FRAME_BYTES", 900, 500)] {
        assert_eq!(with_limit(limit(name), enough, || code(&message)), None, "{name}");
        assert_eq!(with_limit(limit(name), too_few, || code(&message)), Some("message.limit"), "{name}");
    }
    let pair = |holder: &Holder| (holder.recipient(), wrap(&holder.recipient().wrapping(), &[1; 32]));
    let pairs: Vec<_> = holders.iter().map(pair).collect();
    let written = |most| with_limit(limit("CMS_RECIPIENTS"), most, || prefix(&pairs, &[1; 12], 5).is_ok());
    assert!(written(3) && !written(2));
    let given = |most| {
        let mut recipients = Recipients::default();
        let mut add = |holder: &Holder| recipients.add(&holder.certificate, now()).err();
        with_limit(limit("CMS_RECIPIENTS"), most, || {
            holders.iter().filter_map(&mut add).map(|refusal| refusal.reason.code).next()
        })
    };
    assert_eq!((given(3), given(2)), (None, Some("recipient-certificate.too-many")));
}

#[test]
fn a_frame_without_end_is_refused() {
    let mut reader = Reader::new();
    reader.feed(&[0x30, 0x80]).unwrap();
    reader.feed(AUTH_ENVELOPED_DATA).unwrap();
    reader.feed(&[0xA0, 0x80, 0x30, 0x80, 2, 1, 0, 0x31, 0x80]).unwrap();
    let element = tlv(4, &[&[0; 10_000]]);
    let refused = (0..1000).find_map(|_| reader.feed(&element).err()).expect("it is not kept for ever");
    assert_eq!(refused.reason.code, "message.limit");
    assert_eq!(reader.feed(&[]), Err(refused), "what is refused stays refused");
}

#[test]
fn the_largest_content_is_read_and_anything_larger_is_not() {
    let holder = Holder::new(KeyAlgorithm::EcP256);
    let wrapped = wrap(&holder.recipient().wrapping(), &[1; 32]);
    let prefix = prefix(&[(holder.recipient(), wrapped)], &[1; 12], CONTENT_OCTETS_MAX).unwrap();
    let mut reader = Reader::new();
    assert_eq!(reader.feed(&prefix).unwrap(), []);
    let start = prefix.len() as u64;
    assert_eq!(reader.skip_ciphertext().unwrap(), start..start + CONTENT_OCTETS_MAX);
    assert_eq!(reader.position(), start + CONTENT_OCTETS_MAX);
    reader.feed(&suffix([9; 16])).unwrap();
    assert_eq!(reader.finish().unwrap().tag, [9; 16]);

    // One octet more, in one piece or in several.
    let frame = Frame { ciphertext: Some(Vec::new()), ..Frame::encrypted(&[&holder], b"") };
    let message = frame.to_ber(1);
    let head = &message[..message.len() - 28];
    let largest = [4, 0x85, 0x0F, 0xFF, 0xFF, 0xFF, 0xE0];
    let mut reader = Reader::new();
    reader.feed(head).unwrap();
    reader.feed(&largest).unwrap();
    reader.skip_ciphertext().unwrap();
    reader.feed(&[4, 0]).unwrap();
    let refused = reader.feed(&[4, 1, 0]).unwrap_err();
    assert_eq!(refused.reason.code, "message.too-large");
}

#[test]
fn work_grows_with_the_size_only() {
    let holder = Holder::new(KeyAlgorithm::EcP256);
    let frame = Frame::encrypted(&[&holder], &[7; 10_000]);
    let work = |message: &[u8]| {
        let read = |size: usize| {
            let mut reader = Reader::new();
            message.chunks(size).for_each(|piece| drop(reader.feed(piece).unwrap()));
        };
        let ((), whole) = counted(|| read(message.len()));
        let ((), octets) = counted(|| read(1));
        assert_eq!(whole, octets, "the size of pieces changes nothing");
        whole
    };
    assert!(work(&frame.to_ber(1)) < 10_000);
}

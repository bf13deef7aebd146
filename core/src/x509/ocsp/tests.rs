//! Tests responses that other programs refuse to write. Their octets are put together here.

use std::vec;

use super::*;

/// Encodes a value with its header. The tag is one octet.
fn value(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let length = u16::try_from(content.len()).unwrap().to_be_bytes();
    let header = match content.len() {
        ..128 => vec![tag, length[1]],
        128..256 => vec![tag, 0x81, length[1]],
        _ => vec![tag, 0x82, length[0], length[1]],
    };
    [header, content].concat()
}

fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    value(0x30, parts)
}

fn time() -> Vec<u8> {
    value(0x18, &[b"20260101000000Z"])
}

fn algorithm() -> Vec<u8> {
    sequence(&[&value(0x06, &[&[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]])])
}

const GOOD: &[u8] = &[0x80, 0];

/// Encodes the single response about the certificate with serial number 5 of an issuer without a name.
fn single(status: &[u8], extensions: &[u8]) -> Vec<u8> {
    let id = sequence(&[&sequence(&[&value(0x06, &[&[0x2b, 14, 3, 2, 26]])]), &[4, 0], &[4, 0], &[2, 1, 5]]);
    sequence(&[&id, status, &time(), extensions])
}

/// Encodes a response with these parts, each in its encoding.
fn response(status: u8, version: &[u8], responder: &[u8], singles: &[u8], extensions: &[u8]) -> Vec<u8> {
    let tbs = sequence(&[version, responder, &time(), &sequence(&[singles]), extensions]);
    let basic = sequence(&[&tbs, &algorithm(), &[3, 2, 0, 1]]);
    let id = value(0x06, &[&[0x2b, 6, 1, 5, 5, 7, 0x30, 1, 1]]);
    sequence(&[&[0x0a, 1, status], &value(0xa0, &[&sequence(&[&id, &value(0x04, &[&basic])])])])
}

const BY_KEY: &[u8] = &[0xa2, 3, 4, 1, 7];

fn read(version: &[u8], responder: &[u8], singles: &[u8], extensions: &[u8]) -> Result<BasicOcspResponse, Unreadable> {
    OcspResponse::from_der(&response(0, version, responder, singles, extensions)).map(|read| read.basic.unwrap())
}

#[test]
fn a_response_is_successful_or_says_nothing() {
    let whole = response(0, &[], BY_KEY, &single(GOOD, &[]), &[]);
    assert!(OcspResponse::from_der(&whole).is_ok());
    assert!(OcspResponse::from_der(&response(3, &[], BY_KEY, &single(GOOD, &[]), &[])).is_err());
    assert!(OcspResponse::from_der(&sequence(&[&[0x0a, 1, 0]])).is_err());
    let error = OcspResponse::from_der(&sequence(&[&[0x0a, 1, 3]])).unwrap();
    assert!(error.basic.is_none() && error.status.name() == "tryLater");
    assert!(OcspResponse::from_der(&[&whole[..], &[0]].concat()).is_err());
    for end in 0..whole.len() {
        assert!(OcspResponse::from_der(&whole[..end]).is_err());
    }
}

#[test]
fn forms_that_contradict_themselves_are_refused() {
    let one = single(GOOD, &[]);
    assert!(read(&[], BY_KEY, &one, &[]).is_ok());
    assert!(read(&[0xa0, 3, 2, 1, 0], BY_KEY, &one, &[]).is_ok());
    assert!(read(&[], &[0xa1, 2, 0x30, 0], &one, &[]).is_ok());
    assert!(read(&[0xa0, 3, 2, 1, 1], BY_KEY, &one, &[]).is_err());
    assert!(read(&[], &[], &one, &[]).is_err());
    assert!(read(&[], BY_KEY, &[], &[]).is_err());
    for status in [&[0x80, 1, 0][..], &[0x82, 1, 0], &[0xa1, 0], &[0x83, 0], &[]] {
        assert!(read(&[], BY_KEY, &single(status, &[]), &[]).is_err(), "{status:x?}");
    }
    assert_eq!(read(&[], BY_KEY, &one.repeat(300), &[]).unwrap().responses.len(), 300);
}

#[test]
fn extensions_that_are_not_known_are_marked() {
    let extension = |last_arcs: &[u8], critical: bool| {
        let id = value(0x06, &[&[0x2b, 6, 1, 5, 5, 7], last_arcs]);
        let critical: &[u8] = if critical { &[1, 1, 0xff] } else { &[] };
        value(0xa1, &[&sequence(&[&sequence(&[&id, critical, &[4, 2, 5, 0]])])])
    };
    let (nonce, other) = ([0x30, 1, 2], [0x30, 1, 99]);
    let of_whole = |extension: &[u8]| read(&[], BY_KEY, &single(GOOD, &[]), extension).unwrap().has_unknown_critical;
    assert!(!of_whole(&extension(&nonce, true)) && !of_whole(&extension(&other, false)));
    assert!(of_whole(&extension(&other, true)));
    let of_one =
        |extension: &[u8]| read(&[], BY_KEY, &single(GOOD, extension), &[]).unwrap().responses[0].has_unknown_critical;
    assert!(!of_one(&extension(&other, false)) && of_one(&extension(&other, true)) && of_one(&extension(&nonce, true)));
}

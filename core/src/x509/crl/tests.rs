//! Tests lists that other programs refuse to write. Their octets are put together here.

use std::vec;

use super::*;
use crate::x509::distribution_point::ReasonFlags;

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

const SEQUENCE: u8 = 0x30;

fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    value(SEQUENCE, parts)
}

fn time() -> Vec<u8> {
    value(0x17, &[b"260101000000Z"])
}

/// Encodes `sha256WithRSAEncryption` or one of its neighbours.
fn algorithm(last_arc: u8) -> Vec<u8> {
    sequence(&[&value(0x06, &[&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, last_arc]])])
}

/// Encodes an extension of `id-ce`.
fn extension(last_arc: u8, content: &[u8]) -> Vec<u8> {
    sequence(&[&value(0x06, &[&[0x55, 0x1d, last_arc]]), &value(0x04, &[content])])
}

/// Encodes `cRLNumber` 1.
fn number() -> Vec<u8> {
    extension(20, &[0x02, 0x01, 0x01])
}

fn entry(serial_number: &[u8], extensions: &[u8]) -> Vec<u8> {
    sequence(&[&value(0x02, &[serial_number]), &time(), extensions])
}

/// Reads a list with this version, these entries and these extensions, each in its encoding.
fn list(version: &[u8], entries: &[u8], extensions: &[u8], outer_algorithm: u8) -> Result<CertificateList, Unreadable> {
    let tbs = [version, &algorithm(11), &sequence(&[]), &time(), &time(), &sequence(&[entries]), extensions];
    let der = sequence(&[&sequence(&tbs), &algorithm(outer_algorithm), &value(0x03, &[&[0, 1]])]);
    CertificateList::from_der(&der)
}

const V2: &[u8] = &[0x02, 0x01, 0x01];

fn list_with(extensions: &[&[u8]]) -> Result<CertificateList, Unreadable> {
    list(V2, &[], &value(0xa0, &[&sequence(extensions)]), 11)
}

#[test]
fn version_1_has_no_extensions() {
    let of_entry = entry(&[5], &sequence(&[&extension(21, &[0x0a, 0x01, 0x01])]));
    let of_list = value(0xa0, &[&sequence(&[&number()])]);
    for version in [&[][..], &[0x02, 0x01, 0x00], &[0x02, 0x01, 0x02]] {
        assert!(list(version, &of_entry, &[], 11).is_err());
        assert!(list(version, &[], &of_list, 11).is_err());
    }
    assert!(list(&[], &entry(&[5], &[]), &[], 11).is_ok());
    assert!(list(V2, &of_entry, &of_list, 11).is_ok());
}

#[test]
fn both_algorithms_are_the_same() {
    assert!(list(V2, &[], &[], 11).is_ok());
    assert!(list(V2, &[], &[], 12).is_err());
}

#[test]
fn no_extension_comes_twice() {
    assert!(list_with(&[&number()]).is_ok());
    assert!(list_with(&[&number(), &number()]).is_err());
    assert!(list_with(&[]).is_err());
    let reason = extension(21, &[0x0a, 0x01, 0x01]);
    assert!(list(V2, &entry(&[5], &sequence(&[&reason, &reason])), &[], 11).is_err());
}

#[test]
fn unused_bits_are_no_reasons() {
    let reasons = |content: &[u8]| {
        let scope = sequence(&[&value(0x83, &[content])]);
        let list = list_with(&[&extension(28, &scope)]);
        list.map(|list| list.extensions.issuing_distribution_point.unwrap().only_some_reasons.unwrap())
    };
    assert!(reasons(&[7, 0xff, 0x80]).unwrap().is_all());
    for content in [&[0, 0xff][..], &[7, 0xff, 0x7f], &[1, 0xff], &[0]] {
        assert!(!reasons(content).unwrap().is_all(), "{content:?}");
    }
    assert_eq!(reasons(&[7, 0xff]).unwrap(), ReasonFlags::NONE);
    assert!(reasons(&[8, 0xff]).is_err() && reasons(&[]).is_err() && reasons(&[0, 0, 0, 0]).is_err());
}

#[test]
fn numbers_compare_as_numbers() {
    let number =
        |octets: &[u8]| list_with(&[&extension(20, &value(0x02, &[octets]))]).map(|list| list.extensions.crl_number);
    assert!(number(&[2]).unwrap() < number(&[1, 0]).unwrap());
    assert!(number(&[0x7f]).unwrap() < number(&[0, 0x80]).unwrap());
    assert_eq!(number(&[0, 1]).unwrap(), number(&[1]).unwrap());
    assert!(number(&[0x80]).is_err());
}

#[test]
fn serial_numbers_are_found_however_they_are_encoded() {
    let serial_numbers: [&[u8]; 6] = [&[0x80], &[0, 0x80], &[5], &[1, 5], &[0xff, 0x7f], &[0x7f]];
    let entries = serial_numbers.map(|serial_number| entry(serial_number, &[])).concat();
    let list = list(V2, &entries, &[], 11).unwrap();
    let count = |octets: &[u8]| list.entries.find(&list.der, &list.issuer, &list.issuer, octets).count();
    for serial_number in serial_numbers {
        assert_eq!(count(serial_number), 1, "{serial_number:?}");
    }
    assert_eq!([count(&[0xff, 0x80]), count(&[0, 0, 5]), count(&[0xff, 0xff, 0x7f])], [1; 3]);
    assert_eq!([count(&[6]), count(&[]), count(&[0xff]), count(&[0, 0x7f, 0])], [0; 4]);
}

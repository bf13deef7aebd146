//! CMS structures with very long lists.

use vnfseal::{policy::Policy, test_door::read_signed_data, trust::TrustBundle, verify_signed_data};
use vnfseal_tests::{Provider, now};

use crate::{
    SIZE, bounded,
    der::{oid, sequence, value},
    linear,
    work::{p256, signed_data, signer_info, unsigned_certificate},
};

fn message(digests: &[u8], certificates: &[u8], signer_infos: &[u8]) -> Vec<u8> {
    let content = sequence(&[&oid("1.2.840.113549.1.7.1")]);
    let parts =
        [&[2, 1, 3][..], &value(0x31, digests), &content, &value(0xA0, certificates), &value(0x31, signer_infos)];
    sequence(&[&oid("1.2.840.113549.1.7.2"), &value(0xA0, &sequence(&parts))])
}

fn verify(message: &[u8]) {
    let trust = TrustBundle::from(&Provider::new("Acme").trust());
    bounded(message.len(), || verify_signed_data(message, Some(b"text"), &[], &trust, &Policy::default(), now()));
}

/// The algorithms are the same, so that each is compared with all signers before it is found.
#[test]
fn digest_algorithms_and_signers() {
    let algorithm = sequence(&[&oid("2.16.840.1.101.3.4.2.3")]);
    let signers = |count: usize| {
        (0..count).flat_map(|number| signer_info(u8::try_from(number % 100).expect("small"), None)).collect::<Vec<u8>>()
    };
    linear(|size| drop(read_signed_data(&message(&algorithm.repeat(size / 26), &[], &signers(size / 140)))));
    verify(&message(&algorithm.repeat(SIZE / 13), &[], &signers(16)));
    verify(&message(&algorithm.repeat(SIZE / 26), &[], &signers(SIZE / 140)));
}

#[test]
fn signed_attributes() {
    let attribute = sequence(&[&oid("1.2.840.113549.1.9.5"), &value(0x31, &[5, 0])]);
    let certificate = unsigned_certificate(1, &p256());
    verify(&signed_data(&certificate, &signer_info(1, Some(&attribute.repeat(SIZE / attribute.len())))));
}

#[test]
fn nested_values() {
    for unit in [&[0x30, 0x80][..], &[0x24, 0x80]] {
        verify(&unit.repeat(SIZE / 2));
    }
    // It is as deep as core reads, with many octets at the bottom.
    let mut nested = value(4, &vec![7; SIZE]);
    for _ in 0..38 {
        nested = [&[0x30, 0x80][..], &nested, &[0, 0]].concat();
    }
    verify(&nested);
}

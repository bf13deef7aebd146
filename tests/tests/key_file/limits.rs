//! Work and memory are bounded, and the bounds are checked before anything is derived.

use std::iter::repeat_n;

use vnfseal::{
    limits::{LIMITS, Limit},
    test_door::{counted, with_limit},
};
use vnfseal_tests::KeyAlgorithm;

use crate::files::{Outcome, Owner, PASSWORD, key_in, tlv};

const PBES2: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x05\x0d";
const PBKDF2: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x05\x0c";
const SCRYPT: &[u8] = b"\x06\x09\x2b\x06\x01\x04\x01\xda\x47\x04\x0b";
const AES_256_CBC: &[u8] = b"\x06\x09\x60\x86\x48\x01\x65\x03\x04\x01\x2a";
const DES_EDE3_CBC: &[u8] = b"\x06\x08\x2a\x86\x48\x86\xf7\x0d\x03\x07";
const PBE_SHA1_3DES: &[u8] = b"\x06\x0a\x2a\x86\x48\x86\xf7\x0d\x01\x0c\x01\x03";
const DATA: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01";
const SHA_256: &[u8] = b"\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01";

pub(crate) fn limit(name: &str) -> &'static Limit {
    LIMITS.iter().find(|limit| limit.name == name).expect("a limit")
}

/// A number, as an INTEGER of as many octets as it needs.
fn number(value: u128) -> Vec<u8> {
    let octets = value.to_be_bytes();
    let start = octets.iter().position(|octet| *octet != 0).unwrap_or(15);
    let sign: &[u8] = if octets[start] >= 0x80 { &[0] } else { &[] };
    tlv(2, &[sign, &octets[start..]])
}

/// A key that is encrypted with something, in PBES2.
fn encrypted(derivation: &[u8], parameters: &[&[u8]], cipher: &[u8], iv: &[u8]) -> Vec<u8> {
    let derivation = tlv(0x30, &[derivation, &tlv(0x30, parameters)]);
    let cipher = tlv(0x30, &[cipher, &tlv(4, &[iv])]);
    tlv(0x30, &[&tlv(0x30, &[PBES2, &tlv(0x30, &[&derivation, &cipher])]), &tlv(4, &[&[7; 32]])])
}

fn pbkdf2(iterations: &[u8]) -> Vec<u8> {
    encrypted(PBKDF2, &[&tlv(4, &[b"saltsalt"]), iterations], AES_256_CBC, &[7; 16])
}

fn scrypt(cost: u128, block_size: u128, parallelization: u128) -> Vec<u8> {
    let parameters = [cost, block_size, parallelization].map(number).concat();
    encrypted(SCRYPT, &[&tlv(4, &[b"saltsalt"]), &parameters], AES_256_CBC, &[7; 16])
}

/// Reads a file, which may take little work only.
fn at_once(file: &[u8]) -> Outcome {
    let (outcome, operations) = counted(|| key_in(file, Some("password")));
    assert!(operations < 10_000, "{operations} operations");
    outcome
}

#[test]
fn iterations_are_checked_before_they_are_run() {
    assert_eq!(at_once(&pbkdf2(&number(1))), Err("key-file.wrong-password"));
    // Two digests of SHA-1 make one key of AES-256.
    for iterations in [5_000_001, 10_000_001, u128::from(u32::MAX) + 2, 1 << 63, 1 << 64, 1 << 100] {
        assert_eq!(at_once(&pbkdf2(&number(iterations))), Err("key-file.limit"), "{iterations}");
        let parameters = tlv(0x30, &[&tlv(4, &[b"saltsalt"]), &number(iterations * 2)]);
        let scheme = tlv(0x30, &[PBE_SHA1_3DES, &parameters]);
        assert_eq!(at_once(&tlv(0x30, &[&scheme, &tlv(4, &[&[7; 32]])])), Err("key-file.limit"), "{iterations}");
        assert_eq!(at_once(&with_mac(&number(iterations * 2))), Err("key-file.limit"), "{iterations}");
    }
    for iterations in [&[2, 1, 0][..], &[2, 1, 0x80], &[2, 0], &[2, 9, 0x80, 0, 0, 0, 0, 0, 0, 0, 0]] {
        assert_eq!(at_once(&pbkdf2(iterations)), Err("key-file.damaged"), "{iterations:?}");
        assert_eq!(at_once(&with_mac(iterations)), Err("key-file.damaged"), "{iterations:?}");
    }
}

/// A PKCS #12 file without bags, with a MAC after this many iterations.
fn with_mac(iterations: &[u8]) -> Vec<u8> {
    let data = |octets: &[u8]| tlv(0x30, &[DATA, &tlv(0xA0, &[&tlv(4, &[octets])])]);
    let mac = tlv(0x30, &[&tlv(0x30, &[SHA_256]), &tlv(4, &[&[7; 32]])]);
    let mac = tlv(0x30, &[&mac, &tlv(4, &[b"saltsalt"]), iterations]);
    tlv(0x30, &[&[2, 1, 3], &data(&tlv(0x30, &[&data(&tlv(0x30, &[]))])), &mac])
}

#[test]
fn the_parameters_of_scrypt_are_checked_before_it_is_run() {
    assert_eq!(at_once(&scrypt(16, 8, 1)), Err("key-file.wrong-password"));
    for (cost, block_size, parallelization) in [
        (1 << 18, 8, 1),
        (1 << 40, 8, 1),
        (1 << 63, 1, 1),
        (2, 1 << 31, 1),
        (2, u128::from(u32::MAX) + 1, 1),
        (2, 1, 1 << 31),
        (2, 1 << 20, 1 << 20),
        (1 << 17, 8, 100),
        (1 << 127, 1 << 126, 1 << 126),
    ] {
        let file = scrypt(cost, block_size, parallelization);
        let expected = if cost > 1 << 64 { "key-file.damaged" } else { "key-file.limit" };
        assert_eq!(at_once(&file), Err(expected), "{cost}, {block_size}, {parallelization}");
    }
    for (cost, block_size, parallelization) in [(0, 8, 1), (3, 8, 1), (16, 0, 1), (16, 8, 0)] {
        let file = scrypt(cost, block_size, parallelization);
        assert_eq!(at_once(&file), Err("key-file.damaged"), "{cost}, {block_size}, {parallelization}");
    }
}

#[test]
fn the_work_of_all_parts_counts() {
    let owner = Owner::new(KeyAlgorithm::EcP256);
    // A MAC, the certificates and the key; each has a key of 32 octets, as long as a digest.
    let file = owner.pkcs12(&["-iter", "1000"], PASSWORD);
    let read = |most| with_limit(limit("KEY_FILE_ITERATIONS"), most, || key_in(&file, Some(PASSWORD)));
    assert_eq!(read(3000), Ok(owner.pkcs8()));
    assert_eq!(read(2999), Err("key-file.limit"));
    // The empty password has two forms.
    let read = |most| with_limit(limit("KEY_FILE_ITERATIONS"), most, || key_in(&file, None));
    assert_eq!((read(2000), read(1999)), (Err("key-file.password-needed"), Err("key-file.limit")));
}

#[test]
fn files_and_their_parts_are_bounded() {
    let owner = Owner::new(KeyAlgorithm::EcP256);
    let key = owner.pem();
    let text = format!("{key}{}", "\n".repeat(1 << 20));
    assert_eq!(key_in(text.as_bytes(), None), Err("key-file.too-large"));
    assert_eq!(key_in(&text.as_bytes()[..1 << 20], None), Ok(owner.pkcs8()));
    let file = owner.pkcs12(&[], PASSWORD);
    let blocks = format!("{key}{}{}", owner.identity.to_pem(), owner.issuer.to_pem());
    for file in [&file, blocks.as_bytes()] {
        let read = |most| with_limit(limit("KEY_FILE_PARTS"), most, || key_in(file, Some(PASSWORD)));
        assert_eq!((read(3), read(2)), (Ok(owner.pkcs8()), Err("key-file.too-large")));
    }
}

#[test]
fn nested_values_take_no_work() {
    for identifier in [0x24, 0x30, 0xA0] {
        let nested: Vec<u8> = repeat_n([identifier, 0x80], 400_000).flatten().collect();
        let (outcome, operations) = counted(|| key_in(&nested, Some("password")));
        assert_eq!(outcome, Err("key-file.not-a-key-file"));
        assert!(operations < 100_000, "{operations} operations");
    }
}

#[test]
fn initialization_vectors_have_the_length_of_a_block() {
    for (cipher, right) in [(AES_256_CBC, 16), (DES_EDE3_CBC, 8)] {
        for length in 0..40 {
            let file = encrypted(PBKDF2, &[&tlv(4, &[b"saltsalt"]), &number(1)], cipher, &vec![7; length]);
            let expected = if length == right { "key-file.wrong-password" } else { "key-file.damaged" };
            assert_eq!(at_once(&file), Err(expected), "{length}");
        }
    }
}

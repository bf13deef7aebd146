//! A file that was changed or cut never causes a panic or long work. A MAC lets no other key pass. PKCS #8 has none, so
//! changed octets of its ciphertext may give another key of the same kind: its signatures do not verify.

use vnfseal::{key_file::KeyFile, test_door::with_limit};
use vnfseal_tests::{KeyAlgorithm, noise};

use crate::{
    files::{Owner, PASSWORD, read},
    limits::limit,
};

/// A good file, and whether a MAC is over it.
struct Sample {
    name: &'static str,
    file: Vec<u8>,
    has_mac: bool,
}

fn samples(owner: &Owner) -> Vec<Sample> {
    let sample = |name, file, has_mac| Sample { name, file, has_mac };
    let encrypt = |options: &[&str]| {
        let common = ["pkcs8", "-topk8", "-passout", "env:VNFSEAL_TEST_PASSWORD"];
        owner.convert(&[&common, options].concat())
    };
    let small = ["-scrypt", "-scrypt_N", "2", "-scrypt_r", "1", "-scrypt_p", "1"];
    vec![
        sample("PKCS #8", owner.pkcs8(), false),
        sample("PKCS #8 in PEM", owner.pem().into_bytes(), false),
        sample("encrypted PKCS #8", encrypt(&["-outform", "DER", "-iter", "1"]), false),
        sample("encrypted PKCS #8 in PEM", encrypt(&["-iter", "1"]), false),
        sample("PKCS #8 with scrypt", encrypt(&[&["-outform", "DER"], &small[..]].concat()), false),
        sample("PKCS #8 with 3DES", encrypt(&["-outform", "DER", "-v1", "PBE-SHA1-3DES", "-iter", "1"]), false),
        sample("PKCS #12", owner.pkcs12(&["-iter", "1", "-nomaciter"], PASSWORD), true),
        sample("older PKCS #12", owner.pkcs12(&["-legacy", "-iter", "1", "-nomaciter"], PASSWORD), true),
        sample("PKCS #12 without a MAC", owner.pkcs12(&["-iter", "1", "-nomac"], PASSWORD), false),
    ]
}

/// Reads a changed file, with little work.
fn read_changed(file: &[u8]) -> Result<KeyFile, &'static str> {
    with_limit(limit("KEY_FILE_ITERATIONS"), 2000, || {
        with_limit(limit("KEY_FILE_SCRYPT_BYTES"), 100_000, || read(file, Some(PASSWORD)))
    })
}

/// Asserts that a changed file is refused or harmless. Returns whether it was read.
fn check(owner: &Owner, sample: &Sample, file: &[u8], what: &str) -> bool {
    let Ok(found) = read_changed(file) else { return false };
    let expected = owner.pkcs8();
    if sample.has_mac {
        assert_eq!(found.pkcs8(), expected, "{}: {what}", sample.name);
        assert_eq!(found.certificates(), owner.certificates(), "{}: {what}", sample.name);
    }
    // The frame of a key is always written anew.
    assert_eq!(found.pkcs8()[..4], expected[..4], "{}: {what}", sample.name);
    true
}

fn owners() -> [Owner; 2] {
    [Owner::new(KeyAlgorithm::EcP256), Owner::new(KeyAlgorithm::Ed25519)]
}

#[test]
fn each_cut_is_refused() {
    for owner in owners() {
        for sample in samples(&owner) {
            assert!(check(&owner, &sample, &sample.file, "as it is"));
            for length in 0..sample.file.trim_ascii_end().len() {
                let was_read = check(&owner, &sample, &sample.file[..length], "cut");
                assert!(!was_read, "{}: cut to {length} octets", sample.name);
            }
        }
    }
}

#[test]
fn each_flip_is_refused_or_harmless() {
    for owner in owners() {
        for sample in samples(&owner) {
            for index in 0..sample.file.len() {
                for bit in 0..8 {
                    let mut file = sample.file.clone();
                    file[index] ^= 1 << bit;
                    check(&owner, &sample, &file, &format!("bit {bit} of octet {index}"));
                }
            }
        }
    }
}

#[test]
fn other_lengths_and_identifiers_are_refused_or_harmless() {
    const INSERTED: [&[u8]; 8] =
        [&[0x80], &[0xFF], &[0x84, 0xFF, 0xFF, 0xFF, 0xFF], &[0x30, 0x80], &[0x24, 0x80], &[0, 0], &[4, 0], &[0x02, 9]];
    for owner in owners() {
        for sample in samples(&owner) {
            for index in 0..=sample.file.len() {
                for inserted in INSERTED {
                    let (before, after) = sample.file.split_at(index);
                    let file = [before, inserted, after].concat();
                    check(&owner, &sample, &file, &format!("{inserted:?} before octet {index}"));
                    let file = [before, inserted, after.get(inserted.len()..).unwrap_or_default()].concat();
                    check(&owner, &sample, &file, &format!("{inserted:?} in place of octet {index}"));
                }
            }
        }
    }
}

#[test]
fn random_changes_are_refused_or_harmless() {
    for owner in owners() {
        let samples = samples(&owner);
        let mut state = 0x5EED_u64;
        for round in 0..5000 {
            let sample = &samples[round % samples.len()];
            let mut file = sample.file.clone();
            let mut random = |below: usize| {
                // xorshift64 (Marsaglia 2003).
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                usize::try_from(state % below as u64).unwrap()
            };
            for _ in 0..=random(4) {
                let (place, other) = (random(file.len()), u8::try_from(random(256)).unwrap());
                match random(4) {
                    _ if file.len() < 2 => {}
                    0 => file[place] = other,
                    1 => file.insert(place, other),
                    2 => drop(file.remove(place)),
                    _ => file.truncate(place.max(1)),
                }
            }
            check(&owner, sample, &file, &format!("round {round}"));
        }
    }
}

#[test]
fn noise_is_no_key() {
    for length in 0..1000 {
        assert!(read_changed(&noise(length)).is_err());
    }
}

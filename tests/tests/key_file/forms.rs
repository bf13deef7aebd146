//! Keys alone, in each form that OpenSSL writes.

use vnfseal::key_file::{Fit, KeyKind};
use vnfseal_tests::KeyAlgorithm;

use crate::files::{KINDS, Owner, PASSWORD, inside, key_in, openssl, read, tlv, values};

const TO_STDIN: &[&str] = &["-passout", "env:VNFSEAL_TEST_PASSWORD"];

#[test]
fn each_kind_is_read_in_pem_and_der() {
    for (algorithm, name, curve) in KINDS {
        let owner = Owner::new(algorithm);
        let expected = owner.pkcs8();
        let bytes = |form: &str| owner.convert(&["pkcs8", "-topk8", "-nocrypt", "-outform", form]);
        for form in ["PEM", "DER"] {
            for password in [None, Some("unneeded")] {
                let file = read(&bytes(form), password).unwrap();
                assert_eq!(file.pkcs8(), expected, "{algorithm:?} in {form}");
                assert_eq!((file.kind().name(), file.kind().curve()), (name, curve));
                assert_eq!(file.certificates().len(), 0);
                // OpenSSL leaves the public key out of Ed25519 keys.
                let known = if name == "Ed25519" { Fit::Unknown } else { Fit::Same };
                assert_eq!(file.fit(owner.identity.to_pem().as_bytes()).unwrap(), known);
                let other = if name == "Ed25519" { Fit::Unknown } else { Fit::Other };
                assert_eq!(file.fit(&owner.issuer.to_der()).unwrap(), other);
            }
        }
    }
}

#[test]
fn traditional_forms_become_pkcs_8() {
    for (algorithm, name, _) in KINDS.into_iter().filter(|(_, name, _)| *name != "Ed25519") {
        let owner = Owner::new(algorithm);
        let program = if name == "RSA" { "rsa" } else { "ec" };
        let traditional: &[&str] = if name == "RSA" { &["-traditional"] } else { &[] };
        for form in ["PEM", "DER"] {
            let file = owner.convert(&[&[program, "-outform", form], traditional].concat());
            assert_eq!(form == "PEM", file.starts_with(format!("-----BEGIN {name} PRIVATE KEY").as_bytes()));
            assert_eq!(key_in(&file, None), Ok(owner.pkcs8()), "{algorithm:?} in {form}");
        }
        let encrypted = owner.convert(&[&[program, "-aes256"], traditional, TO_STDIN].concat());
        assert_eq!(key_in(&encrypted, Some(PASSWORD)), Err("key-file.traditional-encryption"));
    }
}

#[test]
fn the_block_with_the_parameters_before_an_ec_key_is_no_hindrance() {
    let file = openssl(&["ecparam", "-name", "secp384r1", "-genkey"], "", &[]);
    assert!(file.starts_with(b"-----BEGIN EC PARAMETERS-----"));
    let expected = openssl(&["pkcs8", "-topk8", "-nocrypt", "-outform", "DER"], "", &file);
    assert_eq!(key_in(&file, None), Ok(expected.clone()));
    // Without the curve in the key itself, the block names it.
    let key = values(&inside(&openssl(&["ec", "-outform", "DER"], "", &file)));
    let without = tlv(0x30, &[&key[0].0, &key[1].0, &key[3].0]);
    let block = |label: &str, der: &[u8]| {
        let text = openssl(&["base64"], "", der);
        format!("-----BEGIN {label}-----\n{}-----END {label}-----\n", String::from_utf8(text).unwrap())
    };
    let parameters = block("EC PARAMETERS", b"\x06\x05\x2b\x81\x04\x00\x22");
    let both = parameters + &block("EC PRIVATE KEY", &without);
    assert_eq!(key_in(both.as_bytes(), None), Ok(expected));
    assert_eq!(key_in(&without, None), Err("key-file.key-not-accepted"));
}

#[test]
fn a_short_ec_key_gets_all_its_octets() {
    let short = tlv(0x30, &[&[2, 1, 1], &tlv(4, &[&[7, 7, 7]]), &tlv(0xA0, &[b"\x06\x05\x2b\x81\x04\x00\x23"])]);
    let whole = key_in(&short, None).unwrap();
    assert!(whole.windows(66).any(|window| window.ends_with(&[7, 7, 7]) && window[..63] == [0; 63]));
    let long =
        tlv(0x30, &[&[2, 1, 1], &tlv(4, &[&[7; 33]]), &tlv(0xA0, &[b"\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07"])]);
    assert_eq!(key_in(&long, None), Err("key-file.damaged"));
}

#[test]
fn a_key_for_pss_is_written_as_web_crypto_takes_it() {
    for options in [&[][..], &["-pkeyopt", "rsa_pss_keygen_md:sha256", "-pkeyopt", "rsa_pss_keygen_saltlen:32"]] {
        let generate = [&["genpkey", "-algorithm", "RSA-PSS", "-pkeyopt", "rsa_keygen_bits:2048"], options].concat();
        let pem = openssl(&generate, "", &[]);
        let file = read(&pem, None).unwrap();
        assert_eq!((file.kind(), file.kind().name()), (KeyKind::RsaPss, "RSA-PSS"));
        let read_back = openssl(&["pkey", "-inform", "DER", "-noout", "-text"], "", file.pkcs8());
        assert!(String::from_utf8(read_back).unwrap().starts_with("Private-Key: (2048 bit, 2 primes)"));
        // Behind the algorithm, it is the same key.
        let original = openssl(&["pkey", "-outform", "DER"], "", &pem);
        let key = |der: &[u8]| values(&inside(der))[2].1.clone();
        assert_eq!(key(file.pkcs8()), key(&original));
    }
}

#[test]
fn each_encryption_of_pkcs_8_is_read() {
    let owner = Owner::new(KeyAlgorithm::EcP256);
    let expected = owner.pkcs8();
    let mut options: Vec<Vec<&str>> = Vec::new();
    for cipher in ["aes-128-cbc", "aes-192-cbc", "aes-256-cbc", "des3"] {
        for prf in ["hmacWithSHA1", "hmacWithSHA224", "hmacWithSHA256", "hmacWithSHA384", "hmacWithSHA512"] {
            options.push(vec!["-v2", cipher, "-v2prf", prf, "-iter", "10"]);
        }
        options.push(vec!["-v2", cipher, "-scrypt", "-scrypt_N", "16", "-scrypt_r", "4", "-scrypt_p", "2"]);
    }
    options.push(vec!["-scrypt"]);
    options.push(vec![]);
    options.push(vec!["-iter", "1000000"]);
    for scheme in ["PBE-SHA1-3DES", "PBE-SHA1-2DES", "PBE-SHA1-RC2-128", "PBE-SHA1-RC2-40"] {
        options.push(vec!["-provider", "legacy", "-provider", "default", "-v1", scheme]);
    }
    for options in options {
        for form in ["PEM", "DER"] {
            let file = owner.convert(&[&["pkcs8", "-topk8", "-outform", form], &options[..], TO_STDIN].concat());
            assert_eq!(key_in(&file, Some(PASSWORD)), Ok(expected.clone()), "{options:?} in {form}");
            assert_eq!(key_in(&file, Some("wrong")), Err("key-file.wrong-password"), "{options:?}");
            assert_eq!(key_in(&file, Some("")), Err("key-file.wrong-password"), "{options:?}");
            assert_eq!(key_in(&file, None), Err("key-file.password-needed"), "{options:?}");
        }
    }
}

#[test]
fn a_broken_encryption_of_pkcs_8_is_refused() {
    let owner = Owner::new(KeyAlgorithm::EcP256);
    for scheme in ["PBE-MD5-DES", "PBE-SHA1-RC4-128"] {
        let options = ["pkcs8", "-topk8", "-provider", "legacy", "-provider", "default", "-v1", scheme];
        let file = owner.convert(&[&options, TO_STDIN].concat());
        assert_eq!(key_in(&file, Some(PASSWORD)), Err("key-file.encryption-not-accepted"), "{scheme}");
    }
}

#[test]
fn passwords_are_utf_8() {
    let owner = Owner::new(KeyAlgorithm::EcP256);
    for password in ["pässwörd", "鍵と錠", "🔑 key", "ends with a space ", &"long".repeat(100)] {
        let arguments = [&["pkcs8", "-topk8", "-iter", "10"], TO_STDIN].concat();
        let file = openssl(&arguments, password, owner.pem().as_bytes());
        assert_eq!(key_in(&file, Some(password)), Ok(owner.pkcs8()), "{password}");
    }
}

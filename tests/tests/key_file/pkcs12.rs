//! PKCS #12 files, as OpenSSL writes them.

use vnfseal::key_file::Fit;
use vnfseal_tests::KeyAlgorithm;

use crate::files::{KINDS, Owner, PASSWORD, inside, key_in, openssl, read, tlv, values};

const FAST: &[&str] = &["-iter", "10"];
const LEGACY: &[&str] = &["-provider", "legacy", "-provider", "default"];

/// Asserts that the file has the key and both certificates, and needs this password.
fn assert_read(owner: &Owner, file: &[u8], password: &str, what: &str) {
    let found = read(file, Some(password)).unwrap_or_else(|code| panic!("{what}: {code}"));
    assert_eq!(found.pkcs8(), owner.pkcs8(), "{what}");
    assert_eq!(found.certificates(), owner.certificates(), "{what}");
    assert_ne!(found.fit(&found.certificates()[0]), Ok(Fit::Other), "{what}");
    assert_eq!(key_in(file, Some("wrong")), Err("key-file.wrong-password"), "{what}");
    if !password.is_empty() {
        assert_eq!(key_in(file, Some("")), Err("key-file.wrong-password"), "{what}");
        assert_eq!(key_in(file, None), Err("key-file.password-needed"), "{what}");
    }
}

#[test]
fn each_kind_of_key_is_read_as_the_program_writes_it_by_default() {
    for (algorithm, ..) in KINDS {
        let owner = Owner::new(algorithm);
        assert_read(&owner, &owner.pkcs12(&[], PASSWORD), PASSWORD, &format!("{algorithm:?}"));
        assert_read(&owner, &owner.pkcs12(&["-legacy"], PASSWORD), PASSWORD, &format!("{algorithm:?}, -legacy"));
    }
}

#[test]
fn each_encryption_is_read() {
    let owner = Owner::new(KeyAlgorithm::EcP256);
    let schemes = [
        "AES-128-CBC",
        "AES-192-CBC",
        "AES-256-CBC",
        "DES-EDE3-CBC",
        "PBE-SHA1-3DES",
        "PBE-SHA1-2DES",
        "PBE-SHA1-RC2-128",
        "PBE-SHA1-RC2-40",
        "NONE",
    ];
    for certificates in schemes {
        for key in schemes {
            let options = ["-certpbe", certificates, "-keypbe", key];
            let file = owner.pkcs12(&[LEGACY, FAST, &options].concat(), PASSWORD);
            assert_read(&owner, &file, PASSWORD, &format!("{certificates} and {key}"));
        }
    }
    for scheme in ["PBE-SHA1-RC4-128", "PBE-MD5-DES"] {
        let file = owner.pkcs12(&[LEGACY, FAST, &["-keypbe", scheme]].concat(), PASSWORD);
        assert_eq!(key_in(&file, Some(PASSWORD)), Err("key-file.encryption-not-accepted"));
    }
}

#[test]
fn each_mac_is_verified() {
    let owner = Owner::new(KeyAlgorithm::EcP384);
    for digest in ["sha1", "sha224", "sha256", "sha384", "sha512"] {
        for iterations in [&["-nomaciter"][..], FAST, &["-iter", "10000"]] {
            let file = owner.pkcs12(&[&["-macalg", digest], iterations].concat(), PASSWORD);
            assert_read(&owner, &file, PASSWORD, &format!("{digest} with {iterations:?}"));
        }
    }
    let file = owner.pkcs12(&["-macalg", "md5"], PASSWORD);
    assert_eq!(key_in(&file, Some(PASSWORD)), Err("key-file.encryption-not-accepted"));
    // Without a MAC, the padding and the structure show a wrong password.
    for scheme in ["AES-256-CBC", "PBE-SHA1-3DES"] {
        let options = ["-nomac", "-certpbe", scheme, "-keypbe", scheme];
        assert_read(&owner, &owner.pkcs12(&options, PASSWORD), PASSWORD, "no MAC");
    }
}

#[test]
fn a_mac_over_a_file_that_is_not_encrypted_still_needs_its_password() {
    let owner = Owner::new(KeyAlgorithm::EcP256);
    let plain = ["-certpbe", "NONE", "-keypbe", "NONE"];
    assert_read(&owner, &owner.pkcs12(&plain, PASSWORD), PASSWORD, "only a MAC");
    let bare = owner.pkcs12(&[&plain[..], &["-nomac"]].concat(), PASSWORD);
    for password in [None, Some(""), Some("any")] {
        assert_eq!(key_in(&bare, password), Ok(owner.pkcs8()));
    }
}

#[test]
fn passwords_are_read_as_openssl_writes_them() {
    let owner = Owner::new(KeyAlgorithm::EcP256);
    for password in ["pässwörd", "鍵と錠", "🔑 key", "a", &"long".repeat(100)] {
        for options in [&[][..], &["-certpbe", "PBE-SHA1-3DES", "-keypbe", "PBE-SHA1-3DES"]] {
            let file = owner.pkcs12(&[FAST, options].concat(), password);
            assert_read(&owner, &file, password, password);
        }
    }
}

#[test]
fn the_empty_password_needs_not_be_given() {
    let owner = Owner::new(KeyAlgorithm::EcP256);
    for options in [&[][..], &["-legacy"], &["-nomac"], &["-nomac", "-certpbe", "PBE-SHA1-3DES"]] {
        let file = owner.pkcs12(&[FAST, options].concat(), "");
        assert_read(&owner, &file, "", &format!("{options:?}"));
        assert_eq!(key_in(&file, None), Ok(owner.pkcs8()), "{options:?}");
    }
}

/// Takes the MAC out of a file.
fn without_mac(file: &[u8]) -> [Vec<u8>; 2] {
    let [version, content, _] = &values(&inside(file))[..] else { panic!("a PFX with a MAC") };
    [version.0.clone(), content.0.clone()]
}

/// Puts a MAC by PBMAC1 on a file, whose primitives the program computes (RFC 9579). OpenSSL 3.0 does not write it.
fn with_pbmac1(file: &[u8], digest: &str, prf: &[u8], password: &str) -> Vec<u8> {
    let [version, content] = without_mac(file);
    let authenticated = inside(&inside(&values(&inside(&content))[1].0));
    let (digest_option, salt, password_option) =
        (format!("digest:{digest}"), "hexsalt:0102030405060708", format!("pass:{password}"));
    let options = ["-kdfopt", &digest_option, "-kdfopt", salt, "-kdfopt", &password_option, "-kdfopt", "iter:20"];
    let key = openssl(&[&["kdf", "-keylen", "32"], &options[..], &["PBKDF2"]].concat(), "", &[]);
    let key = String::from_utf8(key).unwrap().trim().replace(':', "");
    let key_option = format!("hexkey:{key}");
    let mac = openssl(&["mac", "-digest", digest, "-macopt", &key_option, "-binary", "HMAC"], "", &authenticated);
    let hmac = tlv(0x30, &[prf, &[5, 0]]);
    let salt = tlv(4, &[&[1, 2, 3, 4, 5, 6, 7, 8]]);
    let parameters = tlv(0x30, &[&salt, &[2, 1, 20], &[2, 1, 32], &hmac]);
    let derivation = tlv(0x30, &[b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x05\x0c", &parameters]);
    let parameters = tlv(0x30, &[&derivation, &hmac]);
    let algorithm = tlv(0x30, &[b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x05\x0e", &parameters]);
    let mac = tlv(0x30, &[&tlv(0x30, &[&algorithm, &tlv(4, &[&mac])]), &tlv(4, &[b"NOT USED"]), &[2, 1, 1]]);
    tlv(0x30, &[&version, &content, &mac])
}

#[test]
fn pbmac1_is_verified() {
    let owner = Owner::new(KeyAlgorithm::EcP256);
    let file = owner.pkcs12(FAST, PASSWORD);
    for (digest, last) in [("SHA256", 9), ("SHA384", 10), ("SHA512", 11)] {
        let prf = [b"\x06\x08\x2a\x86\x48\x86\xf7\x0d\x02".as_slice(), &[last]].concat();
        let with = with_pbmac1(&file, digest, &prf, PASSWORD);
        assert_read(&owner, &with, PASSWORD, digest);
        let other = with_pbmac1(&file, digest, &prf, "other");
        assert_eq!(key_in(&other, Some(PASSWORD)), Err("key-file.wrong-password"));
    }
}

/// Writes all frames of a file with indefinite lengths, and its octet strings in pieces (X.690 section 8.1.3.6). What is
/// in the octet strings is BER as well, as NSS and Windows write it.
fn to_ber(der: &[u8]) -> Vec<u8> {
    let written = values(der).into_iter().map(|(whole, content)| {
        let indefinite = |identifier: u8, content: &[u8]| [&[identifier, 0x80], content, &[0, 0]].concat();
        match whole[0] {
            0x30 | 0x31 | 0xA0 => indefinite(whole[0], &to_ber(&content)),
            0x04 | 0x80 => {
                let pieces: Vec<_> = content.chunks(7).map(|piece| tlv(4, &[piece])).collect();
                indefinite(if whole[0] == 0x04 { 0x24 } else { 0xA0 }, &pieces.concat())
            }
            _ => whole,
        }
    });
    written.collect::<Vec<_>>().concat()
}

#[test]
fn ber_is_read() {
    let owner = Owner::new(KeyAlgorithm::EcP256);
    for options in [&[][..], &["-legacy"], &["-certpbe", "NONE", "-keypbe", "NONE"]] {
        let file = owner.pkcs12(&[FAST, options].concat(), PASSWORD);
        let ber = to_ber(&file);
        assert!(ber.starts_with(&[0x30, 0x80]));
        assert_read(&owner, &ber, PASSWORD, &format!("{options:?}"));
    }
    // The parts that are stored as octets are BER, too. There is no MAC, which would be over other octets.
    let bare = owner.pkcs12(&["-nomac", "-certpbe", "NONE", "-keypbe", "NONE"], "");
    let [(version, _), (content, _)] = &values(&inside(&bare))[..] else { panic!("a PFX without a MAC") };
    let [(data, _), (octets, _)] = &values(&inside(content))[..] else { panic!("a ContentInfo") };
    let safes = values(&inside(&inside(&inside(octets))));
    let safes = safes.iter().map(|(safe, _)| {
        let [(data, _), (octets, _)] = &values(&inside(safe))[..] else { panic!("a ContentInfo") };
        tlv(0x30, &[data, &tlv(0xA0, &[&tlv(4, &[&to_ber(&inside(&inside(octets)))])])])
    });
    let safes = to_ber(&tlv(0x30, &[&safes.collect::<Vec<_>>().concat()]));
    let nested = tlv(0x30, &[version, &tlv(0x30, &[data, &tlv(0xA0, &[&tlv(4, &[&safes])])])]);
    for file in [to_ber(&nested), nested] {
        let found = read(&file, None).unwrap();
        assert_eq!(found.pkcs8(), owner.pkcs8());
        assert_eq!(found.certificates(), owner.certificates());
    }
}

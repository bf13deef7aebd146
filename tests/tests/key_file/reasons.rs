//! Each reason of the table refuses something.

use std::collections::BTreeSet;

use vnfseal::key_file::{self, REASONS};
use vnfseal_tests::KeyAlgorithm;

use crate::files::{Owner, PASSWORD, key_in, openssl, tlv};

#[test]
fn every_reason_refuses_something() {
    let owner = Owner::new(KeyAlgorithm::EcP256);
    let (pem, certificate) = (owner.pem(), owner.identity.to_pem());
    let encrypt = |options: &[&str]| owner.convert(&[options, &["-passout", "env:VNFSEAL_TEST_PASSWORD"]].concat());
    let encrypted = encrypt(&["pkcs8", "-topk8", "-iter", "10"]);
    let curve = |name: &str| {
        openssl(&["genpkey", "-algorithm", "EC", "-pkeyopt", &format!("ec_paramgen_curve:{name}")], "", &[])
    };
    let public = openssl(&["pkey", "-pubout"], "", pem.as_bytes());
    let no_keys = owner.pkcs12(&["-nokeys"], PASSWORD);
    let gcm = tlv(0x30, &[b"\x06\x09\x60\x86\x48\x01\x65\x03\x04\x01\x2e"]);
    let mut seen = BTreeSet::from(["key-file.certificate-malformed", "key-file.limit", "key-file.too-large"]);
    for (code, file, password) in [
        ("key-file.not-a-key-file", b"".to_vec(), None),
        ("key-file.not-a-key-file", b"text".to_vec(), None),
        ("key-file.not-a-key-file", owner.identity.to_der(), None),
        ("key-file.not-a-key-file", pem.encode_utf16().flat_map(u16::to_le_bytes).collect(), None),
        ("key-file.not-a-key-file", b"\xFE\xED\xFE\xED\0\0\0\x02".to_vec(), None),
        ("key-file.no-key", certificate.clone().into(), None),
        ("key-file.no-key", public, None),
        ("key-file.no-key", no_keys, Some(PASSWORD)),
        ("key-file.several-keys", format!("{pem}{pem}").into(), None),
        ("key-file.several-keys", [pem.as_bytes(), &encrypted].concat(), Some(PASSWORD)),
        ("key-file.damaged", pem.replace("-----END", "----END").into(), None),
        ("key-file.damaged", pem.replace("KEY-----\nM", "KEY-----\n").into(), None),
        ("key-file.key-not-accepted", curve("secp256k1"), None),
        ("key-file.key-not-accepted", curve("brainpoolP256r1"), None),
        ("key-file.key-not-accepted", openssl(&["genpkey", "-algorithm", "ED448"], "", &[]), None),
        ("key-file.key-not-accepted", openssl(&["genpkey", "-algorithm", "X25519"], "", &[]), None),
        ("key-file.key-not-accepted", pem.replace("PRIVATE KEY", "OPENSSH PRIVATE KEY").into(), None),
        ("key-file.key-not-accepted", pem.replace("PRIVATE KEY", "DSA PRIVATE KEY").into(), None),
        ("key-file.traditional-encryption", encrypt(&["ec", "-aes256"]), Some(PASSWORD)),
        ("key-file.encryption-not-accepted", tlv(0x30, &[&gcm, &tlv(4, &[&[7; 32]])]), Some(PASSWORD)),
        ("key-file.password-needed", encrypted.clone(), None),
        ("key-file.wrong-password", encrypted, Some("wrong")),
    ] {
        assert_eq!(key_in(&file, password), Err(code));
        seen.insert(code);
    }
    let all: BTreeSet<_> = REASONS.iter().map(|reason| reason.code).collect();
    assert_eq!(seen, all);
    assert_eq!(all.len(), REASONS.len(), "a code is used once");
    for reason in REASONS {
        assert!(reason.title.ends_with('.') && !reason.fix.is_empty(), "{}", reason.code);
    }
}

#[test]
fn a_traditional_encryption_is_refused_with_the_command_that_helps() {
    let owner = Owner::new(KeyAlgorithm::EcP256);
    let file = owner.convert(&["ec", "-aes256", "-passout", "env:VNFSEAL_TEST_PASSWORD"]);
    let refusal = key_file::read(&file, Some(PASSWORD)).err().expect("a refusal");
    assert!(refusal.reason.fix.contains("openssl pkcs8 -topk8"));
}

#[test]
fn several_keys_in_pkcs_12_are_refused() {
    let pkcs12 = |certificates: &str, key: &str| {
        let owner = Owner::new(KeyAlgorithm::EcP256);
        owner.pkcs12(&["-nomac", "-certpbe", certificates, "-keypbe", key], "")
    };
    let safes = |file: &[u8]| {
        let [_, (content, _)] = &crate::files::values(&crate::files::inside(file))[..] else { panic!("a PFX") };
        let octets = &crate::files::values(&crate::files::inside(content))[1].0;
        crate::files::inside(&crate::files::inside(&crate::files::inside(octets)))
    };
    let data = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01";
    for key in ["NONE", "AES-256-CBC"] {
        let both = [safes(&pkcs12("NONE", key)), safes(&pkcs12("NONE", key))].concat();
        let content = tlv(0x30, &[data, &tlv(0xA0, &[&tlv(4, &[&tlv(0x30, &[&both])])])]);
        assert_eq!(key_in(&tlv(0x30, &[&[2, 1, 3], &content]), None), Err("key-file.several-keys"), "{key}");
    }
}

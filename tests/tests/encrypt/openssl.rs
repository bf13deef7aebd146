//! OpenSSL decrypts what is written here, and what OpenSSL writes is decrypted here.

use std::{fs, path::PathBuf};

use tempfile::TempDir;
use vnfseal_tests::{KeyAlgorithm, noise, program, run};

use crate::host::{Failure, Holder, encrypt};

const ALGORITHMS: [KeyAlgorithm; 4] =
    [KeyAlgorithm::Rsa(2048), KeyAlgorithm::EcP256, KeyAlgorithm::EcP384, KeyAlgorithm::EcP521];

/// Files for the program to read. They never hold a private key.
struct Files(TempDir);

impl Files {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    fn add(&self, name: &str, content: &[u8]) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, content).expect("a temporary folder takes a file");
        path
    }
}

/// Decrypts with the program. Returns `None` if it is not installed.
fn openssl_decrypt(holder: &Holder, message: &[u8]) -> Option<Vec<u8>> {
    let files = Files::new();
    let mut command = program("openssl")?;
    command.args(["cms", "-decrypt", "-binary", "-inform", "DER", "-inkey", "/dev/stdin"]);
    command
        .arg("-in")
        .arg(files.add("message", message))
        .arg("-recip")
        .arg(files.add("recipient", &holder.certificate));
    Some(run(&mut command, holder.key.as_bytes()))
}

/// Encrypts with the program for each holder, with the options for its key.
fn openssl_encrypt(holders: &[(&Holder, &[&str])], options: &[&str], content: &[u8]) -> Option<Vec<u8>> {
    let files = Files::new();
    let mut command = program("openssl")?;
    command.args(["cms", "-encrypt", "-binary", "-outform", "DER"]).args(options);
    command.arg("-in").arg(files.add("content", content));
    for (index, (holder, options)) in holders.iter().enumerate() {
        command.arg("-recip").arg(files.add(&format!("recipient-{index}"), &holder.certificate)).args(*options);
    }
    Some(run(&mut command, &[]))
}

const OAEP: &[&str] = &["-keyopt", "rsa_padding_mode:oaep", "-keyopt", "rsa_oaep_md:sha256"];

#[test]
fn openssl_decrypts_for_each_kind_of_key() {
    for algorithm in ALGORITHMS {
        let holder = Holder::new(algorithm);
        for length in [0, 1, 200, 100_000] {
            let content = noise(length);
            let message = encrypt(&[&holder], &content);
            let Some(decrypted) = openssl_decrypt(&holder, &message) else { return };
            assert!(decrypted == content, "{algorithm:?}, {length} octets");
            assert!(holder.decrypt(&message).unwrap() == content);
        }
    }
}

#[test]
fn openssl_decrypts_for_each_of_several_recipients() {
    let holders = ALGORITHMS.map(Holder::new);
    let content = noise(70_000);
    let message = encrypt(&holders.each_ref(), &content);
    for holder in &holders {
        let Some(decrypted) = openssl_decrypt(holder, &message) else { return };
        assert!(decrypted == content);
        assert!(holder.decrypt_by(&message, 4096).unwrap() == content);
    }
    assert_eq!(Holder::new(KeyAlgorithm::EcP256).decrypt(&message), Err(Failure::Refused("recipient.none")));
}

#[test]
fn what_openssl_encrypts_is_decrypted() {
    let holders = ALGORITHMS.map(Holder::new);
    let digests = ["", "ecdh_kdf_md:sha256", "ecdh_kdf_md:sha384", "ecdh_kdf_md:sha512"];
    let key_options = digests.map(|digest| ["-keyopt", digest]);
    let options = |index: usize| if index == 0 { OAEP } else { &key_options[index][..] };
    let all: Vec<_> = holders.iter().enumerate().map(|(index, holder)| (holder, options(index))).collect();
    for cipher in ["-aes-128-gcm", "-aes-192-gcm", "-aes-256-gcm"] {
        for (length, more) in [(0, &[][..]), (5_000, &[]), (5_000, &["-keyid"]), (100_000, &["-stream"])] {
            let content = noise(length);
            let Some(message) = openssl_encrypt(&all, &[&[cipher], more].concat(), &content) else { return };
            assert_eq!(message.starts_with(&[0x30, 0x80]), more.contains(&"-stream"), "only -stream writes BER");
            for holder in &holders {
                assert!(holder.decrypt(&message).unwrap() == content, "{cipher} {more:?}");
                assert!(holder.decrypt_by(&message, 1000).unwrap() == content, "{cipher} {more:?}");
            }
        }
    }
}

#[test]
fn what_openssl_does_by_default_is_refused_with_a_reason() {
    let holder = Holder::new(KeyAlgorithm::Rsa(2048));
    for (options, code) in
        [(&["-aes-256-gcm"][..], "recipient.rsa-pkcs1"), (&["-aes-256-cbc"], "message.not-authenticated")]
    {
        let Some(message) = openssl_encrypt(&[(&holder, &[])], options, b"content") else { return };
        assert_eq!(holder.decrypt(&message), Err(Failure::Refused(code)));
    }
}

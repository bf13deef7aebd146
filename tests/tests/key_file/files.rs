//! Makes the files. Private keys are made at run time and go through pipes, never to the disk.

use std::{cell::OnceCell, fs, process::Command};

use tempfile::TempDir;
use vnfseal::key_file::{self, KeyFile};
use vnfseal_tests::{Identity, KeyAlgorithm, Template, run};

pub(crate) const PASSWORD: &str = "correct horse";

/// All kinds of keys, with the name and curve that they have in a file.
pub(crate) const KINDS: [(KeyAlgorithm, &str, Option<&str>); 5] = [
    (KeyAlgorithm::Rsa(2048), "RSA", None),
    (KeyAlgorithm::EcP256, "EC", Some("P-256")),
    (KeyAlgorithm::EcP384, "EC", Some("P-384")),
    (KeyAlgorithm::EcP521, "EC", Some("P-521")),
    (KeyAlgorithm::Ed25519, "Ed25519", None),
];

/// A key with its certificate, and the certificate of its issuer.
pub(crate) struct Owner {
    pub(crate) issuer: Identity,
    pub(crate) identity: Identity,
    pkcs8: OnceCell<Vec<u8>>,
}

impl Owner {
    pub(crate) fn new(algorithm: KeyAlgorithm) -> Self {
        let issuer = Template::authority("Operator CA").key(algorithm).self_signed();
        let identity = issuer.issue(&Template::signer("Operator").key(algorithm));
        Self { issuer, identity, pkcs8: OnceCell::new() }
    }

    /// The private key in PEM.
    pub(crate) fn pem(&self) -> String {
        self.identity.key.to_pem()
    }

    /// The private key as the program writes it in PKCS #8 and DER.
    pub(crate) fn pkcs8(&self) -> Vec<u8> {
        let convert = || self.convert(&["pkcs8", "-topk8", "-nocrypt", "-outform", "DER"]);
        self.pkcs8.get_or_init(convert).clone()
    }

    /// Gives the key to the program, which may ask for a password.
    pub(crate) fn convert(&self, arguments: &[&str]) -> Vec<u8> {
        openssl(arguments, PASSWORD, self.pem().as_bytes())
    }

    /// The certificates of a file: the own one, and that of the issuer.
    pub(crate) fn certificates(&self) -> [Vec<u8>; 2] {
        [self.identity.to_der(), self.issuer.to_der()]
    }

    /// Makes a PKCS #12 file with both certificates.
    pub(crate) fn pkcs12(&self, options: &[&str], password: &str) -> Vec<u8> {
        let folder = TempDir::new().expect("a temporary folder");
        let add = |name: &str, identity: &Identity| {
            let path = folder.path().join(name);
            fs::write(&path, identity.to_pem()).expect("a temporary folder takes a file");
            path.display().to_string()
        };
        let (own, issuer) = (add("own.pem", &self.identity), add("issuer.pem", &self.issuer));
        let mut arguments = vec!["pkcs12", "-export", "-inkey", "/dev/stdin", "-in", &own, "-certfile", &issuer];
        arguments.extend(["-passout", "env:VNFSEAL_TEST_PASSWORD"]);
        arguments.extend(options);
        openssl(&arguments, password, self.pem().as_bytes())
    }
}

/// Runs the program with a password for `env:VNFSEAL_TEST_PASSWORD`, and something on its standard input.
pub(crate) fn openssl(arguments: &[&str], password: &str, input: &[u8]) -> Vec<u8> {
    run(Command::new("openssl").args(arguments).env("VNFSEAL_TEST_PASSWORD", password), input)
}

/// The reading of a file: the key that came out, or the code of the reason.
pub(crate) type Outcome = Result<Vec<u8>, &'static str>;

/// Reads a file. Each reason has a whole sentence.
pub(crate) fn read(file: &[u8], password: Option<&str>) -> Result<KeyFile, &'static str> {
    key_file::read(file, password).map_err(|refusal| {
        assert!(refusal.sentence.ends_with(['.', 'E', '2']), "{refusal}");
        assert!(!refusal.sentence.contains(PASSWORD), "{refusal}");
        refusal.reason.code
    })
}

/// Reads a file, and returns the key only.
pub(crate) fn key_in(file: &[u8], password: Option<&str>) -> Outcome {
    read(file, password).map(|read| read.pkcs8().to_vec())
}

/// Encodes a value.
pub(crate) fn tlv(identifier: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let length = content.len().to_be_bytes();
    let length: Vec<u8> = length.into_iter().skip_while(|octet| *octet == 0).collect();
    let header = match content.len() {
        0..0x80 => vec![u8::try_from(content.len()).unwrap()],
        _ => [vec![0x80 | u8::try_from(length.len()).unwrap()], length].concat(),
    };
    [vec![identifier], header, content].concat()
}

/// Splits DER into its values, each with its header and its content.
pub(crate) fn values(mut der: &[u8]) -> Vec<(Vec<u8>, Vec<u8>)> {
    let mut values = Vec::new();
    while !der.is_empty() {
        let (start, length) = match der[1] {
            short @ 0..0x80 => (2, usize::from(short)),
            long => {
                let end = 2 + usize::from(long & 0x7F);
                (end, der[2..end].iter().fold(0, |length, octet| length << 8 | usize::from(*octet)))
            }
        };
        let (value, rest) = der.split_at(start + length);
        values.push((value.to_vec(), value[start..].to_vec()));
        der = rest;
    }
    values
}

/// The content of the only value.
pub(crate) fn inside(der: &[u8]) -> Vec<u8> {
    let [(_, content)] = &values(der)[..] else { panic!("one value") };
    content.clone()
}

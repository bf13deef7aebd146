//! CMS messages of other projects, malformed ones, and ones made with `OpenSSL` and `GnuTLS` with one PKI.

use std::{fs, path::Path};

use serde::Deserialize;
use serde_json::Value;
use vnfseal::{
    policy::{Policy, RevocationPolicy},
    test_door::read_signed_data,
    trust::TrustBundle,
    verify_signed_data,
};
use vnfseal_tests::{files_below, now, shared};

use super::{
    suite::{Suite, Word},
    trust::{accepted, bundle, from_base64, read_json},
};

#[derive(Deserialize)]
struct Test {
    id: String,
    file: String,
    content: Option<String>,
    #[serde(default)]
    certs: Vec<String>,
    expect: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    openssl: Value,
}

/// Runs messages of a dozen projects: are they read, and does the mathematics hold? Nobody is trusted.
pub(crate) fn messages() -> Option<Suite> {
    let folder = shared("vectors/cms")?;
    let mut suite = Suite::new("cms");
    for test in read_json::<Vec<Test>>(&folder.join("index.json")) {
        let message = read(&folder.join(&test.file));
        match test.expect.as_str() {
            "parse-ok" if test.openssl["err"] == "content type not signed data" => {
                suite.case(test.id, Word::Refuse, || read_signed_data(&to_der(&message)));
            }
            "parse-ok" => suite.case(test.id, Word::Accept, || read_signed_data(&to_der(&message))),
            "parse-fail" | "bare-signeddata" => {
                suite.case(test.id.clone(), Word::Refuse, || is_intact(&folder, &test, &message));
            }
            "sig-ok" => suite.case(test.id.clone(), Word::Accept, || is_intact(&folder, &test, &message)),
            "sig-fail" => {
                // Mbed TLS uses only the caller's certificate. With the embedded one the signature is good.
                let is_good_otherwise =
                    test.note.contains("a verifier using the embedded certificate") && test.openssl["verify"] == true;
                suite.case(test.id.clone(), Word::accept_if(is_good_otherwise), || is_intact(&folder, &test, &message));
            }
            _ => suite.skip(),
        }
    }
    Some(suite)
}

fn is_intact(folder: &Path, test: &Test, message: &[u8]) -> Result<(), String> {
    let content = test.content.as_ref().map(|name| read(&folder.join(name)));
    let certificates: Vec<_> = test.certs.iter().map(|name| read(&folder.join(name))).collect();
    let certificates: Vec<&[u8]> = certificates.iter().map(Vec::as_slice).collect();
    verify(message, content.as_deref(), &certificates)
}

/// Checks that all signatures hold, whoever made them.
fn verify(message: &[u8], content: Option<&[u8]>, certificates: &[&[u8]]) -> Result<(), String> {
    let (trust, policy) = (TrustBundle::new(), Policy::default());
    let report = verify_signed_data(message, content, certificates, &trust, &policy, now());
    accepted(report.integrity, &report.findings)
}

#[derive(Deserialize)]
struct Malformed {
    title: String,
    hex: String,
}

/// Runs Mbed TLS's malformed messages. None may be verified. The one whose embedded certificate is damaged is read on
/// purpose: the certificate is only material, and its signer is not found in it.
pub(crate) fn malformed() -> Option<Suite> {
    let folder = shared("vectors/cms")?;
    let mut suite = Suite::new("cms malformed");
    let content = read(&folder.join("mbedtls/pkcs7_data.bin"));
    for (number, test) in read_json::<Vec<Malformed>>(&folder.join("mbedtls-asn1-fail.json")).into_iter().enumerate() {
        let message = from_hex(&test.hex);
        suite.case(format!("{number} {}", test.title), Word::Refuse, || verify(&message, Some(&content), &[]));
    }
    Some(suite)
}

/// Runs messages of one PKI whose roots are trusted.
pub(crate) fn interop() -> Option<Suite> {
    let folder = shared("vectors/cms-interop")?;
    let mut suite = Suite::new("cms interop");
    let certificates: Vec<_> = files_below(&folder.join("ca")).iter().map(|path| read(path)).collect();
    let certificates: Vec<&[u8]> = certificates.iter().map(Vec::as_slice).collect();
    let anchors = ["ca/root.pem", "ca/rsaroot.pem"].map(|name| read(&folder.join(name)));
    let trust = bundle(&anchors, &[]).expect("roots");
    for test in read_json::<Vec<Test>>(&folder.join("index.json")) {
        suite.case(test.id.clone(), Word::accept_if(test.expect == "valid"), || {
            let content = test.content.as_ref().map(|name| read(&folder.join(name)));
            let message = read(&folder.join(&test.file));
            let policy = Policy { revocation: RevocationPolicy::Off, ..Policy::default() };
            let report = verify_signed_data(&message, content.as_deref(), &certificates, &trust, &policy, now());
            accepted(report.verdict, &report.findings)
        });
    }
    Some(suite)
}

fn read(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Returns the content of a PEM file, or the file itself.
fn to_der(file: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(file);
    let lines = text.lines().skip_while(|line| !line.starts_with("-----BEGIN")).skip(1);
    let base64: String = lines.take_while(|line| !line.starts_with("-----END")).map(str::trim).collect();
    if base64.is_empty() { file.to_vec() } else { from_base64(&base64) }
}

fn from_hex(text: &str) -> Vec<u8> {
    let digits: Vec<_> =
        text.chars().map(|digit| u8::try_from(digit.to_digit(16).expect("hex")).expect("hex")).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

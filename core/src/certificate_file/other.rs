//! Names the kind of a file that holds no certificates, and says how to get certificates from it.

use alloc::{format, string::String};

use der::{Decode as _, SliceReader, Tag, oid::ObjectIdentifier};

use crate::{asn1, pem};

/// The kinds of content that a trust file may have.
const EXPECTED: &str = "certificates, revocation lists or OCSP responses in PEM, DER or PKCS #7";

/// Describes text in units of several octets.
pub(super) fn wide_text(encoding: &str) -> String {
    format!(
        "The file is {encoding} text. PEM and JSON are plain ASCII or UTF-8: save it as UTF-8, or convert it: iconv -f \
         {encoding} -t UTF-8 FILE"
    )
}

/// Describes a PEM block that holds no certificate, list or PKCS #7.
pub(super) fn block(label: &str) -> String {
    let is = |kinds: &[&str]| kinds.iter().any(|kind| label.contains(kind));
    if is(&["PRIVATE KEY"]) {
        return private_key();
    }
    let (what, instead) = match label {
        "CERTIFICATE REQUEST" | "NEW CERTIFICATE REQUEST" => {
            ("a certificate request, which no CA has signed", "Give the certificate that the CA made from it.")
        }
        "TRUSTED CERTIFICATE" => (
            "an OpenSSL trusted certificate, which has more in it than a certificate",
            "Take the certificate out: openssl x509 -in FILE -out certificate.pem",
        ),
        "ATTRIBUTE CERTIFICATE" => ("an attribute certificate, which has no key", "Give the certificate itself."),
        _ if is(&["PGP"]) => ("of PGP", "PGP keys and signatures are of no use here: give X.509 certificates."),
        _ if is(&["SSH2"]) => ("an SSH key", "SSH keys are of no use here: give X.509 certificates."),
        _ if is(&["PUBLIC KEY"]) => {
            ("a public key, which does not say whose it is", "Give the certificate with that key.")
        }
        _ => ("not a certificate", "Give certificates and revocation lists only."),
    };
    let shown: String = label.chars().take(40).filter(|character| !character.is_control()).collect();
    format!("The file holds a PEM block '{shown}', which is {what}. {instead}")
}

fn private_key() -> String {
    "The file holds a private key. A trust bundle needs certificates only; keep keys away from it.".into()
}

/// Describes a file that is neither PEM nor a certificate, list or PKCS #7 in DER.
pub(super) fn file(file: &[u8]) -> String {
    let text = file.trim_ascii_start();
    let starts = |words: &[&str]| {
        words.iter().any(|word| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes())))
    };
    let (what, instead) = if text.is_empty() {
        return "The file is empty.".into();
    } else if file.starts_with(b"\xFE\xED\xFE\xED") || file.starts_with(b"\xCE\xCE\xCE\xCE") {
        (
            "a Java key store (JKS or JCEKS)",
            "Export its certificates: keytool -exportcert -rfc -keystore FILE -alias NAME -file trust.pem",
        )
    } else if starts(&["<!doctype html", "<html"]) {
        ("an HTML page, perhaps one that a server sent in place of the file", "Download the file again.")
    } else if starts(&["<?xml", "<"]) {
        ("an XML document", "Give the certificates in PEM.")
    } else if starts(&["ssh-", "ecdsa-sha2-", "sk-ssh-", "sk-ecdsa-", "---- BEGIN SSH2"]) {
        ("an SSH key", "SSH keys are of no use here: give X.509 certificates.")
    } else if file.starts_with(b"PK\x03\x04") || file.starts_with(b"PK\x05\x06") {
        ("a ZIP archive", "Unpack it, and give the certificates in it.")
    } else if file.starts_with(b"\x1F\x8B") {
        ("a gzip file", "Unpack it: gunzip FILE")
    } else if starts(&["["]) {
        ("JSON, but no trust bundle: that is one object", "The README shows a trust bundle.")
    } else if pem::has_boundary_like(file) || has_boundary_words(file) {
        (
            "text with a damaged PEM boundary",
            "A boundary is exactly -----BEGIN CERTIFICATE----- or its END, alone on its line.",
        )
    } else if is_base64(text) {
        (
            "base64 without the boundaries of PEM",
            "Put -----BEGIN CERTIFICATE----- before it and -----END CERTIFICATE----- behind it, each on its own line.",
        )
    } else {
        match structure(file) {
            Some(found) => found,
            None => return format!("The file is neither a JSON trust bundle nor {EXPECTED}."),
        }
    };
    format!("The file is {what}, not {EXPECTED}. {instead}")
}

fn has_boundary_words(file: &[u8]) -> bool {
    [&b"BEGIN CERT"[..], b"BEGIN X509", b"BEGIN PKCS7", b"END CERT", b"END X509"]
        .iter()
        .any(|words| file.windows(words.len()).any(|window| window == *words))
}

fn is_base64(text: &[u8]) -> bool {
    text.len() > 64 && text.iter().all(|byte| pem::is_base64(*byte) || byte.is_ascii_whitespace())
}

/// Recognizes a structure in DER or BER by its first elements. Returns what it is and what to do.
fn structure(file: &[u8]) -> Option<(&'static str, &'static str)> {
    let Ok(inner) = asn1::whole(file, |reader| Ok(asn1::expect(reader, Tag::Sequence)?.value())) else {
        return is_pkcs12(file).then_some(PKCS_12);
    };
    if is_pkcs12(file) {
        return Some(PKCS_12);
    }
    let elements = asn1::elements(inner).ok()?;
    let tags = elements.iter().map(|element| element.first().copied().unwrap_or_default());
    let tags: alloc::vec::Vec<u8> = tags.take(8).collect();
    let key = ("a private key", "A trust bundle needs certificates only; keep keys away from it.");
    Some(match tags.as_slice() {
        // PrivateKeyInfo and EncryptedPrivateKeyInfo (RFC 5208), RSAPrivateKey (RFC 8017), ECPrivateKey (RFC 5915).
        [0x02, 0x30, 0x04, ..] | [0x30, 0x04] | [0x02, 0x02, 0x02, 0x02, 0x02, 0x02, ..] | [0x02, 0x04, ..] => key,
        // SubjectPublicKeyInfo (RFC 5280 section 4.1).
        [0x30, 0x03] => ("a public key, which does not say whose it is", "Give the certificate with that key."),
        // CertificationRequest (RFC 2986), whose first part begins with a version, a name and a key.
        [0x30, 0x30, 0x03] if is_request(elements.first()?) => {
            ("a certificate request, which no CA has signed", "Give the certificate that the CA made from it.")
        }
        [0x30, 0x30, 0x03] => (
            "perhaps a certificate or revocation list, but it cannot be read",
            "Export it again, or show what is wrong with it: openssl x509 -inform DER -in FILE -text",
        ),
        [0x06, 0xA0] => {
            let id = SliceReader::new(elements.first()?).and_then(|mut reader| ObjectIdentifier::decode(&mut reader));
            let is_signed_data = id.is_ok_and(|id| id == crate::oid::SIGNED_DATA);
            let kind = if is_signed_data { "a PKCS #7 that cannot be read" } else { "a CMS structure of another type" };
            (kind, "Give the certificates in PEM.")
        }
        // OCSPResponse (RFC 6960).
        [0x0A, 0xA0] => {
            ("an OCSP response that cannot be read", "Ask the responder again, and keep its answer in DER.")
        }
        _ => return None,
    })
}

const PKCS_12: (&str, &str) = (
    "a PKCS #12 key store (.p12, .pfx)",
    "Take its certificates out, without the keys: openssl pkcs12 -in FILE -nokeys -out trust.pem",
);

/// Recognizes `PFX ::= SEQUENCE { version INTEGER {v3(3)}, authSafe ContentInfo, macData MacData OPTIONAL }` (RFC 7292
/// section 4).
fn is_pkcs12(file: &[u8]) -> bool {
    let length_octets = match file.get(1) {
        Some(length @ 0x81..=0x84) => usize::from(*length & 0x7F),
        _ => 0,
    };
    file.first() == Some(&0x30)
        && file.get(length_octets.saturating_add(2)..).is_some_and(|inner| inner.starts_with(&[0x02, 0x01, 0x03, 0x30]))
}

/// Recognizes a certificate request: a version of 0, a name, a key, and attributes with the tag [0], if any.
fn is_request(info: &[u8]) -> bool {
    let read = asn1::whole(info, |reader| Ok(asn1::expect(reader, Tag::Sequence)?.value()));
    read.ok().and_then(|inner| asn1::elements(inner).ok()).is_some_and(|elements| {
        let tags = elements.iter().map(|element| element.first().copied().unwrap_or_default());
        let tags: alloc::vec::Vec<u8> = tags.take(5).collect();
        matches!(tags.as_slice(), [0x02, 0x30, 0x30] | [0x02, 0x30, 0x30, 0xA0])
    })
}

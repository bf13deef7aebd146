//! Trust files taken apart: PEM blocks, JSON bundles, DER. Nothing in them is understood here beyond its wrapping; core
//! reads the certificates.

use crate::{
    json::Json,
    trust::{Placed, Placement},
};

/// What a trust file is, by its wrapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wrapping {
    /// A trust bundle: every certificate has its place.
    Bundle,
    /// Certificates; core finds a place for each.
    Certificates,
    /// Revocation lists and nothing else.
    RevocationLists,
    /// Something that is not taken apart here, PKCS #7 say. Core may read it as it is.
    Whole,
    /// A private key, which has no business here.
    PrivateKey,
}

/// One PEM block or what became one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    /// The place it has in its bundle; nothing where it came in none.
    pub(crate) placement: Option<Placement>,
    /// The PEM text.
    pub(crate) pem: String,
}

impl Block {
    /// Whether it is a revocation list, by its label.
    pub(crate) fn is_revocation_list(&self) -> bool {
        self.pem.contains("-----BEGIN X509 CRL-----")
    }

    /// The block at a place.
    pub(crate) fn placed(&self, placement: Placement) -> Placed {
        Placed {
            placement: if self.is_revocation_list() { Placement::RevocationList } else { placement },
            pem: self.pem.clone(),
        }
    }
}

/// The encoding of an OID of PKCS #7 and CMS content types up to its last number (RFC 5652 section 14).
const PKCS7: [u8; 10] = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07];

/// Takes a trust file apart. `name` tells a revocation list in DER from a certificate, which look alike from afar.
pub(crate) fn take_apart(name: &str, bytes: &[u8]) -> (Wrapping, Vec<Block>) {
    let text = std::str::from_utf8(bytes).map(|text| text.trim_start_matches('\u{FEFF}').trim_start());
    match text {
        Ok(text) if text.starts_with('{') => {
            let blocks = text.parse::<Json>().map(|bundle| bundle_blocks(&bundle)).unwrap_or_default();
            (Wrapping::Bundle, blocks)
        }
        Ok(text) if text.contains("-----BEGIN ") => pem_file(text),
        _ => der_file(name, bytes),
    }
}

fn pem_file(text: &str) -> (Wrapping, Vec<Block>) {
    let blocks = blocks(text);
    let all = |label: &str| blocks.iter().all(|block| block.pem.starts_with(&format!("-----BEGIN {label}-----")));
    let is_key = blocks.iter().any(|block| block.pem.lines().next().is_some_and(|line| line.contains("PRIVATE KEY")));
    let wrapping = if is_key {
        Wrapping::PrivateKey
    } else if blocks.is_empty() {
        Wrapping::Whole
    } else if all("X509 CRL") {
        Wrapping::RevocationLists
    } else if blocks.iter().any(|block| !block.is_revocation_list() && !block.pem.contains("CERTIFICATE-----")) {
        Wrapping::Whole
    } else {
        Wrapping::Certificates
    };
    let blocks = if matches!(wrapping, Wrapping::Whole | Wrapping::PrivateKey) { Vec::new() } else { blocks };
    (wrapping, blocks)
}

fn der_file(name: &str, bytes: &[u8]) -> (Wrapping, Vec<Block>) {
    let is_pkcs7 = bytes.get(..24).unwrap_or(bytes).windows(PKCS7.len()).any(|window| window == PKCS7);
    if bytes.first() != Some(&0x30) || is_pkcs7 {
        return (Wrapping::Whole, Vec::new());
    }
    let is_list = name.to_ascii_lowercase().ends_with(".crl");
    let (wrapping, label) =
        if is_list { (Wrapping::RevocationLists, "X509 CRL") } else { (Wrapping::Certificates, "CERTIFICATE") };
    (wrapping, vec![Block { placement: None, pem: to_pem(label, bytes) }])
}

/// The PEM blocks of a text, each from its first boundary to its last.
pub(crate) fn blocks(text: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("-----BEGIN ") {
        let Some((label, body)) = after.split_once("-----") else { break };
        let end = format!("-----END {label}-----");
        let Some((body, next)) = body.split_once(&end) else { break };
        found.push(Block { placement: None, pem: format!("-----BEGIN {label}-----{body}{end}\n") });
        rest = next;
    }
    found
}

fn bundle_blocks(bundle: &Json) -> Vec<Block> {
    let mut found = Vec::new();
    for placement in Placement::ALL {
        let (role, list) = placement.keys();
        let group = role.map_or(Some(bundle), |role| bundle.get(role));
        let texts = group.and_then(|group| group.get(list)).map(Json::list).unwrap_or_default();
        for text in texts.iter().filter_map(Json::as_text) {
            found.extend(blocks(text).into_iter().map(|block| Block { placement: Some(placement), ..block }));
        }
    }
    found
}

/// The content of a PEM block.
pub(crate) fn decode(pem: &str) -> Option<Vec<u8>> {
    let (_, after) = pem.split_once("-----BEGIN ")?;
    let (_, after) = after.split_once("-----")?;
    let (body, _) = after.split_once("-----END ")?;
    let digits = body.chars().filter(|digit| !digit.is_ascii_whitespace()).collect::<String>();
    decode_base64(digits.trim_end_matches('='))
}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// Four digits are three bytes (RFC 4648 section 4): the browser's own functions work on strings of Latin-1 and fail with
// exceptions.
fn decode_base64(digits: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for group in digits.as_bytes().chunks(4) {
        let mut bits = 0_u32;
        for digit in group {
            let value = DIGITS.iter().position(|known| known == digit)?;
            bits = (bits << 6) | u32::try_from(value).ok()?;
        }
        let missing = 4_usize.checked_sub(group.len())?;
        let whole = bits.checked_shl(u32::try_from(missing).ok()?.checked_mul(6)?)?.to_be_bytes();
        let count = 3_usize.checked_sub(missing)?;
        bytes.extend(whole.iter().skip(1).take(count));
    }
    Some(bytes)
}

fn to_pem(label: &str, der: &[u8]) -> String {
    let mut text = format!("-----BEGIN {label}-----");
    for (index, group) in der.chunks(3).enumerate() {
        if index.is_multiple_of(16) {
            text.push('\n');
        }
        let byte = |at: usize| group.get(at).copied().map_or(0, u32::from);
        let bits = (byte(0) << 16) | (byte(1) << 8) | byte(2);
        for (place, shift) in [18, 12, 6, 0].into_iter().enumerate() {
            let digit = usize::try_from((bits >> shift) & 63).ok().and_then(|value| DIGITS.get(value).copied());
            text.push(if place > group.len() { '=' } else { digit.map_or('=', char::from) });
        }
    }
    text.extend(["\n-----END ", label, "-----\n"]);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn der_becomes_pem_and_back() {
        for length in 0..70_u8 {
            let der = (0..length).map(|byte| byte.wrapping_mul(37)).collect::<Vec<_>>();
            assert_eq!(decode(&to_pem("CERTIFICATE", &der)).as_deref(), Some(der.as_slice()));
        }
    }

    #[test]
    fn wrappings_are_told_apart() {
        let wrapping = |name: &str, text: &str| take_apart(name, text.as_bytes()).0;
        assert_eq!(wrapping("a", "{}"), Wrapping::Bundle);
        assert_eq!(
            wrapping("a", "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----"),
            Wrapping::Certificates
        );
        assert_eq!(wrapping("a", "-----BEGIN X509 CRL-----\nAA==\n-----END X509 CRL-----"), Wrapping::RevocationLists);
        assert_eq!(
            wrapping("a", "-----BEGIN EC PRIVATE KEY-----\nAA==\n-----END EC PRIVATE KEY-----"),
            Wrapping::PrivateKey
        );
        assert_eq!(wrapping("a", "-----BEGIN PKCS7-----\nAA==\n-----END PKCS7-----"), Wrapping::Whole);
        assert_eq!(take_apart("a.crl", &[0x30, 0x82]).0, Wrapping::RevocationLists);
        assert_eq!(take_apart("a.cer", &[0x30, 0x82]).0, Wrapping::Certificates);
        assert_eq!(wrapping("a", "letter"), Wrapping::Whole);
    }

    #[test]
    fn a_bundle_says_the_places() {
        let text = r#"{"vnfProvider":{"privateCAs":["-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----"]},"crls":["-----BEGIN X509 CRL-----\nAA==\n-----END X509 CRL-----"]}"#;
        let (_, blocks) = take_apart("trust.json", text.as_bytes());
        assert_eq!(
            blocks.iter().map(|block| block.placement).collect::<Vec<_>>(),
            [Some(Placement::ALL[0]), Some(Placement::RevocationList)]
        );
    }
}

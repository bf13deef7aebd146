//! The textual encoding of certificates and CMS (RFC 7468).

use alloc::{format, string::String, vec::Vec};

use base64ct::{Base64, Encoding as _};

use crate::work;

/// One PEM block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) label: String,
    pub(crate) der: Vec<u8>,
}

/// Whether a block of this label holds a certificate (RFC 7468 section 5; section 5.1 knows the older ones).
pub(crate) fn is_certificate_label(label: &str) -> bool {
    matches!(label, "CERTIFICATE" | "X509 CERTIFICATE" | "X.509 CERTIFICATE")
}

/// Whether a block of this label holds a CMS structure (RFC 7468 sections 8 and 9).
pub(crate) fn is_cms_label(label: &str) -> bool {
    matches!(label, "CMS" | "PKCS7")
}

/// Whether the bytes hold a PEM boundary: what is not PEM is taken for DER.
pub(crate) fn is_pem(bytes: &[u8]) -> bool {
    bytes.windows(11).any(|window| window == b"-----BEGIN ")
}

/// Whether text that holds no boundary has a line that somebody may have meant for one, `----- BEGIN CMS -----` say.
pub(crate) fn has_boundary_like(bytes: &[u8]) -> bool {
    let is_word = |line: &[u8]| {
        let start = line.iter().position(|byte| !matches!(byte, b'-' | b' ' | b'\t'));
        let word = start.filter(|start| *start > 0).and_then(|start| line.get(start..)?.get(..5));
        word.is_some_and(|word| word.eq_ignore_ascii_case(b"BEGIN"))
    };
    bytes.is_ascii() && bytes.split(|byte| *byte == b'\n').any(is_word)
}

/// What a PEM file holds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Contents {
    pub(crate) blocks: Vec<Block>,
    /// Whether anything but blank lines stands outside the blocks.
    pub(crate) has_loose_text: bool,
}

/// Reads all blocks; text around them is passed over, and told (RFC 7468 section 2). `None` when a block is damaged.
///
/// ```text
/// textualmsg  = preeb *WSP eol *eolWSP base64text posteb *WSP [eol]
/// preeb       = "-----BEGIN " label "-----"
/// posteb      = "-----END " label "-----"
/// ```
pub(crate) fn decode(text: &[u8]) -> Option<Contents> {
    let text = core::str::from_utf8(text).ok()?;
    let mut contents = Contents::default();
    let mut lines = text.split('\n').map(str::trim_ascii_end);
    work::over(text.len());
    while let Some(line) = lines.next() {
        let Some(label) = boundary(line, "BEGIN") else {
            contents.has_loose_text |= !line.is_empty();
            continue;
        };
        let mut base64 = String::new();
        loop {
            let line = lines.next()?;
            if boundary(line, "END") == Some(label) {
                break;
            }
            base64.extend(line.chars().filter(|character| !character.is_ascii_whitespace()));
        }
        contents.blocks.push(Block { label: label.into(), der: Base64::decode_vec(&base64).ok()? });
    }
    Some(contents)
}

/// The label of a boundary line.
pub(crate) fn boundary<'a>(line: &'a str, side: &str) -> Option<&'a str> {
    line.strip_prefix("-----")?.strip_prefix(side)?.strip_prefix(' ')?.strip_suffix("-----")
}

/// Writes one block with lines of 64 characters.
pub(crate) fn encode(label: &str, der: &[u8]) -> String {
    let base64 = Base64::encode_string(der);
    let mut text = format!("-----BEGIN {label}-----\n");
    let mut rest = base64.as_str();
    while let Some((line, after)) = rest.split_at_checked(64) {
        text.push_str(line);
        text.push('\n');
        rest = after;
    }
    if !rest.is_empty() {
        text.push_str(rest);
        text.push('\n');
    }
    text.push_str("-----END ");
    text.push_str(label);
    text.push_str("-----\n");
    text
}

//! The textual encoding of certificates and CMS (RFC 7468).

use alloc::{format, string::String, vec::Vec};

use base64ct::{Base64, Encoding as _};

/// One PEM block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) label: String,
    pub(crate) der: Vec<u8>,
}

/// Whether the bytes hold a PEM boundary: what is not PEM is taken for DER.
pub(crate) fn is_pem(bytes: &[u8]) -> bool {
    bytes.windows(11).any(|window| window == b"-----BEGIN ")
}

/// Reads all blocks; text around them is passed over (RFC 7468 section 2). `None` when a block is damaged.
///
/// ```text
/// textualmsg  = preeb *WSP eol *eolWSP base64text posteb *WSP [eol]
/// preeb       = "-----BEGIN " label "-----"
/// posteb      = "-----END " label "-----"
/// ```
pub(crate) fn decode(text: &[u8]) -> Option<Vec<Block>> {
    let text = core::str::from_utf8(text).ok()?;
    let mut blocks = Vec::new();
    let mut lines = text.lines().map(str::trim_end);
    while let Some(line) = lines.next() {
        let Some(label) = boundary(line, "BEGIN") else { continue };
        let mut base64 = String::new();
        loop {
            let line = lines.next()?;
            if boundary(line, "END") == Some(label) {
                break;
            }
            if line.starts_with("-----") {
                return None;
            }
            base64.extend(line.chars().filter(|character| !character.is_ascii_whitespace()));
        }
        blocks.push(Block { label: label.into(), der: Base64::decode_vec(&base64).ok()? });
    }
    Some(blocks)
}

/// Whether there is text around the blocks.
pub(crate) fn has_loose_text(text: &[u8]) -> bool {
    let mut is_inside = false;
    for line in text.split(|byte| *byte == b'\n') {
        let line = line.trim_ascii();
        let is_boundary = line.starts_with(b"-----");
        if !is_inside && !is_boundary && !line.is_empty() {
            return true;
        }
        is_inside = if is_boundary { line.starts_with(b"-----BEGIN ") } else { is_inside };
    }
    false
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

//! The textual encoding of certificates and CMS (RFC 7468).

use alloc::{format, string::String, vec::Vec};

use base64ct::{Base64, Encoding as _};

use crate::{encoding, work};

/// One PEM block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) label: String,
    pub(crate) der: Vec<u8>,
    /// The number of the block's first line.
    pub(crate) line: usize,
    /// The number of the first line in the block that is not only base64, apart from white space at its end.
    pub(crate) odd_line: Option<usize>,
}

/// Returns whether a block with this label holds a certificate (RFC 7468 section 5; section 5.1 lists the older
/// labels).
pub(crate) fn is_certificate_label(label: &str) -> bool {
    matches!(label, "CERTIFICATE" | "X509 CERTIFICATE" | "X.509 CERTIFICATE")
}

/// Returns whether a block with this label holds a CMS structure (RFC 7468 sections 8 and 9).
pub(crate) fn is_cms_label(label: &str) -> bool {
    matches!(label, "CMS" | "PKCS7")
}

/// Returns whether the bytes hold a PEM boundary. If not, they are read as DER. A DER file is always read as DER,
/// whatever text is inside.
pub(crate) fn is_pem(bytes: &[u8]) -> bool {
    !is_binary(bytes) && bytes.windows(11).any(|window| window == b"-----BEGIN ")
}

/// Returns whether the bytes begin like a SEQUENCE in DER or BER. Its length octet cannot be text, or is the number of
/// bytes after it.
pub(crate) fn is_binary(bytes: &[u8]) -> bool {
    match bytes {
        [0x30, 0x80..=0x84, ..] => true,
        [0x30, length, rest @ ..] => usize::from(*length) == rest.len(),
        _ => false,
    }
}

/// Returns whether text without a boundary has a line that may be meant as one, for example `----- BEGIN CMS -----`.
pub(crate) fn has_boundary_like(bytes: &[u8]) -> bool {
    let is_word = |line: &[u8]| {
        let start = line.iter().position(|byte| !matches!(byte, b'-' | b' ' | b'\t'));
        let word = start.filter(|start| *start > 0).and_then(|start| line.get(start..)?.get(..5));
        word.is_some_and(|word| word.eq_ignore_ascii_case(b"BEGIN"))
    };
    bytes.is_ascii() && bytes.split(|byte| *byte == b'\n').any(is_word)
}

/// The contents of a PEM file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Contents<'a> {
    pub(crate) blocks: Vec<Block>,
    /// The lines outside the blocks that are not blank, with their numbers.
    pub(crate) loose_lines: Vec<(usize, &'a [u8])>,
}

/// The reason why a PEM file cannot be read, and the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Damage {
    pub(crate) line: usize,
    pub(crate) kind: DamageKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DamageKind {
    /// A block that begins on this line does not end.
    Endless,
    /// The content of a block is not base64.
    NotBase64,
}

/// Reads all blocks. Lines outside them are skipped and returned (RFC 7468 section 2). These may be in any encoding
/// that keeps ASCII as it is, and a byte order mark may stand before everything.
///
/// ```text
/// textualmsg  = preeb *WSP eol *eolWSP base64text posteb *WSP [eol]
/// preeb       = "-----BEGIN " label "-----"
/// posteb      = "-----END " label "-----"
/// ```
pub(crate) fn decode(text: &[u8]) -> Result<Contents<'_>, Damage> {
    let mut contents = Contents::default();
    work::over(text.len());
    let lines = encoding::without_mark(text).split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end);
    let mut lines = (1_usize..).zip(lines);
    while let Some((number, line)) = lines.next() {
        match boundary_of(line, "BEGIN") {
            Some(label) => contents.blocks.push(read_block(label, number, &mut lines)?),
            None if line.is_empty() => {}
            None => contents.loose_lines.push((number, line)),
        }
    }
    Ok(contents)
}

/// Reads a block up to its end. The caller has already read its first line, which has the label.
fn read_block<'a>(
    label: &str,
    number: usize,
    lines: &mut impl Iterator<Item = (usize, &'a [u8])>,
) -> Result<Block, Damage> {
    let (mut base64, mut odd_line) = (Vec::new(), None);
    for (number_here, line) in lines {
        if boundary_of(line, "END") == Some(label) {
            let text = core::str::from_utf8(&base64).unwrap_or("no base64");
            let line = odd_line.unwrap_or(number);
            let der = Base64::decode_vec(text).map_err(|_| Damage { line, kind: DamageKind::NotBase64 })?;
            return Ok(Block { label: label.into(), der, line: number, odd_line });
        }
        if !line.iter().all(|byte| is_base64(*byte)) {
            odd_line = odd_line.or(Some(number_here));
        }
        base64.extend(line.iter().filter(|byte| !byte.is_ascii_whitespace()));
    }
    Err(Damage { line: number, kind: DamageKind::Endless })
}

/// Returns whether base64 uses the octet (RFC 4648 section 4).
pub(crate) fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')
}

/// Returns the label of a boundary line.
pub(crate) fn boundary<'a>(line: &'a str, side: &str) -> Option<&'a str> {
    line.strip_prefix("-----")?.strip_prefix(side)?.strip_prefix(' ')?.strip_suffix("-----")
}

fn boundary_of<'a>(line: &'a [u8], side: &str) -> Option<&'a str> {
    // Most lines are base64, which need not be read as text.
    let line = if line.starts_with(b"-----") { core::str::from_utf8(line).ok()? } else { return None };
    boundary(line, side)
}

/// Puts other DER into the first block with such a label. Everything else stays octet for octet: text around the block,
/// its boundaries, and the kind of its line ends. Returns `None` if there is no such block.
#[cfg(feature = "sign")]
pub(crate) fn with_content(text: &[u8], is_label: impl Fn(&str) -> bool, der: &[u8]) -> Option<Vec<u8>> {
    let mark = text.len().checked_sub(encoding::without_mark(text).len())?;
    let (mut start, mut found, mut position) = (None, None, mark);
    for line in text.get(mark..)?.split_inclusive(|byte| *byte == b'\n') {
        let (before, after) = (position, position.checked_add(line.len())?);
        position = after;
        match &found {
            None => {
                let label = boundary_of(line.trim_ascii_end(), "BEGIN").filter(|label| is_label(label));
                found = label.map(|label| (label, if line.ends_with(b"\r\n") { "\r\n" } else { "\n" }));
                start = Some(after);
            }
            Some((label, line_end)) if boundary_of(line.trim_ascii_end(), "END") == Some(label) => {
                let block = encode(label, der);
                let lines: Vec<&str> = block.lines().collect();
                let mut new = text.get(..start?)?.to_vec();
                for line in lines.get(1..lines.len().checked_sub(1)?)? {
                    new.extend_from_slice(line.as_bytes());
                    new.extend_from_slice(line_end.as_bytes());
                }
                new.extend_from_slice(text.get(before..)?);
                return Some(new);
            }
            Some(_) => {}
        }
    }
    None
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

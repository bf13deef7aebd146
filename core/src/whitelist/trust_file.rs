//! Lines that may be outside the PEM blocks of a trust file.
//!
//! Programs that write certificates also write text: `openssl pkcs12` bag attributes, `openssl x509 -text` the whole
//! certificate, `keytool` an alias, `certtool` a picture of the key, maintainers of root stores a title. None of that
//! matters. But a block that has lost one character would be such text too, and an anchor or a revocation list would be
//! lost without notice. So a line of text has to be one that no part of a block can be.

use crate::pem;

/// The most base64 digits in a row that a title may have. A line of a block has 64 of them (RFC 7468 section 2).
const WORD_MAX: usize = 15;
/// The most letters in a row that a title of one word may have.
const LETTERS_MAX: usize = 24;
/// The most base64 digits in a row within a longer line. Names, numbers and pins that programs write have no more: a
/// pin (RFC 7469) has 44. A SHA-256 in hexadecimal digits is allowed, because it cannot be a line of a block.
const RUN_MAX: usize = 56;
/// The words with which a label of a block may begin.
const LABELS: &[&[u8]] =
    &[b"CERT", b"X509", b"X.509", b"CRL", b"PKCS", b"CMS", b"TRUSTED", b"OCSP", b"NEW ", b"PRIVATE"];

/// The reason why a line may not be outside a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotText {
    /// The line may be a damaged boundary of a block.
    Boundary,
    /// The line may be content of a block.
    Base64,
    /// The line has characters that no line of text has.
    Control,
}

/// Checks whether a line that is not blank may be outside a block. Its non-ASCII octets may be of any encoding.
pub(crate) fn check(line: &[u8]) -> Result<(), NotText> {
    let text = line.trim_ascii();
    if text.iter().any(|byte| byte.is_ascii_control() && *byte != b'\t') {
        return Err(NotText::Control);
    }
    if names_block(text) {
        return Err(NotText::Boundary);
    }
    if is_base64_line(text) || has_long_run(text) {
        return Err(NotText::Base64);
    }
    if text.starts_with(b"#") || is_picture(text) {
        return Ok(());
    }
    if is_between_dashes(text) && text.iter().any(u8::is_ascii_alphanumeric) {
        return Err(NotText::Boundary);
    }
    Ok(())
}

/// Returns whether the text has `BEGIN` or `END`, and the beginning of a label after it. Between them may be anything
/// but letters and digits.
fn names_block(text: &[u8]) -> bool {
    let follows = |side: &[u8]| {
        (0..text.len()).any(|start| {
            let Some(rest) = text.get(start..).and_then(|rest| rest.strip_prefix(side)) else { return false };
            let skipped = rest.iter().take_while(|byte| !byte.is_ascii_alphanumeric()).count();
            let label = rest.get(skipped..).unwrap_or_default();
            LABELS.iter().any(|known| label.starts_with(known))
        })
    };
    follows(b"BEGIN") || follows(b"END")
}

/// Returns whether the text begins or ends with dashes. A boundary has both, but one side may be lost, or a typesetting
/// program may have made one long dash out of several.
fn is_between_dashes(text: &[u8]) -> bool {
    let begins = text.starts_with(b"--") || text.starts_with(b"- -") || text.get(..3).is_some_and(is_long_dash);
    let last = text.len().saturating_sub(3);
    begins || text.ends_with(b"--") || text.get(last..).is_some_and(is_long_dash)
}

/// Returns whether this is a dash of Unicode in UTF-8: U+2010 to U+2015, the minus sign, or a small or full-width one.
fn is_long_dash(character: &[u8]) -> bool {
    matches!(character, [0xE2, 0x80, 0x90..=0x95] | [0xE2, 0x88, 0x92] | [0xEF, 0xB9, 0x98 | 0xA3] | [0xEF, 0xBC, 0x8D])
}

/// Returns whether the line belongs to the picture of a key: `+--[ RSA 3072]----+`, or a line between two bars.
fn is_picture(text: &[u8]) -> bool {
    let is_frame = text.starts_with(b"+--") && text.ends_with(b"-+") && text.len() <= 24;
    is_frame || (text.starts_with(b"|") && text.ends_with(b"|") && text.len() <= 24)
}

/// Returns whether the line is one word that could be a line of a block, even if a mail program has quoted it.
fn is_base64_line(text: &[u8]) -> bool {
    let quoting = |byte: &u8| matches!(byte, b'#' | b'>' | b'|' | b'"' | b'\'' | b',' | b'\\' | b' ' | b'\t');
    let start = text.iter().position(|byte| !quoting(byte)).unwrap_or(text.len());
    let end = text.iter().rposition(|byte| !quoting(byte)).map_or(start, |last| last.saturating_add(1));
    let word = text.get(start..end).unwrap_or_default();
    let is_title = word.len() <= WORD_MAX || (word.len() <= LETTERS_MAX && word.iter().all(u8::is_ascii_alphabetic));
    !is_title && word.iter().all(|byte| is_digit(*byte)) && !is_harmless(word)
}

/// Returns whether there are more base64 digits in a row than text has.
fn has_long_run(text: &[u8]) -> bool {
    text.split(|byte| !is_digit(*byte)).any(|run| run.len() > RUN_MAX && !is_harmless(run))
}

/// Returns whether this is a digit of base64, or of base64url (RFC 4648 section 5).
fn is_digit(byte: u8) -> bool {
    pem::is_base64(byte) || matches!(byte, b'-' | b'_')
}

/// Returns whether the word has only hexadecimal digits, or only marks, like the line below a title.
fn is_harmless(word: &[u8]) -> bool {
    word.iter().all(u8::is_ascii_hexdigit) || !word.iter().any(u8::is_ascii_alphanumeric)
}

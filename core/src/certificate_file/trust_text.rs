//! PEM text that states whom to trust. Every line of it is part of a block, or is clearly not part of one.

use alloc::{format, string::String};

use crate::{
    pem::{self, Contents, Damage, DamageKind},
    whitelist::trust_file::{self, NotText},
};

/// The number of octets of a line that a message shows.
const SHOWN: usize = 40;

/// Refuses a text if a part of it could have been lost.
pub(super) fn check(text: &Contents<'_>) -> Result<(), String> {
    if let Some(line) = text.blocks.iter().find_map(|block| block.odd_line) {
        return Err(not_base64(line));
    }
    for (number, line) in &text.loose_lines {
        trust_file::check(line).map_err(|reason| explain_line(*number, line, reason))?;
    }
    check_short_lines(&text.loose_lines)
}

/// The number of lines in a row that may each be a single word. No text has so many.
const SINGLE_WORDS: usize = 3;

/// Refuses base64 in lines that are too short to differ from words. Several of them are a block that lost its
/// boundaries.
fn check_short_lines(lines: &[(usize, &[u8])]) -> Result<(), String> {
    let (mut run, mut last) = (0_usize, 0_usize);
    for (number, line) in lines {
        // A line of only `=` underlines a title.
        let is_code = line.iter().all(|byte| pem::is_base64(*byte)) && line.iter().any(u8::is_ascii_alphanumeric);
        let is_word = line.len() >= 4 && is_code;
        let follows = last.checked_add(1) == Some(*number);
        run = if is_word && follows { run.saturating_add(1) } else { usize::from(is_word) };
        last = *number;
        if run >= SINGLE_WORDS {
            return Err(explain_line(*number, line, NotText::Base64));
        }
    }
    Ok(())
}

/// Explains why a PEM text cannot be read.
pub(super) fn explain(Damage { line, kind }: Damage) -> String {
    match kind {
        DamageKind::Endless => format!("The PEM block that begins at line {line} has no line that ends it."),
        DamageKind::NotBase64 => not_base64(line),
    }
}

fn not_base64(line: usize) -> String {
    format!(
        "A PEM block is damaged: line {line} is not base64 as it should be. Headers (RFC 1421), indents and quoting marks \
         do not belong there; export the certificate or list again."
    )
}

fn explain_line(number: usize, line: &[u8], reason: NotText) -> String {
    let shown = shown(line);
    match reason {
        NotText::Boundary => format!(
            "Line {number} looks like the boundary of a PEM block, but is not one: '{shown}'. What it was meant to hold \
             would be lost. A boundary is exactly -----BEGIN CERTIFICATE-----, -----BEGIN X509 CRL----- or their END, \
             alone on its line."
        ),
        NotText::Base64 => format!(
            "Line {number} looks like base64, but stands outside of every PEM block: '{shown}'. What it was meant to hold \
             would be lost. A block stands between -----BEGIN CERTIFICATE----- and -----END CERTIFICATE-----, or the \
             same with X509 CRL."
        ),
        NotText::Control => format!(
            "Line {number} has control characters, which no text has: '{shown}'. The file may be put together from files \
             of different kinds or line ends. Write it with line ends of LF or CR LF, as plain text."
        ),
    }
}

/// Returns the beginning of a line in a form that is harmless wherever it is shown.
fn shown(line: &[u8]) -> String {
    let is_plain = |byte: &u8| byte.is_ascii_graphic() || *byte == b' ';
    let start = line.trim_ascii().iter().take(SHOWN);
    let text: String = start.map(|byte| if is_plain(byte) { char::from(*byte) } else { '?' }).collect();
    if line.len() > SHOWN { format!("{text}…") } else { text }
}

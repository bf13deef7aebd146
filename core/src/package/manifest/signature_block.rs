//! The block that ends a signed manifest (SOL 004 clause 4.3.2).

use alloc::vec::Vec;

use super::reader::Reader;
use crate::{pem, rule};

/// The block that ends a signed manifest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum SignatureBlock {
    #[default]
    Absent,
    /// There is a block, or something similar, that cannot be read. A finding says why.
    Unreadable,
    /// The content of the block, decoded from PEM.
    Der(Vec<u8>),
}

/// Splits the manifest into its signed bytes and the decoded signature block. The signature covers the raw bytes before
/// the line that begins the block, including blank lines and line ends.
pub(super) fn split_signature<'a>(bytes: &'a [u8], reader: &mut Reader<'_>) -> (&'a [u8], SignatureBlock) {
    let mut offset = 0_usize;
    let mut begin: Option<(usize, &str)> = None;
    let mut end = None;
    // If there is a fault, everything before the block is still read as the manifest.
    let before = |begin: Option<(usize, &str)>, fault: usize| {
        bytes.get(..begin.map_or(fault, |(start, _)| start)).unwrap_or(bytes)
    };
    for (number, line) in (1_u32..).zip(bytes.split_inclusive(|byte| *byte == b'\n')) {
        let text = core::str::from_utf8(line).unwrap_or_default().trim_end();
        if let Some(label) = pem::boundary(text, "BEGIN").filter(|label| pem::is_cms_label(label)) {
            if begin.is_some() {
                reader.report_line(rule::MANIFEST_SIGNATURE_BLOCK, number, "begins a second signature block");
                return (before(begin, offset), SignatureBlock::Unreadable);
            }
            begin = Some((offset, label));
        } else if let Some((_, label)) = begin
            && end.is_none()
            && pem::boundary(text, "END") == Some(label)
        {
            end = Some(offset.saturating_add(line.len()));
        } else if looks_like_marker(line) {
            reader.report_line(
                rule::MANIFEST_SIGNATURE_MARKER,
                number,
                "looks like the boundary of a signature block, but is not one",
            );
            return (before(begin, offset), SignatureBlock::Unreadable);
        } else if end.is_some() && !line.trim_ascii().is_empty() {
            reader.report_line(rule::MANIFEST_TEXT_AFTER_SIGNATURE, number, "stands after the signature block");
            return (before(begin, offset), SignatureBlock::Unreadable);
        }
        offset = offset.saturating_add(line.len());
    }
    let Some((start, _)) = begin else {
        return (bytes, SignatureBlock::Absent);
    };
    let (signed, rest) = bytes.split_at_checked(start).unwrap_or((bytes, &[]));
    let number =
        u32::try_from(signed.split_inclusive(|byte| *byte == b'\n').count()).unwrap_or(u32::MAX).saturating_add(1);
    let Some(end) = end else {
        reader.report_line(rule::MANIFEST_SIGNATURE_BLOCK, number, "begins a signature block that never ends");
        return (signed, SignatureBlock::Unreadable);
    };
    let block = end
        .checked_sub(start)
        .and_then(|length| rest.get(..length))
        .and_then(|block| pem::decode(block).ok())
        .and_then(|contents| contents.blocks.into_iter().next());
    let Some(block) = block else {
        reader.report_line(rule::MANIFEST_SIGNATURE_BLOCK, number, "begins a signature block that is no base64");
        return (signed, SignatureBlock::Unreadable);
    };
    (signed, SignatureBlock::Der(block.der))
}

/// Returns whether a lenient reader could take a line for a boundary. Some look for `BEGIN CMS` anywhere in a line.
pub(super) fn looks_like_marker(line: &[u8]) -> bool {
    // A manifest may have 260,000 lines, and few have a blank in the middle: only there are words compared.
    let blanks = line.iter().enumerate().filter(|(_, octet)| **octet == b' ');
    blanks.map(|(position, _)| line.split_at_checked(position).unwrap_or_default()).any(|(before, after)| {
        let ends = |word: &[u8]| before.len().checked_sub(word.len()).and_then(|start| before.get(start..));
        let begins = |label: &[u8]| after.get(1..).and_then(|after| after.get(..label.len()));
        [&b"BEGIN"[..], b"END"].into_iter().any(|word| ends(word).is_some_and(|end| end.eq_ignore_ascii_case(word)))
            && [&b"CMS"[..], b"PKCS7"]
                .into_iter()
                .any(|label| begins(label).is_some_and(|begin| begin.eq_ignore_ascii_case(label)))
    })
}

//! Explains digests that do not fit: changed line ends, and a file that was signed as text. Only small files are looked
//! at, and only if something is already wrong. It changes sentences, never the verdict.

use alloc::string::String;

use litemap::LiteMap;

use super::{Gathering, text_copy::TextCopy};
use crate::{
    archive::{Archive, Entry, Region},
    cms::{SignedData, verify::Content},
    evidence::FoundFile,
    limits,
    line_ends::{to_crlf, to_lf},
    package::manifest::Manifest,
};

impl Gathering {
    /// Finds the files whose digest fits with other line ends.
    pub(super) async fn explain_files(
        &mut self,
        archive: &Archive,
        manifest: Option<&Manifest>,
        files: &mut LiteMap<String, FoundFile>,
    ) {
        let mut left = limits::EXPLAINED_FILES.count();
        for (path, source) in manifest.iter().flat_map(|manifest| &manifest.sources) {
            let Some((algorithm, expected)) = &source.digest else { continue };
            let Some(file) = files.get_mut(path) else { continue };
            let actual = file.content.as_ref().and_then(|content| content.digests.get(algorithm));
            if actual.is_none_or(|actual| actual == expected) {
                continue;
            }
            let limit = limits::EXPLAINED_BYTES.on_file(limits::EXPLAINED_BYTES.as_u32());
            let is_small = |entry: &&Entry| entry.size.max(entry.compressed_size) <= u64::from(limit.octets);
            let Some(entry) = archive.entry(path).filter(is_small) else { continue };
            let Some(rest) = left.checked_sub(1) else { break };
            left = rest;
            let Some(bytes) = self.read(archive, entry, limit).await else { continue };
            let with_lf = to_lf(&bytes);
            file.fits_with = if algorithm.digest(&with_lf) == *expected {
                Some("LF")
            } else {
                (algorithm.digest(&to_crlf(&with_lf)) == *expected).then_some("CRLF")
            };
        }
    }

    /// Digests the copy of a CSAR that OpenSSL signs as text, if the signature is not over the CSAR itself.
    pub(super) async fn explain_signature(&mut self, csar: Region, signed_data: &SignedData, content: &mut Content) {
        const PIECE: u64 = 1 << 16;
        if !signed_data.is_over_other_content(content) {
            return;
        }
        let mut copy = TextCopy::new(&signed_data.digest_algorithms());
        let end = csar.length.min(limits::EXPLAINED_CSAR_BYTES.octets());
        let mut offset = 0;
        while offset < end {
            let length = end.saturating_sub(offset).min(PIECE);
            let Some(range) = csar.range(offset, length) else { return };
            if !copy.update(&self.exchange.read(range).await) {
                content.text_digests = copy.finish();
                return;
            }
            offset = offset.saturating_add(length);
        }
        if end == csar.length {
            content.text_digests = copy.finish();
        }
    }
}

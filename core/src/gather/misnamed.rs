//! Finds the signature or certificate of a delivery in a file whose ending does not show it.

use alloc::{format, string::String, vec::Vec};

use super::{Gathering, extra_files::is_document, signatures::holds_certificates};
use crate::{
    archive::{Archive, Entry},
    cms::SignatureFile,
    limits,
    package::{extension, is_at_root},
    rule::{self, Place},
};

impl Gathering {
    /// Finds the missing signature of a delivery among its other files, and takes it out of them.
    pub(super) async fn find_misnamed_signature<'a>(
        &mut self,
        outer: &Archive,
        extra: &mut Vec<&'a Entry>,
    ) -> Option<&'a Entry> {
        let found = self.find(outer, extra, |_, bytes| SignatureFile::read(bytes).is_ok()).await?;
        self.report_ending(found, "signature", "cms");
        Some(found)
    }

    /// Finds the missing certificates of a delivery among its other files. A document may also contain a certificate.
    pub(super) async fn find_misnamed_certificate<'a>(
        &mut self,
        outer: &Archive,
        extra: &mut Vec<&'a Entry>,
    ) -> Option<&'a Entry> {
        let found = self.find(outer, extra, |path, bytes| !is_document(path) && holds_certificates(bytes)).await?;
        self.report_ending(found, "certificate", "cert");
        Some(found)
    }

    async fn find<'a>(
        &mut self,
        outer: &Archive,
        extra: &mut Vec<&'a Entry>,
        is_it: impl Fn(&str, &[u8]) -> bool,
    ) -> Option<&'a Entry> {
        let is_small = |entry: &&Entry| is_at_root(&entry.path) && entry.size <= limits::MISNAMED_BYTES.octets();
        let small: Vec<&Entry> = extra.iter().copied().filter(is_small).take(limits::MISNAMED_FILES.count()).collect();
        for entry in small {
            let Some(bytes) =
                self.read(outer, entry, limits::MISNAMED_BYTES.on_file(limits::MISNAMED_BYTES.as_u32())).await
            else {
                continue;
            };
            if is_it(&entry.path, &bytes) {
                extra.retain(|other| other.path != entry.path);
                return Some(entry);
            }
        }
        None
    }

    fn report_ending(&mut self, entry: &Entry, what: &str, right: &str) {
        let ending: String =
            extension(&entry.path).map_or_else(|| "no ending".into(), |ending| format!("the ending .{ending}"));
        let what = format!(
            "'{}' holds the {what} of the delivery, but has {ending}: SOL 004 knows the ending .{right} for it.",
            entry.path
        );
        self.findings().report(rule::PACKAGE_FILE_ENDING.broken_at(Place::path(&entry.path), what));
    }
}

//! Signatures that cannot be verified because nothing says how. SEC 021 requires that all signatures are verified
//! (5.2), so each is reported.

use alloc::{collections::BTreeSet, format, string::String};

use litemap::LiteMap;

use super::{
    Gathering,
    signatures::{Stems, is_called_signature},
};
use crate::{
    archive::{Archive, Entry},
    cms,
    evidence::{FoundFile, FoundSignature},
    limits,
    ordered::Ordered as _,
    package::manifest::Manifest,
    report::SignatureLocation,
    rule::{self, Place},
};

impl Gathering {
    /// Reports files that are signatures by their content or their name, and were not verified as signatures.
    pub(super) async fn report_loose_signatures(
        &mut self,
        archive: &Archive,
        files: &LiteMap<String, FoundFile>,
        manifest: Option<&Manifest>,
        signatures: &[FoundSignature],
    ) {
        let sources = manifest.iter().flat_map(|manifest| manifest.sources.values());
        let named = sources.flat_map(|source| source.signature.iter().chain(&source.certificate));
        // The signature over the whole package is outside of the CSAR, and may have the same name.
        let inside = signatures.iter().filter(|each| each.location != SignatureLocation::Package);
        let of_verified = inside.flat_map(|each| [Some(&each.path), each.certificate_path.as_ref()]);
        let known: BTreeSet<&String> = named.chain(of_verified.flatten()).into_set();
        let stems = Stems::of(archive);
        for entry in archive.entries.iter().filter(|entry| !known.contains(&entry.path)) {
            // The reason why it was not verified has been reported.
            if self.evidence.unverified.contains_key(&entry.path) {
                continue;
            }
            let Some(file) = files.get(&entry.path).filter(|file| file.is_encrypted != Some(true)) else { continue };
            let signed = Some(&entry.path).filter(|path| is_called_signature(path));
            let signed = signed.and_then(|path| stems.signed_by(path));
            if (file.begins_signed || signed.is_some()) && self.may_hold_signature(archive, entry, file).await {
                let of_what = signed.map_or_else(String::new, |path| format!(" of '{path}'"));
                let what = format!("'{}' looks like a signature{of_what}, and was not verified.", entry.path);
                let violation = rule::SIGNATURE_NOT_VERIFIED.broken_at(Place::path(&entry.path), what);
                self.findings().report(violation.naming(signed));
                self.leave_unverified(&entry.path, rule::SIGNATURE_NOT_VERIFIED);
            }
        }
    }

    /// Returns whether the file may hold a signature. CMS structures of certificates alone hold none.
    async fn may_hold_signature(&mut self, archive: &Archive, entry: &Entry, file: &FoundFile) -> bool {
        let limit = limits::POLICY_METADATA_BYTES.on_file(self.limits.metadata_bytes);
        let is_small = entry.size.max(entry.compressed_size) <= u64::from(limit.octets);
        let Some(left) = self.metadata_left.checked_sub(entry.size).filter(|_| is_small && !file.is_damaged) else {
            return true;
        };
        self.metadata_left = left;
        self.read(archive, entry, limit).await.is_none_or(|bytes| cms::may_be_signature(&bytes))
    }
}

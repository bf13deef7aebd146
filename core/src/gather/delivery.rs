//! Option 2 deliveries: which file is the CSAR, and where its bytes are.

use alloc::{collections::BTreeSet, format, string::String, vec, vec::Vec};

use super::{
    Gathering,
    digests::Plan,
    needed::Needed,
    signatures::{CertificateFile, is_called_signature},
};
use crate::{
    archive::{Archive, Entry, Region, tell_content},
    cms::{SignedData, verify::Content},
    evidence::FoundSignature,
    limits,
    package::{extension, is_at_root},
    report::{Place, SignatureLocation},
    rule,
    task::{DigestTask, Method},
};

/// An Option 2 delivery: a CSAR with its signature and perhaps its certificate beside it (SOL 004 clause 5.1).
pub(super) struct Delivery {
    pub(super) entry: Entry,
    /// Where the CSAR's own bytes are.
    pub(super) region: Region,
    pub(super) signature: Option<(String, SignedData)>,
    pub(super) certificate: CertificateFile,
    /// What the CSAR came to, where it had to be decompressed and was digested on the way.
    pub(super) content: Option<Content>,
}

impl Delivery {
    /// The digests of the CSAR that its signature needs.
    fn needed(&self) -> Needed {
        let needed = self.signature.as_ref().map(|(_, signed)| Needed::of(signed, &self.certificate.certificates));
        needed.unwrap_or_default()
    }
}

impl Gathering {
    /// A file that is a CSAR and an Option 2 delivery at once is read in two ways by different readers.
    pub(super) fn tell_mixed_delivery(&mut self, archive: &Archive) {
        if let Some(inner) = root_csar(archive)
            && archive.entries.iter().any(|entry| is_signature_name(&entry.path))
        {
            let what = format!("The file is a CSAR, and a delivery of the CSAR '{}' with its signature.", inner.path);
            self.findings().add(rule::PACKAGE_AMBIGUOUS, Place::path(&inner.path), what);
        }
    }

    pub(super) async fn read_delivery(&mut self, outer: &Archive) -> Option<Delivery> {
        let csars = self.csars_of_delivery(outer).await;
        let signatures: Vec<&Entry> = outer.entries.iter().filter(|entry| is_signature_name(&entry.path)).collect();
        let certificates: Vec<&Entry> = outer.entries.iter().filter(|entry| is_certificate_name(&entry.path)).collect();
        let csar_paths: BTreeSet<&str> = csars.iter().map(|csar| csar.path.as_str()).collect();
        let besides_csar = outer.entries.iter().filter(|entry| !csar_paths.contains(entry.path.as_str()));
        let is_part = |path: &str| is_signature_name(path) || is_certificate_name(path);
        let extra: Vec<&Entry> = besides_csar.clone().filter(|entry| !is_part(&entry.path)).collect();
        self.check_extra_files(outer, &extra).await;
        self.check_streaming(outer, besides_csar).await;
        let [csar] = csars.as_slice() else {
            let mut names: Vec<_> = csars.iter().take(3).map(|csar| format!("'{}'", csar.path)).collect();
            if csars.len() > names.len() {
                names.push("more".into());
            }
            let what = format!("The delivery holds {} CSARs: {}.", csars.len(), names.join(", "));
            self.findings().add(rule::PACKAGE_SEVERAL_CSARS, Place::default(), what);
            return None;
        };
        if signatures.len() > 1 || certificates.len() > 1 {
            let what = format!(
                "The delivery holds {} signature files and {} certificate files.",
                signatures.len(),
                certificates.len()
            );
            self.findings().add(rule::PACKAGE_SEVERAL_SIGNATURES, Place::default(), what);
            for unread in signatures.iter().skip(1) {
                self.leave_unverified(&unread.path, rule::PACKAGE_SEVERAL_SIGNATURES);
            }
        }
        self.evidence.has_package_signature = !signatures.is_empty();
        let signature = match signatures.first() {
            Some(entry) => self.read_signature(outer, entry).await.map(|signed_data| (entry.path.clone(), signed_data)),
            None => None,
        };
        let certificate = match certificates.first() {
            Some(entry) => self.read_certificate_file(outer, entry).await,
            None => CertificateFile::default(),
        };
        let mut delivery =
            Delivery { entry: (*csar).clone(), region: outer.region, signature, certificate, content: None };
        self.find_csar(outer, &mut delivery).await?;
        Some(delivery)
    }

    /// Nothing protects the extra files of a delivery, so they may hide nothing: their content is what the archive says,
    /// to the byte.
    async fn check_extra_files(&mut self, outer: &Archive, extra: &[&Entry]) {
        let tasks = extra.iter().map(|entry| self.task(outer, entry, &Needed::default())).collect();
        let outcomes = self.exchange.digest(tasks).await;
        for (entry, outcome) in extra.iter().zip(outcomes) {
            let rule = if could_be_of_a_csar(entry) { rule::PACKAGE_AMBIGUOUS } else { rule::PACKAGE_EXTRA_FILE };
            let what = format!("The delivery holds '{}', which is no part of an Option 2 delivery.", entry.path);
            self.findings().add(rule, Place::path(&entry.path), what);
            if is_called_signature(&entry.path) {
                self.leave_unverified(&entry.path, rule);
            }
            if !outcome.intact {
                tell_content(entry, self.findings());
            }
        }
    }

    /// A reader that goes from local header to local header finds the end of a stored file with a descriptor by looking
    /// for one in its content. The CSAR is signed; in the files beside it there may be nothing of the kind.
    async fn check_streaming<'a>(&mut self, outer: &Archive, entries: impl Iterator<Item = &'a Entry>) {
        for entry in entries.filter(|entry| entry.has_descriptor && entry.method == Method::Stored) {
            let is_small = entry.size <= u64::from(self.limits.metadata_bytes);
            let bytes = if is_small { self.read(outer, entry, self.limits.metadata_bytes).await } else { None };
            if bytes.is_none_or(|bytes| holds_zip_record(&bytes)) {
                let what = format!("'{}' is stored, and its size stands behind it only.", entry.path);
                self.findings().add(rule::ARCHIVE_STREAMED, Place::path(&entry.path), what);
            }
        }
    }

    /// The CSARs that some reader might take, but for the shadows that the Finder of macOS puts beside them: files of
    /// attributes (`AppleDouble`) with the same name. One of those may hold nothing that a reader of ZIP could take.
    async fn csars_of_delivery<'a>(&mut self, outer: &'a Archive) -> Vec<&'a Entry> {
        let mut found = Vec::new();
        for csar in csars(outer) {
            let (folder, name) = csar.path.rsplit_once('/').unwrap_or(("", &csar.path));
            let is_shadow =
                folder == "__MACOSX" && name.starts_with("._") && csar.size <= limits::APPLE_DOUBLE_BYTES.octets();
            if !is_shadow || !self.read(outer, csar, u32::MAX).await.is_some_and(|bytes| is_apple_double(&bytes)) {
                found.push(csar);
            }
        }
        found
    }

    /// A stored CSAR is a window into the outer file. A deflated one cannot be sought in: the host decompresses it once
    /// into a source of its own, and digests it on the way.
    async fn find_csar(&mut self, outer: &Archive, delivery: &mut Delivery) -> Option<()> {
        let entry = delivery.entry.clone();
        if entry.method == Method::Stored {
            let range = outer.region.range(entry.data_start, entry.size)?;
            delivery.region = Region { source: range.source, offset: range.offset, length: entry.size };
            return Some(());
        }
        if entry.size > self.limits.expanded_bytes {
            let what = format!(
                "'{}' decompresses to {} bytes; the limit is {}.",
                entry.path, entry.size, self.limits.expanded_bytes
            );
            self.findings().add(rule::ARCHIVE_LIMIT, Place::path(&entry.path), what);
            return None;
        }
        let needed = delivery.needed();
        let task = DigestTask { expand: true, ..self.task(outer, &entry, &needed) };
        let outcome = self.exchange.digest(vec![task]).await.pop()?;
        delivery.content = Some(self.content_of(&entry, &needed, &outcome)?);
        delivery.region = Region { source: self.expanded_source, offset: 0, length: entry.size };
        Some(())
    }
}

/// The signature over the CSAR as a whole. Its content is known already, or is put into the plan.
pub(super) fn package_signature(delivery: Delivery, outer: &Archive, plan: &mut Plan) -> Option<FoundSignature> {
    if delivery.content.is_none() && delivery.signature.is_some() {
        plan.whole = Some((outer.clone(), delivery.entry.clone(), delivery.needed()));
    }
    let (path, signed_data) = delivery.signature?;
    Some(FoundSignature {
        location: SignatureLocation::Package,
        path,
        signed_path: delivery.entry.path,
        signed_data,
        content: delivery.content.unwrap_or_default(),
        certificate_path: delivery.certificate.path,
        has_shared_certificate_file: false,
        certificates: delivery.certificate.certificates,
    })
}

/// Whether the file is in `AppleDouble` format (RFC 1740 appendix B), and no ZIP archive begins or ends in it.
fn is_apple_double(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0, 5, 0x16, 7]) && !holds_zip_record(bytes)
}

/// Whether anything in it could be taken for a record of a ZIP archive (APPNOTE 4.3): all begin with `PK` and two small
/// numbers.
fn holds_zip_record(bytes: &[u8]) -> bool {
    bytes.windows(4).any(|window| matches!(window, [b'P', b'K', 1..=8, 1..=8]))
}

/// All CSARs, at any depth: some readers take the first that they find.
fn csars(archive: &Archive) -> Vec<&Entry> {
    archive.entries.iter().filter(|entry| extension(&entry.path).as_deref() == Some("csar")).collect()
}

pub(super) fn root_csar(archive: &Archive) -> Option<&Entry> {
    csars(archive).into_iter().find(|entry| is_at_root(&entry.path))
}

/// Whether a reader that looks for a CSAR without TOSCA-Metadata, or for folders, could take the file for part of one.
fn could_be_of_a_csar(entry: &Entry) -> bool {
    let is_inside = !is_at_root(&entry.path) && !entry.path.starts_with("__MACOSX/._");
    is_inside || matches!(extension(&entry.path).as_deref(), Some("yaml" | "yml" | "mf"))
}

pub(super) fn is_signature_name(path: &str) -> bool {
    is_at_root(path) && matches!(extension(path).as_deref(), Some("cms" | "p7s"))
}

fn is_certificate_name(path: &str) -> bool {
    is_at_root(path) && matches!(extension(path).as_deref(), Some("cert" | "crt" | "cer"))
}

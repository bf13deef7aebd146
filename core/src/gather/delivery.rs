//! Option 2 deliveries: which file is the CSAR, and where its bytes are.

use alloc::{format, string::String, vec, vec::Vec};

use super::{Gathering, digests::Plan, signatures::CertificateFile};
use crate::{
    archive::{Archive, Entry, Region},
    cms::{SignedData, verify::Content},
    evidence::FoundSignature,
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
        let csars = csars(outer);
        let signatures: Vec<&Entry> = outer.entries.iter().filter(|entry| is_signature_name(&entry.path)).collect();
        let certificates: Vec<&Entry> = outer.entries.iter().filter(|entry| is_certificate_name(&entry.path)).collect();
        for entry in &outer.entries {
            if !csars.iter().chain(&signatures).chain(&certificates).any(|known| known.path == entry.path) {
                let rule = if could_be_of_a_csar(entry) { rule::PACKAGE_AMBIGUOUS } else { rule::PACKAGE_EXTRA_FILE };
                let what = format!("The delivery holds '{}', which is no part of an Option 2 delivery.", entry.path);
                self.findings().add(rule, Place::path(&entry.path), what);
            }
        }
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
        }
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
        let algorithms = delivery.signature.as_ref().map(|(_, signed)| signed.digest_algorithms()).unwrap_or_default();
        let task = DigestTask { expand: true, ..self.task(outer, &entry, algorithms.clone()) };
        let outcome = self.exchange.digest(vec![task]).await.pop()?;
        delivery.content = Some(self.content_of(&entry, &algorithms, &outcome)?);
        delivery.region = Region { source: 1, offset: 0, length: entry.size };
        Some(())
    }
}

/// The signature over the CSAR as a whole. Its content is known already, or is put into the plan.
pub(super) fn package_signature(delivery: Delivery, outer: &Archive, plan: &mut Plan) -> Option<FoundSignature> {
    let (path, signed_data) = delivery.signature?;
    if delivery.content.is_none() {
        plan.whole = Some((outer.clone(), delivery.entry.clone(), signed_data.digest_algorithms()));
    }
    Some(FoundSignature {
        location: SignatureLocation::Package,
        path,
        signed_path: delivery.entry.path,
        signed_data,
        content: delivery.content.unwrap_or_default(),
        certificate_path: delivery.certificate.path,
        certificates: delivery.certificate.certificates,
    })
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
    !is_at_root(&entry.path) || matches!(extension(&entry.path).as_deref(), Some("yaml" | "yml" | "mf"))
}

pub(super) fn is_signature_name(path: &str) -> bool {
    is_at_root(path) && matches!(extension(path).as_deref(), Some("cms" | "p7s"))
}

fn is_certificate_name(path: &str) -> bool {
    is_at_root(path) && matches!(extension(path).as_deref(), Some("cert" | "crt" | "cer"))
}

//! Option 2 deliveries: finds the CSAR in one, and the position of its bytes.

use alloc::{collections::BTreeSet, format, string::String, vec, vec::Vec};

use super::{Gathering, digests::Plan, needed::Needed, signatures::CertificateFile};
use crate::{
    archive::{Archive, Entry, Region, holds_zip_record},
    cms::{SignedData, verify::Content},
    evidence::FoundSignature,
    host::task::{DigestTask, Method},
    limits,
    ordered::Ordered as _,
    package::{extension, is_at_root},
    report::SignatureLocation,
    rule::{self, Place},
};

/// An Option 2 delivery: a CSAR with its signature, and perhaps its certificate, beside it (SOL 004 clause 5.1).
pub(super) struct Delivery {
    pub(super) entry: Entry,
    /// The region with the CSAR's own bytes.
    pub(super) region: Region,
    pub(super) signature: Option<(String, SignedData)>,
    pub(super) certificate: CertificateFile,
    /// The facts about the CSAR's content, if it had to be decompressed and was digested with that.
    pub(super) content: Option<Content>,
}

impl Delivery {
    /// Returns the digests of the CSAR that its signature needs.
    fn needed(&self) -> Needed {
        let needed = self.signature.as_ref().map(|(_, signed)| Needed::of(signed, &self.certificate.certificates));
        needed.unwrap_or_default()
    }
}

impl Gathering {
    /// Reports a file that is a CSAR and an Option 2 delivery at once. Different readers read it in two ways.
    pub(super) fn report_mixed_delivery(&mut self, archive: &Archive) {
        if let Some(inner) = root_csar(archive)
            && archive.entries.iter().any(|entry| is_signature_name(&entry.path))
        {
            let what = format!("The file is a CSAR, and a delivery of the CSAR '{}' with its signature.", inner.path);
            self.findings().report(rule::PACKAGE_AMBIGUOUS.broken_at(Place::path(&inner.path), what));
        }
    }

    pub(super) async fn read_delivery(&mut self, outer: &Archive) -> Option<Delivery> {
        let csars = self.csars_of_delivery(outer).await;
        let csar_paths: BTreeSet<&str> = csars.iter().map(|csar| csar.path.as_str()).into_set();
        let besides_csar = outer.entries.iter().filter(|entry| !csar_paths.contains(entry.path.as_str()));
        let besides_csar: Vec<&Entry> = besides_csar.collect();
        let locations = besides_csar.iter().map(|entry| (entry.path.clone(), outer.location(entry)));
        self.evidence.beside_csar = locations.collect();
        let (signature, certificate) = self.read_carriers(outer, besides_csar).await;
        let [csar] = csars.as_slice() else {
            let mut names: Vec<_> = csars.iter().take(3).map(|csar| format!("'{}'", csar.path)).collect();
            if csars.len() > names.len() {
                names.push("more".into());
            }
            let what = format!("The delivery holds {} CSARs: {}.", csars.len(), names.join(", "));
            let first = csars.iter().take(3).map(|csar| csar.path.as_str());
            self.findings().report(rule::PACKAGE_SEVERAL_CSARS.broken(what).naming(first));
            self.keep_packages_inside(outer, csars);
            return None;
        };
        let mut delivery =
            Delivery { entry: (*csar).clone(), region: outer.region, signature, certificate, content: None };
        self.find_csar(outer, &mut delivery).await?;
        Some(delivery)
    }

    /// Reads the signature and the certificate file of a delivery, and reports the other files beside its CSAR.
    async fn read_carriers(
        &mut self,
        outer: &Archive,
        files: Vec<&Entry>,
    ) -> (Option<(String, SignedData)>, CertificateFile) {
        let (mut signatures, files): (Vec<&Entry>, Vec<&Entry>) =
            files.into_iter().partition(|entry| is_signature_name(&entry.path));
        let (mut certificates, mut extra): (Vec<&Entry>, Vec<&Entry>) =
            files.into_iter().partition(|entry| is_certificate_name(&entry.path));
        if signatures.len() > 1 || certificates.len() > 1 {
            let what = format!(
                "The delivery holds {} signature files and {} certificate files.",
                signatures.len(),
                certificates.len()
            );
            let named = signatures.iter().chain(&certificates).take(4).map(|entry| entry.path.as_str());
            self.findings().report(rule::PACKAGE_SEVERAL_SIGNATURES.broken(what).naming(named));
            for unread in signatures.iter().skip(1) {
                self.leave_unverified(&unread.path, rule::PACKAGE_SEVERAL_SIGNATURES);
            }
        }
        if signatures.is_empty() {
            signatures.extend(self.find_misnamed_signature(outer, &mut extra).await);
        }
        self.evidence.has_package_signature = !signatures.is_empty();
        let signature = match signatures.first() {
            Some(entry) => self.read_signature(outer, entry).await.map(|signed_data| (entry.path.clone(), signed_data)),
            None => None,
        };
        let lacks_certificate = signature.as_ref().is_some_and(|(_, signed_data)| signed_data.certificates.is_empty());
        if certificates.is_empty() && lacks_certificate {
            certificates.extend(self.find_misnamed_certificate(outer, &mut extra).await);
        }
        let certificate = match certificates.first() {
            Some(entry) => self.read_certificate_file(outer, entry).await,
            None => CertificateFile::default(),
        };
        // A reader that looks for the end of an archive finds it in any file.
        if let Some((path, signed_data)) = &signature
            && (signed_data.has_odd_parts || signed_data.unsigned_parts().any(holds_zip_record))
        {
            self.with_loose_text.insert(path.clone());
        }
        if let Some(path) = &certificate.path
            && certificate.certificates.iter().any(|each| holds_zip_record(&each.der))
        {
            self.with_loose_text.insert(path.clone());
        }
        self.check_carriers(signatures.first(), certificates.first());
        self.check_extra_files(outer, &extra).await;
        (signature, certificate)
    }

    /// Checks that the signature and certificate file of a delivery hold nothing else, because nothing signs them.
    /// Above all they may hold no text, which a program could take for its own.
    fn check_carriers(&mut self, signature: Option<&&Entry>, certificate: Option<&&Entry>) {
        for (entry, rest) in [(signature, "one signature"), (certificate, "certificates")] {
            let Some(entry) = entry.filter(|entry| self.with_loose_text.contains(&entry.path)) else { continue };
            let what = format!(
                "'{}' in the delivery holds more than {rest}, and nothing signs what else is in it.",
                entry.path
            );
            self.findings().report(rule::ARTIFACT_LOOSE_TEXT.broken_at(Place::path(&entry.path), what));
        }
    }

    /// Returns the CSARs that some reader might take. It leaves out the shadows that the Finder of macOS puts beside
    /// them: files of attributes (`AppleDouble`) with the same name. A shadow may hold nothing that a reader of ZIP
    /// could take.
    async fn csars_of_delivery<'a>(&mut self, outer: &'a Archive) -> Vec<&'a Entry> {
        let mut found = Vec::new();
        for csar in csars(outer) {
            let (folder, name) = csar.path.rsplit_once('/').unwrap_or(("", &csar.path));
            let is_shadow =
                folder == "__MACOSX" && name.starts_with("._") && csar.size <= limits::APPLE_DOUBLE_BYTES.octets();
            if !is_shadow
                || !self
                    .read(outer, csar, limits::APPLE_DOUBLE_BYTES.on_file(u32::MAX))
                    .await
                    .is_some_and(|bytes| is_apple_double(&bytes))
            {
                found.push(csar);
            }
        }
        found
    }

    /// Finds the bytes of the CSAR. A stored CSAR is a region of the outer file. A deflated one has no random access,
    /// so the host decompresses it once into a source of its own, and digests it with that.
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
            let reached = limits::POLICY_EXPANDED_BYTES.reached_at(self.limits.expanded_bytes, entry.size);
            self.findings().report(rule::ARCHIVE_LIMIT.broken_at(Place::path(&entry.path), what).with_limit(reached));
            return None;
        }
        let needed = delivery.needed();
        let task = DigestTask { expand: true, ..self.task(outer, &entry, &needed) };
        let outcome = self.exchange.digest(vec![task]).await.pop()?;
        delivery.content = Some(self.content_of(&entry, &needed, &outcome)?);
        self.evidence.expanded_csar = Some(outer.location(&entry));
        delivery.region = Region { source: self.expanded_source, offset: 0, length: entry.size };
        Some(())
    }
}

/// Returns the signature over the CSAR as a whole. If the CSAR's content is not known yet, it is put into the plan.
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

/// Returns whether the file is in `AppleDouble` format (RFC 1740 appendix B), and no ZIP archive begins or ends in it.
pub(super) fn is_apple_double(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0, 5, 0x16, 7]) && !holds_zip_record(bytes)
}

/// Returns all CSARs, at any depth, because some readers take the first that they find.
fn csars(archive: &Archive) -> Vec<&Entry> {
    archive.entries.iter().filter(|entry| is_csar_name(&entry.path)).collect()
}

pub(super) fn is_csar_name(path: &str) -> bool {
    extension(path).as_deref() == Some("csar")
}

pub(super) fn root_csar(archive: &Archive) -> Option<&Entry> {
    csars(archive).into_iter().find(|entry| is_at_root(&entry.path))
}

pub(super) fn is_signature_name(path: &str) -> bool {
    is_at_root(path) && matches!(extension(path).as_deref(), Some("cms" | "p7s"))
}

fn is_certificate_name(path: &str) -> bool {
    is_at_root(path) && matches!(extension(path).as_deref(), Some("cert" | "crt" | "cer"))
}

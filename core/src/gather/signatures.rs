//! Reads signature and certificate files, and finds the signatures of a CSAR.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    format,
    rc::Rc,
    string::String,
    vec,
    vec::Vec,
};
use core::cell::OnceCell;

use litemap::LiteMap;

use super::Gathering;
use crate::{
    archive::{Archive, Entry},
    certificate_file::Contents,
    cms::{SignatureFile, SignedData, begins_signed, verify::Content},
    evidence::{FoundFile, FoundSignature},
    limits,
    ordered::Ordered as _,
    package::{
        extension,
        manifest::{Manifest, SignatureBlock, Source},
    },
    pem,
    report::SignatureLocation,
    rule::{self, Place, Rule, Violation},
    x509::Certificate,
};

/// A certificate file that was read.
#[derive(Clone, Default)]
pub(super) struct CertificateFile {
    pub(super) path: Option<String>,
    pub(super) certificates: Rc<[Certificate]>,
    /// Whether the file serves the whole package, if a signature has none of its own.
    pub(super) is_shared: bool,
}

impl Gathering {
    pub(super) async fn read_certificate_file(&mut self, archive: &Archive, entry: &Entry) -> CertificateFile {
        if let Some(known) = self.certificate_files.get(&entry.path) {
            return known.clone();
        }
        let mut file = CertificateFile { path: Some(entry.path.clone()), ..CertificateFile::default() };
        let contents = self.read_pem_or_der(archive, entry).await.map(|bytes| Contents::of_package(&bytes));
        match contents {
            Some(Ok(contents)) if contents.certificates.len() <= limits::CMS_CERTIFICATES.count() => {
                if !contents.is_pure {
                    self.holding_more.insert(entry.path.clone());
                    self.with_loose_text.insert(entry.path.clone());
                }
                file.certificates = contents.certificates.into();
            }
            Some(Ok(contents)) => {
                let (count, most) = (contents.certificates.len(), limits::CMS_CERTIFICATES.count());
                let what = format!("'{}' holds {count} certificates; the limit is {most}.", entry.path);
                let reached = limits::CMS_CERTIFICATES.reached(u64::try_from(count).ok());
                self.findings()
                    .report(rule::SIGNATURE_LIMIT.broken_at(Place::path(&entry.path), what).with_limit(reached));
            }
            Some(Err(reason)) => {
                let what = format!("The certificate file '{}' cannot be read: {reason}", entry.path);
                self.findings().report(rule::CERTIFICATE_MALFORMED.broken_at(Place::path(&entry.path), what));
            }
            None => {}
        }
        self.certificate_files.insert(entry.path.clone(), file.clone());
        file
    }

    pub(super) async fn read_signature(&mut self, archive: &Archive, entry: &Entry) -> Option<SignedData> {
        self.evidence.has_signature = true;
        // The file counts as unverified until it is read. The finding with the reason is about this file.
        self.leave_unverified(&entry.path, rule::SIGNATURE_MALFORMED);
        let bytes = self.read_pem_or_der(archive, entry).await?;
        let file = self.report_refusal(&entry.path, SignatureFile::read(&bytes))?;
        self.evidence.unverified.remove(&entry.path);
        if file.has_loose_text {
            self.with_loose_text.insert(entry.path.clone());
        }
        if file.holds_more {
            self.holding_more.insert(entry.path.clone());
        }
        Some(file.signed_data)
    }

    /// Notes a signature that is not verified, with the rule that says why.
    pub(super) fn leave_unverified(&mut self, path: &str, rule: &'static Rule) {
        self.evidence.unverified.entry(path.into()).or_insert(rule);
    }

    /// Reads a file that is a signature only by its name. It may be an artifact, for example an encrypted one. If a
    /// limit keeps it from being read, a finding is reported at once, or when its first bytes are known.
    async fn read_if_signature(&mut self, archive: &Archive, entry: &Entry) -> Option<SignedData> {
        let limit = u64::from(self.limits.metadata_bytes);
        if entry.size > limit || entry.compressed_size > limit {
            self.too_large.push((entry.path.clone(), entry.size.max(entry.compressed_size)));
            return None;
        }
        let bytes = self.read_pem_or_der(archive, entry).await?;
        let file = match SignatureFile::read(&bytes) {
            Ok(file) => file,
            Err(violation)
                if violation.rule == rule::SIGNATURE_LIMIT
                    || (violation.rule != rule::SIGNATURE_NO_SIGNER && is_meant_as_signed_data(&bytes)) =>
            {
                self.evidence.has_signature = true;
                return self.report_refusal(&entry.path, Err(violation));
            }
            Err(_) => return None,
        };
        if file.holds_more {
            self.holding_more.insert(entry.path.clone());
        }
        self.evidence.has_signature = true;
        Some(file.signed_data)
    }

    /// Returns the value, or reports a finding that says why there is none.
    fn report_refusal<T>(&mut self, path: &str, read: Result<T, Violation>) -> Option<T> {
        read.map_err(|violation| {
            let reword = |sentence| format!("The signature in '{path}' cannot be verified. {sentence}");
            self.findings().report(Violation { place: Place::path(path), ..violation.reworded(reword) });
        })
        .ok()
    }

    pub(super) fn read_manifest_signature(
        &mut self,
        manifest: Option<&Manifest>,
        certificate: &CertificateFile,
    ) -> Vec<FoundSignature> {
        let Some(manifest) = manifest else { return Vec::new() };
        let read = match &manifest.signature {
            SignatureBlock::Absent => return Vec::new(),
            SignatureBlock::Unreadable => {
                self.evidence.has_signature = true;
                self.leave_unverified(&manifest.path, rule::MANIFEST_SIGNATURE_BLOCK);
                return Vec::new();
            }
            SignatureBlock::Der(der) => SignedData::with_signers(der),
        };
        self.evidence.has_signature = true;
        let Some(signed_data) = self.report_refusal(&manifest.path, read) else {
            self.leave_unverified(&manifest.path, rule::SIGNATURE_MALFORMED);
            return Vec::new();
        };
        let content = Content::of(Rc::clone(&manifest.signed), &signed_data.digest_algorithms());
        vec![FoundSignature {
            location: SignatureLocation::Manifest,
            path: manifest.path.clone(),
            signed_path: manifest.path.clone(),
            signed_data,
            content,
            certificate_path: certificate.path.clone(),
            has_shared_certificate_file: false,
            certificates: certificate.certificates.clone(),
        }]
    }

    /// Reads the signatures that the manifest names under its sources (SOL 004 clause 5.3). Their content is digested
    /// later.
    pub(super) async fn read_artifact_signatures(
        &mut self,
        archive: &Archive,
        manifest: Option<&Manifest>,
        common: &CertificateFile,
    ) -> Vec<FoundSignature> {
        let mut signatures = Vec::new();
        let Some(manifest) = manifest else { return signatures };
        let mut signed_by = BTreeMap::new();
        for (signed_path, source) in &manifest.sources {
            let other =
                source.signature.as_ref().and_then(|path| signed_by.insert(path.as_str(), signed_path.as_str()));
            if let (Some(path), Some(other)) = (&source.signature, other) {
                let what = format!("'{path}' is named as the signature of '{other}' and of '{signed_path}'.");
                let place = Place::line(&manifest.path, source.line);
                let violation = rule::MANIFEST_DUPLICATE_SOURCE.broken_at(place, what);
                self.findings().report(violation.naming([path.as_str(), other, signed_path.as_str()]));
                self.leave_unverified(path, rule::MANIFEST_DUPLICATE_SOURCE);
                continue;
            }
            // Without the content of an external artifact there is nothing to verify. That is reported about the
            // artifact.
            let is_here = !source.is_external || self.externals.contains_key(signed_path);
            let Some(path) = source.signature.as_ref().filter(|_| is_here) else {
                if let Some(path) = &source.signature {
                    self.leave_unverified(path, rule::ARTIFACT_EXTERNAL);
                }
                self.report_unused_files(archive, signed_path, source);
                continue;
            };
            if signatures.len() >= usize::try_from(self.limits.signatures).unwrap_or(usize::MAX) {
                self.report_too_many(path);
                self.leave_unverified(path, rule::SIGNATURE_LIMIT);
                continue;
            }
            let Some(entry) = archive.entry(path) else {
                self.report_missing(signed_path, source, path);
                continue;
            };
            let certificate = match source.certificate.as_deref().map(|path| (path, archive.entry(path))) {
                Some((_, Some(entry))) => self.read_certificate_file(archive, entry).await,
                Some((missing, None)) => {
                    self.report_missing(signed_path, source, missing);
                    self.leave_unverified(path, rule::MANIFEST_SOURCE_MISSING);
                    continue;
                }
                None => CertificateFile { is_shared: true, ..common.clone() },
            };
            let Some(signed_data) = self.read_signature(archive, entry).await else {
                continue;
            };
            signatures.push(artifact_signature(path, signed_path, signed_data, certificate));
        }
        self.read_unreferenced_signatures(archive, manifest, common, &mut signatures).await;
        signatures
    }

    /// Reports files that are named under a source and that nothing looks at: files of an external artifact that is not
    /// available, and a certificate without a signature.
    fn report_unused_files(&mut self, archive: &Archive, path: &str, source: &Source) {
        if source.signature.is_none() && source.certificate.is_some() {
            let place = Place::listed(path, source.line);
            let what = format!("The manifest gives '{path}' a certificate, but no signature.");
            self.findings().report(rule::MANIFEST_CERTIFICATE_ALONE.broken_at(place, what));
        }
        for named in source.signature.iter().chain(&source.certificate) {
            if archive.entry(named).is_none() {
                self.report_missing(path, source, named);
            }
        }
    }

    /// Reports a signature that is not verified because there are too many.
    fn report_too_many(&mut self, path: &str) {
        self.evidence.has_signature = true;
        let most = self.limits.signatures;
        let what = format!("The signature in '{path}' was not verified: the package has more than {most} signatures.");
        let reached = limits::POLICY_SIGNATURES.reached_at(most, None);
        self.findings().report(rule::SIGNATURE_LIMIT.broken_at(Place::path(path), what).with_limit(reached));
    }

    /// Reports the files that were too large to be read as signatures, now that their first bytes are known. An
    /// encrypted file is an artifact.
    pub(super) fn report_too_large(&mut self, files: &LiteMap<String, FoundFile>) {
        for (path, size) in core::mem::take(&mut self.too_large) {
            if files.get(&path).and_then(|file| file.is_encrypted) != Some(true) {
                let most = self.limits.metadata_bytes;
                let what =
                    format!("'{path}' has the name of a signature and was not read: it has more than {most} bytes.");
                let reached = limits::POLICY_METADATA_BYTES.reached_at(most, size);
                self.findings().report(rule::SIGNATURE_LIMIT.broken_at(Place::path(&path), what).with_limit(reached));
                self.leave_unverified(&path, rule::SIGNATURE_LIMIT);
            }
        }
    }

    fn report_missing(&mut self, path: &str, source: &Source, missing: &str) {
        let place = Place::listed(path, source.line);
        let what = format!("The manifest lists '{path}' with '{missing}', which is not in the package.");
        self.findings().report(rule::MANIFEST_SOURCE_MISSING.broken_at(place, what).naming([missing]));
    }

    /// Reads the signatures that no Source names, found by the usual names. They are verified too (SEC021-5.2-a).
    async fn read_unreferenced_signatures(
        &mut self,
        archive: &Archive,
        manifest: &Manifest,
        common: &CertificateFile,
        signatures: &mut Vec<FoundSignature>,
    ) {
        let named =
            manifest.sources.values().flat_map(|source| [source.signature.as_deref(), source.certificate.as_deref()]);
        let named: BTreeSet<&str> = named.flatten().into_set();
        let stems = Stems::of(archive);
        let limit = usize::try_from(self.limits.signatures).unwrap_or(usize::MAX);
        for entry in archive.entries.iter().filter(|entry| has_signature_extension(&entry.path)) {
            let Some(signed_path) = stems.signed_by(&entry.path).filter(|_| !named.contains(entry.path.as_str()))
            else {
                continue;
            };
            let Some(signed_data) = self.read_if_signature(archive, entry).await else { continue };
            if signatures.len() >= limit {
                self.report_too_many(&entry.path);
                continue;
            }
            let what = format!("'{}' is named by no Source; by its name it should sign '{signed_path}'.", entry.path);
            let violation = rule::SIGNATURE_UNREFERENCED.broken_at(Place::path(&entry.path), what);
            self.findings().report(violation.naming([signed_path]));
            let certificate = CertificateFile { is_shared: true, ..common.clone() };
            signatures.push(artifact_signature(&entry.path, signed_path, signed_data, certificate));
        }
    }
}

fn artifact_signature(
    path: &str,
    signed_path: &str,
    signed_data: SignedData,
    certificate: CertificateFile,
) -> FoundSignature {
    FoundSignature {
        location: SignatureLocation::Artifact,
        path: path.into(),
        signed_path: signed_path.into(),
        signed_data,
        content: Content::default(),
        certificate_path: certificate.path,
        has_shared_certificate_file: certificate.is_shared,
        certificates: certificate.certificates,
    }
}

/// Returns whether bytes that cannot be read as a signature were meant as one.
fn is_meant_as_signed_data(bytes: &[u8]) -> bool {
    let has_label =
        || pem::decode(bytes).is_ok_and(|text| text.blocks.iter().any(|block| pem::is_cms_label(&block.label)));
    begins_signed(bytes) || (pem::is_pem(bytes) && has_label())
}

/// Returns whether the file has an extension of signature files. SOL 004 clause 5.3 names none; these are in use.
fn has_signature_extension(path: &str) -> bool {
    matches!(extension(path).as_deref(), Some("cms" | "p7s" | "p7b" | "p7c"))
}

/// Returns whether a file has a usual name of a signature of any kind, including kinds that are not verified here.
pub(super) fn is_called_signature(path: &str) -> bool {
    let others = ["asc", "gpg", "minisig", "p7", "p7m", "pgp", "pkcs7", "sgn", "sig", "sign", "signature"];
    has_signature_extension(path) || extension(path).is_some_and(|extension| others.contains(&extension.as_str()))
}

/// The files of an archive, by their path up to the first dot of the name. They are sorted when they are first asked for,
/// because few packages have a file with the name of a signature that no Source names.
pub(super) struct Stems<'a> {
    archive: &'a Archive,
    sorted: OnceCell<BTreeMap<&'a str, Vec<&'a str>>>,
}

impl<'a> Stems<'a> {
    pub(super) fn of(archive: &'a Archive) -> Self {
        Self { archive, sorted: OnceCell::new() }
    }

    fn sorted(&self) -> &BTreeMap<&'a str, Vec<&'a str>> {
        self.sorted.get_or_init(|| {
            let mut stems: BTreeMap<_, Vec<_>> = BTreeMap::new();
            for entry in self.archive.entries.iter().filter(|entry| !has_signature_extension(&entry.path)) {
                stems.entry(stem(&entry.path)).or_default().push(entry.path.as_str());
            }
            stems
        })
    }

    /// Returns the file that a signature file of this name should sign. In use are `image.qcow2.sig.cms`,
    /// `image.sig.cms` and `image.cms` for `image.qcow2`. If several files fit the name, the result is `None`.
    pub(super) fn signed_by(&self, path: &str) -> Option<&'a str> {
        let (base, _) = path.rsplit_once('.')?;
        let base = base.strip_suffix(".sig").unwrap_or(base);
        if let Some(entry) = self.archive.entry(base) {
            return Some(&entry.path);
        }
        let of_stem = self.sorted().get(base)?.iter().filter(|path| extension(path).as_deref() != Some("cert"));
        match of_stem.collect::<Vec<_>>().as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }
}

/// Returns a path up to the first dot of its last part.
fn stem(path: &str) -> &str {
    let name_start = path.rfind('/').map_or(0, |slash| slash.saturating_add(1));
    let dot = path.get(name_start..).and_then(|name| name.find('.'));
    dot.and_then(|dot| path.get(..name_start.saturating_add(dot))).unwrap_or(path)
}

/// Returns whether a file holds certificates.
pub(super) fn holds_certificates(file: &[u8]) -> bool {
    Contents::of_package(file).is_ok_and(|contents| !contents.certificates.is_empty())
}

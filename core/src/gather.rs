//! From bytes to evidence: open → plan → digest. Reads top to bottom; nothing is judged by policy or trust here.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    format,
    string::{String, ToString},
    vec,
    vec::Vec,
};

use crate::{
    archive::{self, Archive, Entry, Region},
    cms::{SignedData, is_encrypted, verify::Content},
    digest::{DigestAlgorithm, from_hex},
    evidence::{Csar, Evidence, FoundFile, FoundSignature},
    exchange::Exchange,
    package::{
        TOSCA_META, extension, is_at_root,
        manifest::{Manifest, SignatureBlock},
        tosca_meta::{self, ToscaMeta},
    },
    pem,
    policy::Limits,
    report::{Layout, Place, SignatureLocation},
    rule::{self, Findings},
    task::{DigestOutcome, DigestTask, Method},
    trust::Contents,
    x509::Certificate,
};

/// Gathers all evidence from the file of this name and size.
pub(crate) async fn gather(exchange: Exchange, file_name: String, file_size: u64, limits: Limits) -> Evidence {
    let evidence = Evidence { file_name, file_size, ..Evidence::default() };
    let mut gathering = Gathering { exchange, limits, evidence, tasks_begun: 0 };
    gathering.run().await;
    gathering.evidence
}

struct Gathering {
    exchange: Exchange,
    limits: Limits,
    evidence: Evidence,
    tasks_begun: usize,
}

/// The files that say what a CSAR is made of.
struct Parts {
    layout: Layout,
    manifest: Option<String>,
    certificate: Option<String>,
}

/// A certificate file, read.
#[derive(Clone, Default)]
struct CertificateFile {
    path: Option<String>,
    certificates: Vec<Certificate>,
}

impl Gathering {
    async fn run(&mut self) {
        let whole = Region { source: 0, offset: 0, length: self.evidence.file_size };
        let name = self.evidence.file_name.clone();
        let Some(outer) = self.open(whole, &name).await else {
            return;
        };
        if outer.entry(TOSCA_META).is_some() || csars(&outer).is_empty() {
            self.tell_mixed_delivery(&outer);
            self.read_csar(&outer, None).await;
        } else if let Some(delivery) = self.read_delivery(&outer).await {
            self.evidence.csar_path = Some(delivery.entry.path.clone());
            let region = delivery.region;
            let name = delivery.entry.path.clone();
            match self.open(region, &name).await {
                Some(csar) => self.read_csar(&csar, Some((&outer, delivery))).await,
                None => self.evidence.csar = None,
            }
        }
    }

    async fn open(&mut self, region: Region, name: &str) -> Option<Archive> {
        Archive::open(&self.exchange, region, name, &self.limits, &mut self.evidence.findings).await
    }

    async fn read(&mut self, archive: &Archive, entry: &Entry, limit: u32) -> Option<Vec<u8>> {
        archive.read(&self.exchange, entry, limit, &mut self.evidence.findings).await
    }

    fn findings(&mut self) -> &mut Findings {
        &mut self.evidence.findings
    }
}

/// An Option 2 delivery: a CSAR with its signature and perhaps its certificate beside it (SOL 004 clause 5.1).
struct Delivery {
    entry: Entry,
    /// Where the CSAR's own bytes are.
    region: Region,
    signature: Option<(String, SignedData)>,
    certificate: CertificateFile,
    /// What the CSAR came to, where it had to be decompressed and was digested on the way.
    content: Option<Content>,
}

impl Gathering {
    /// A file that is a CSAR and an Option 2 delivery at once is read in two ways by different readers.
    fn tell_mixed_delivery(&mut self, archive: &Archive) {
        if let Some(inner) = csars(archive).first()
            && archive.entries.iter().any(|entry| is_at_root(&entry.path) && is_signature_name(&entry.path))
        {
            let what = format!("The package is a CSAR, and holds a CSAR '{}' with a signature beside it.", inner.path);
            self.findings().add(rule::PACKAGE_SEVERAL_CSARS, Place::path(&inner.path), what);
        }
    }

    async fn read_delivery(&mut self, outer: &Archive) -> Option<Delivery> {
        let csars = csars(outer);
        let signatures: Vec<&Entry> = outer.entries.iter().filter(|entry| is_signature_name(&entry.path)).collect();
        let certificates: Vec<&Entry> = outer.entries.iter().filter(|entry| is_certificate_name(&entry.path)).collect();
        for entry in &outer.entries {
            if !csars.iter().chain(&signatures).chain(&certificates).any(|known| known.path == entry.path) {
                let what = format!("The delivery holds '{}', which is no part of an Option 2 delivery.", entry.path);
                self.findings().add(rule::PACKAGE_EXTRA_FILE, Place::path(&entry.path), what);
            }
        }
        let [csar] = csars.as_slice() else {
            let what = format!("The delivery holds {} CSARs.", csars.len());
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
            if entry.compressed_size != entry.size {
                archive::tell_content(&entry, self.findings());
                return None;
            }
            let range = outer.region.range(entry.data_start, entry.size)?;
            delivery.region = Region { source: range.source, offset: range.offset, length: entry.size };
            return Some(());
        }
        let algorithms = delivery.signature.as_ref().map(|(_, signed)| algorithms(signed)).unwrap_or_default();
        let task = DigestTask { expand: true, ..self.task(outer, &entry, algorithms.clone()) };
        let outcome = self.exchange.digest(vec![task]).await.pop()?;
        delivery.content = Some(self.content_of(&entry, &algorithms, &outcome)?);
        delivery.region = Region { source: 1, offset: 0, length: entry.size };
        Some(())
    }
}

impl Gathering {
    /// Reads what a CSAR is made of, then has all digests computed in one go.
    async fn read_csar(&mut self, archive: &Archive, delivery: Option<(&Archive, Delivery)>) {
        let Some(parts) = self.find_parts(archive).await else {
            return;
        };
        let manifest = match parts.manifest.as_deref().and_then(|path| archive.entry(path)) {
            Some(entry) => {
                let limit = self.limits.manifest_bytes;
                let bytes = self.read(archive, entry, limit).await;
                bytes.map(|bytes| Manifest::read(&entry.path, &bytes, self.findings()))
            }
            None => None,
        };
        let certificate = match parts.certificate.as_deref().and_then(|path| archive.entry(path)) {
            Some(entry) => self.read_certificate_file(archive, entry).await,
            None => CertificateFile::default(),
        };
        let mut signatures = self.read_manifest_signature(manifest.as_ref(), &certificate);
        signatures.extend(self.read_artifact_signatures(archive, manifest.as_ref(), &certificate).await);
        let mut plan = Plan::of(archive, manifest.as_ref(), &signatures);
        let whole = delivery.and_then(|(outer, delivery)| package_signature(delivery, outer, &mut plan));
        let files = self.digest(archive, plan, &mut signatures, whole).await;
        self.evidence.signatures = signatures;
        self.evidence.csar =
            Some(Csar { layout: Some(parts.layout), files, manifest, certificate_path: certificate.path });
    }

    /// Finds the parts by TOSCA.meta (SOL 004 clause 4.1.2) or by the root YAML file's name (clause 4.1.3).
    async fn find_parts(&mut self, archive: &Archive) -> Option<Parts> {
        if let Some(entry) = archive.entry(TOSCA_META) {
            let limit = self.limits.metadata_bytes;
            let bytes = self.read(archive, entry, limit).await?;
            let meta = ToscaMeta::read(&bytes, self.findings())?;
            return Some(self.parts_by_tosca_meta(archive, &meta));
        }
        let definitions: Vec<&Entry> = archive.entries.iter().filter(|entry| is_root_yaml(&entry.path)).collect();
        if definitions.is_empty() {
            let what =
                "The archive has neither TOSCA-Metadata/TOSCA.meta nor a YAML file at its root, nor a .csar file.";
            self.findings().add(rule::PACKAGE_NO_CSAR, Place::default(), what);
            return None;
        }
        let [definitions] = definitions.as_slice() else {
            let what = format!("The CSAR has {} YAML files at its root.", definitions.len());
            self.findings().add(rule::PACKAGE_DEFINITIONS, Place::default(), what);
            return None;
        };
        let base = definitions.path.rsplit_once('.').map_or(definitions.path.as_str(), |(base, _)| base);
        let sibling =
            |extension: &str| Some(format!("{base}.{extension}")).filter(|path| archive.entry(path).is_some());
        let manifest = sibling("mf");
        if manifest.is_none() {
            let what = format!("The CSAR has no manifest '{base}.mf'.");
            self.findings().add(rule::MANIFEST_MISSING, Place::default(), what);
        }
        Some(Parts { layout: Layout::RootYaml, manifest, certificate: sibling("cert") })
    }

    fn parts_by_tosca_meta(&mut self, archive: &Archive, meta: &ToscaMeta) -> Parts {
        let findings = &mut self.evidence.findings;
        let mut path = |names: &[&str], is_required: bool| {
            let named = meta.path(names, findings);
            match named {
                Some(named) if archive.entry(&named.path).is_some() => Some(named.path),
                Some(named) => {
                    let what = format!("TOSCA.meta names '{}', which is not in the package.", named.path);
                    findings.add(rule::TOSCA_META_DANGLING, Place::line(TOSCA_META, named.line), what);
                    None
                }
                None if is_required => {
                    let what = format!("TOSCA.meta has no entry '{}'.", names.first().unwrap_or(&""));
                    findings.add(rule::TOSCA_META_MISSING_KEY, Place::path(TOSCA_META), what);
                    None
                }
                None => None,
            }
        };
        path(tosca_meta::ENTRY_DEFINITIONS, true);
        path(tosca_meta::ENTRY_CHANGE_LOG, false);
        Parts {
            layout: Layout::ToscaMetadata,
            manifest: path(tosca_meta::ENTRY_MANIFEST, true),
            certificate: path(tosca_meta::ENTRY_CERTIFICATE, false),
        }
    }

    async fn read_certificate_file(&mut self, archive: &Archive, entry: &Entry) -> CertificateFile {
        let path = Some(entry.path.clone());
        let limit = self.limits.metadata_bytes;
        let Some(bytes) = self.read(archive, entry, limit).await else {
            return CertificateFile { path, certificates: Vec::new() };
        };
        match Contents::read(&bytes) {
            Ok(contents) => CertificateFile { path, certificates: contents.certificates },
            Err(reason) => {
                let what = format!("The certificate file '{}' cannot be read: {reason}", entry.path);
                self.findings().add(rule::CERTIFICATE_MALFORMED, Place::path(&entry.path), what);
                CertificateFile { path, certificates: Vec::new() }
            }
        }
    }

    async fn read_signature(&mut self, archive: &Archive, entry: &Entry) -> Option<SignedData> {
        let limit = self.limits.metadata_bytes;
        let bytes = self.read(archive, entry, limit).await?;
        let der = if pem::is_pem(&bytes) {
            let blocks = pem::decode(&bytes).unwrap_or_default();
            let mut blocks = blocks.into_iter().filter(|block| matches!(block.label.as_str(), "CMS" | "PKCS7"));
            match (blocks.next(), blocks.next()) {
                (Some(block), None) => Some(block.der),
                _ => None,
            }
        } else {
            Some(bytes)
        };
        self.parse_signature(&entry.path, der)
    }

    fn parse_signature(&mut self, path: &str, der: Option<Vec<u8>>) -> Option<SignedData> {
        let parsed = match der {
            Some(der) => SignedData::from_ber(&der),
            None => Err("its PEM text is damaged or holds no single CMS block".into()),
        };
        match parsed {
            Ok(signed_data) if signed_data.signer_infos.is_empty() => {
                let what = format!("The CMS structure in '{path}' holds no signature.");
                self.findings().add(rule::SIGNATURE_NO_SIGNER, Place::path(path), what);
                None
            }
            Ok(signed_data) => Some(signed_data),
            Err(reason) => {
                let what = format!("The signature in '{path}' cannot be read: {reason}.");
                self.findings().add(rule::SIGNATURE_MALFORMED, Place::path(path), what);
                None
            }
        }
    }

    fn read_manifest_signature(
        &mut self,
        manifest: Option<&Manifest>,
        certificate: &CertificateFile,
    ) -> Vec<FoundSignature> {
        let Some(manifest) = manifest else { return Vec::new() };
        let der = match &manifest.signature {
            SignatureBlock::Absent => return Vec::new(),
            SignatureBlock::Unreadable => None,
            SignatureBlock::Der(der) => Some(der.clone()),
        };
        let Some(signed_data) = self.parse_signature(&manifest.path, der) else {
            return Vec::new();
        };
        let digests = algorithms(&signed_data).into_iter().map(|each| (each, each.digest(&manifest.signed))).collect();
        let content =
            Content { digests, first_octet: manifest.signed.first().copied(), bytes: Some(manifest.signed.clone()) };
        vec![FoundSignature {
            location: SignatureLocation::Manifest,
            path: manifest.path.clone(),
            signed_path: manifest.path.clone(),
            signed_data,
            content,
            certificate_path: certificate.path.clone(),
            certificates: certificate.certificates.clone(),
        }]
    }

    /// The signatures the manifest names under its sources (SOL 004 clause 5.3). Their content is digested later.
    async fn read_artifact_signatures(
        &mut self,
        archive: &Archive,
        manifest: Option<&Manifest>,
        common: &CertificateFile,
    ) -> Vec<FoundSignature> {
        let mut signatures = Vec::new();
        let Some(manifest) = manifest else { return signatures };
        for (signed_path, source) in &manifest.sources {
            let Some(path) = &source.signature else { continue };
            if signatures.len() >= usize::try_from(self.limits.signatures).unwrap_or(usize::MAX) {
                let what = format!("The package has more than {} signatures.", self.limits.signatures);
                self.findings().add(rule::ARCHIVE_LIMIT, Place::line(&manifest.path, source.line), what);
                break;
            }
            let Some(entry) = archive.entry(path) else {
                let what = format!("'{signed_path}' is said to be signed by '{path}', which is not in the package.");
                self.findings().add(rule::MANIFEST_SOURCE_MISSING, Place::line(&manifest.path, source.line), what);
                continue;
            };
            let certificate = match source.certificate.as_deref().map(|path| archive.entry(path)) {
                Some(Some(entry)) => self.read_certificate_file(archive, entry).await,
                Some(None) => {
                    let what = format!("The certificate file of '{signed_path}' is not in the package.");
                    self.findings().add(rule::MANIFEST_SOURCE_MISSING, Place::line(&manifest.path, source.line), what);
                    continue;
                }
                None => common.clone(),
            };
            let Some(signed_data) = self.read_signature(archive, entry).await else {
                continue;
            };
            signatures.push(FoundSignature {
                location: SignatureLocation::Artifact,
                path: path.clone(),
                signed_path: signed_path.clone(),
                signed_data,
                content: Content::default(),
                certificate_path: certificate.path,
                certificates: certificate.certificates,
            });
        }
        signatures
    }
}

/// Which digests are needed of which file, all to be computed in one pass over each.
#[derive(Default)]
struct Plan {
    files: BTreeMap<String, BTreeSet<DigestAlgorithm>>,
    /// The stored CSAR of a delivery, to be digested as a whole.
    whole: Option<(Archive, Entry, Vec<DigestAlgorithm>)>,
}

impl Plan {
    fn of(archive: &Archive, manifest: Option<&Manifest>, signatures: &[FoundSignature]) -> Self {
        let mut plan = Self::default();
        for (path, source) in manifest.iter().flat_map(|manifest| &manifest.sources) {
            if let Some((algorithm, _)) = source.digest {
                plan.need(archive, path, [algorithm]);
            }
        }
        for signature in signatures.iter().filter(|signature| signature.location == SignatureLocation::Artifact) {
            plan.need(archive, &signature.signed_path, algorithms(&signature.signed_data));
        }
        plan
    }

    fn need(&mut self, archive: &Archive, path: &str, algorithms: impl IntoIterator<Item = DigestAlgorithm>) {
        if archive.entry(path).is_some() {
            self.files.entry(path.to_string()).or_default().extend(algorithms);
        }
    }
}

impl Gathering {
    /// Has everything of the plan digested, and puts the digests where they belong.
    async fn digest(
        &mut self,
        archive: &Archive,
        plan: Plan,
        signatures: &mut Vec<FoundSignature>,
        whole: Option<FoundSignature>,
    ) -> BTreeMap<String, FoundFile> {
        let mut tasks = Vec::new();
        let mut wanted = Vec::new();
        for (path, algorithms) in plan.files {
            let Some(entry) = archive.entry(&path) else { continue };
            let algorithms: Vec<_> = algorithms.into_iter().collect();
            tasks.push(self.task(archive, entry, algorithms.clone()));
            wanted.push((entry.clone(), algorithms));
        }
        let files_digested = wanted.len();
        if let Some((outer, entry, algorithms)) = plan.whole {
            tasks.push(self.task(&outer, &entry, algorithms.clone()));
            wanted.push((entry, algorithms));
        }
        let outcomes = self.exchange.digest(tasks).await;
        let mut contents: Vec<Option<Content>> = wanted
            .iter()
            .zip(&outcomes)
            .map(|((entry, algorithms), outcome)| self.content_of(entry, algorithms, outcome))
            .collect();
        let of_whole = contents.split_off(files_digested).pop().flatten();

        let size = |entry: &Entry| FoundFile { size: entry.size, ..FoundFile::default() };
        let mut files: BTreeMap<_, _> = archive.entries.iter().map(|entry| (entry.path.clone(), size(entry))).collect();
        for (((entry, _), outcome), content) in wanted.iter().zip(&outcomes).zip(contents) {
            if let Some(file) = files.get_mut(&entry.path) {
                file.is_encrypted = from_hex(&outcome.head).map(|head| is_encrypted(&head));
                file.content = content;
            }
        }
        for signature in signatures.iter_mut().filter(|signature| signature.location == SignatureLocation::Artifact) {
            let content = files.get(&signature.signed_path).and_then(|file| file.content.clone());
            signature.content = content.unwrap_or_default();
        }
        if let Some(mut whole) = whole {
            if let Some(content) = of_whole {
                whole.content = content;
            }
            signatures.insert(0, whole);
        }
        files
    }

    fn task(&mut self, archive: &Archive, entry: &Entry, algorithms: Vec<DigestAlgorithm>) -> DigestTask {
        let index = self.tasks_begun;
        self.tasks_begun = index.saturating_add(1);
        DigestTask { index, algorithms, ..archive.task(entry) }
    }

    /// What a task came to; `None`, and a finding, when the content is damaged.
    fn content_of(
        &mut self,
        entry: &Entry,
        algorithms: &[DigestAlgorithm],
        outcome: &DigestOutcome,
    ) -> Option<Content> {
        if !outcome.intact {
            archive::tell_content(entry, self.findings());
            return None;
        }
        let digests = algorithms.iter().zip(&outcome.digests);
        let digests = digests.map(|(algorithm, hex)| Some((*algorithm, from_hex(hex)?))).collect::<Option<_>>()?;
        let first_octet = from_hex(&outcome.head)?.first().copied();
        Some(Content { digests, first_octet, bytes: None })
    }
}

/// The signature over the CSAR as a whole. Its content is known already, or is put into the plan.
fn package_signature(delivery: Delivery, outer: &Archive, plan: &mut Plan) -> Option<FoundSignature> {
    let (path, signed_data) = delivery.signature?;
    if delivery.content.is_none() {
        plan.whole = Some((outer.clone(), delivery.entry.clone(), algorithms(&signed_data)));
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

/// The digest algorithms the signers use, those that are known.
fn algorithms(signed_data: &SignedData) -> Vec<DigestAlgorithm> {
    let oids = signed_data.signer_infos.iter().map(|signer| signer.digest_algorithm.oid);
    let known: BTreeSet<_> = oids.filter_map(DigestAlgorithm::from_oid).collect();
    known.into_iter().collect()
}

fn csars(archive: &Archive) -> Vec<&Entry> {
    let is_csar = |path: &str| is_at_root(path) && extension(path).as_deref() == Some("csar");
    archive.entries.iter().filter(|entry| is_csar(&entry.path)).collect()
}

fn is_signature_name(path: &str) -> bool {
    is_at_root(path) && matches!(extension(path).as_deref(), Some("cms" | "p7s"))
}

fn is_certificate_name(path: &str) -> bool {
    is_at_root(path) && matches!(extension(path).as_deref(), Some("cert" | "crt" | "cer"))
}

fn is_root_yaml(path: &str) -> bool {
    is_at_root(path) && matches!(extension(path).as_deref(), Some("yaml" | "yml"))
}

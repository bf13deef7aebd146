//! A folder becomes an Option 1 CSAR (SOL 004 clauses 4 and 5.1).

use alloc::{
    collections::{BTreeMap, BTreeSet},
    format,
    rc::Rc,
    string::{String, ToString},
    vec::Vec,
};

use super::{
    folder::{Folder, FolderFile, Parts},
    new_package::{self, unwritable},
    provider::check_provider,
    refusal::{FOLDER_EXTERNAL_DIGEST, FOLDER_FILE_MISSING, FOLDER_MANIFEST, FOLDER_NAME, SOURCE_CHANGED},
    signed_data::PendingSignedData,
    signer::Signer,
    signing::{Asked, Prepared, Signing},
};
use crate::{
    archive::{
        builder::NewFile,
        segment::{EntryContent, Segment},
    },
    cms::verify::Content,
    digest::{DigestAlgorithm, to_hex},
    evidence::Csar,
    findings::Findings,
    host::{exchange::Exchange, task::DigestTask},
    package::{
        TOSCA_META,
        manifest::{Manifest, Source},
    },
    pem,
    policy::Policy,
    reason::Refusal,
    report::SignatureLocation,
    time::Time,
    trust::TrustBundle,
};

impl Signing {
    /// Makes an Option 1 CSAR of a folder: a manifest with the digests of all files, signed by the VNF provider. The number
    /// of a file as a source is its place in the list.
    ///
    /// Begins with the files of the folder. None of them is left out. The manifest of the folder has the metadata, and
    /// TOSCA.meta names the manifest, if there is one. Digests are those of the signer's algorithm.
    ///
    /// Trust and policy are those by which the package will be judged. If the bundle names no authority, the signer's
    /// certificate is checked alone. `now` is the host's clock, the signing time, and the time of all files.
    ///
    /// # Errors
    /// If the signer does not verify, or a file has a name that no package may have.
    pub fn pack(
        files: Vec<FolderFile>,
        trust: &TrustBundle,
        policy: &Policy,
        signer: &Signer,
        now: Time,
    ) -> Result<Self, Refusal> {
        check_provider(signer, trust, policy, now)?;
        let digest = signer.digest_algorithm();
        let folder = Folder::new(files, &policy.limits)?;
        let exchange = Exchange::default();
        let work =
            Packing { exchange: exchange.clone(), folder, policy: policy.clone(), signer: signer.clone(), digest, now };
        Ok(Self::new(exchange, work.run()))
    }
}

/// Everything that a packing needs.
struct Packing {
    exchange: Exchange,
    folder: Folder,
    policy: Policy,
    signer: Signer,
    digest: DigestAlgorithm,
    now: Time,
}

/// The package, of which only the manifest's signature is missing.
struct Unsigned {
    exchange: Exchange,
    policy: Policy,
    now: Time,
    /// The manifest to be signed, read from the text that was written.
    manifest: Manifest,
    tosca_meta: Option<NewFile>,
    /// The other files.
    files: Vec<NewFile>,
}

/// What was found of a file: its content, and its digest.
struct Digested {
    content: EntryContent,
    digest: Vec<u8>,
}

impl Packing {
    async fn run(self) -> Result<Asked, Refusal> {
        let Parts { tosca_meta, manifest } = self.folder.find_parts(&self.exchange).await?;
        let digested = self.digest_all(&manifest.path, tosca_meta).await?;
        let sources = self.sources(&manifest, &digested)?;
        let manifest = self.write_manifest(&manifest, &sources)?;
        let mut files: Vec<NewFile> =
            digested.into_iter().map(|(path, file)| NewFile { path, content: file.content }).collect();
        let tosca_meta = files.iter().position(|file| file.path == TOSCA_META).map(|place| files.remove(place));
        let content = Content::of(Rc::clone(&manifest.signed), &[self.signer.digest_algorithm()]);
        let pending = PendingSignedData::over(None, content, &self.signer, self.now)?;
        let prepared = Prepared { path: manifest.path.clone(), pending };
        let Self { exchange, policy, now, .. } = self;
        let unsigned = Rc::new(Unsigned { exchange, policy, now, manifest, tosca_meta, files });
        // What can be refused is refused before the key is used.
        unsigned.write(None).await?;
        Ok(Asked::new(Vec::from([prepared]), move |changes| {
            let unsigned = Rc::clone(&unsigned);
            async move { unsigned.write(changes.into_values().next().as_deref()).await }
        }))
    }

    /// Has all files digested but the manifest.
    async fn digest_all(
        &self,
        manifest: &str,
        tosca_meta: Option<Vec<u8>>,
    ) -> Result<BTreeMap<String, Digested>, Refusal> {
        let others = self.folder.files.iter().filter(|(path, _)| *path != manifest && *path != TOSCA_META);
        let others: Vec<_> = others.collect();
        let task = |(index, (path, file)): (usize, &(&String, &super::folder::Source))| DigestTask {
            index,
            algorithms: Vec::from([self.digest]),
            finds_crc32: true,
            ..DigestTask::of_source(file.source, (*path).clone(), file.size)
        };
        let outcomes = self.exchange.digest(others.iter().enumerate().map(task).collect()).await;
        let mut digested = BTreeMap::new();
        for ((path, file), outcome) in others.into_iter().zip(outcomes) {
            let (Some(digest), Some(crc32)) = (outcome.digests.into_iter().next(), outcome.crc32) else {
                let what = format!("'{path}' has changed while it was read.");
                return Err(SOURCE_CHANGED.because(what));
            };
            let content = EntryContent::of_source(file.source, file.size, crc32);
            digested.insert(path.clone(), Digested { content, digest });
        }
        if let Some(bytes) = tosca_meta {
            let digest = self.digest.digest(&bytes);
            digested.insert(TOSCA_META.into(), Digested { content: EntryContent::Bytes(bytes), digest });
        }
        Ok(digested)
    }

    /// Returns the sources of the new manifest: every file, with what the old manifest says of its own signature, and
    /// the external artifacts. Signature and certificate files get no digest, so that further signers can be added.
    fn sources(
        &self,
        old: &Manifest,
        digested: &BTreeMap<String, Digested>,
    ) -> Result<BTreeMap<String, Source>, Refusal> {
        let is_kept = |(path, source): &(&String, &Source)| source.is_external || digested.contains_key(*path);
        let named = old.sources.iter().filter(is_kept).flat_map(|(_, source)| [&source.signature, &source.certificate]);
        let carriers: BTreeSet<&String> = named.flatten().collect();
        let mut sources = BTreeMap::new();
        for (path, source) in &old.sources {
            if source.is_external && source.digest.is_none() {
                let what = format!("The external artifact '{path}' needs 'Algorithm' and 'Hash' in the manifest.");
                return Err(FOLDER_EXTERNAL_DIGEST.because(what));
            }
            if source.is_external {
                sources.insert(path.clone(), source.clone());
            } else if !source.non_mano_artifact_set_ids.is_empty() && !digested.contains_key(path) {
                let what = format!("The manifest lists '{path}' in a non-MANO artifact set, and it is not there.");
                return Err(FOLDER_FILE_MISSING.because(what));
            }
        }
        for (path, file) in digested {
            let mut source = old.sources.get(path).cloned().unwrap_or_default();
            let digest = Some(&file.digest).filter(|_| !carriers.contains(path));
            source.algorithm = digest.map(|_| self.digest.name().to_string());
            source.hash = digest.map(|digest| to_hex(digest));
            source.digest = digest.map(|digest| (self.digest, digest.clone()));
            sources.insert(path.clone(), source);
        }
        Ok(sources)
    }

    /// Writes the text of the manifest. It has to be read as just what was to be written, and without any finding.
    fn write_manifest(&self, old: &Manifest, sources: &BTreeMap<String, Source>) -> Result<Manifest, Refusal> {
        let text = old.with_sources(sources);
        let mut findings = Findings::default();
        let manifest = Manifest::read(&old.path, text.as_bytes(), &self.policy.limits, &mut findings);
        let is_there = |path: &String, source: &Source| {
            manifest.sources.get(path).is_some_and(|found| found.says_the_same(source))
        };
        let findings = findings.into_report(&self.policy);
        if let Some(first) = findings.first() {
            let what = format!("The manifest would not be right. {}", first.what);
            return Err(Refusal { findings, ..FOLDER_MANIFEST.because(what) });
        }
        if let Some((path, _)) = sources.iter().find(|(path, source)| !is_there(path, source)) {
            let what = format!("A manifest cannot name '{}'. Rename the file.", path.escape_debug());
            return Err(FOLDER_NAME.because(what));
        }
        let is_right = manifest.sources.len() == sources.len()
            && manifest.metadata == old.metadata
            && *manifest.signed == *text.as_bytes();
        if is_right { Ok(manifest) } else { Err(unwritable()) }
    }
}

impl Unsigned {
    /// Writes the package, with the signature of the manifest if it is there, and reads it again.
    async fn write(&self, signature: Option<&[u8]>) -> Result<Vec<Segment>, Refusal> {
        let block = signature.map(|der| pem::encode("CMS", der)).unwrap_or_default();
        let content = EntryContent::Bytes([&*self.manifest.signed, block.as_bytes()].concat());
        let manifest = NewFile { path: self.manifest.path.clone(), content };
        let files: Vec<NewFile> = self.tosca_meta.iter().chain([&manifest]).chain(&self.files).cloned().collect();
        let (segments, evidence) = new_package::write(&self.exchange, &files, &self.policy, self.now).await?;
        let is_signed = evidence.signatures.iter().any(|found| found.location == SignatureLocation::Manifest);
        let is_right = evidence.csar_path.is_none()
            && evidence.csar.is_some_and(|csar| self.is_read(&csar, &files))
            && is_signed == signature.is_some();
        if is_right { Ok(segments) } else { Err(unwritable()) }
    }

    /// Returns whether the package was read as what was to be written.
    fn is_read(&self, csar: &Csar, files: &[NewFile]) -> bool {
        let sizes: BTreeMap<&str, u64> = files.iter().map(|file| (file.path.as_str(), file.content.length())).collect();
        let found: BTreeMap<&str, u64> = csar.files.iter().map(|(path, file)| (path.as_str(), file.size)).collect();
        let is_manifest = |found: &Manifest| {
            found.path == self.manifest.path
                && found.signed == self.manifest.signed
                && found.sources == self.manifest.sources
        };
        sizes == found
            && csar.manifest.as_ref().is_some_and(is_manifest)
            && csar.marks.is_empty()
            && csar.similar_names.is_empty()
            && csar.certificate_path.is_none()
    }
}

//! The folder that becomes a CSAR. Its parts are found as those of a CSAR (SOL 004 clause 4.1).

use alloc::{collections::BTreeMap, format, string::String, vec::Vec};

use serde::Deserialize;

use super::refusal::{
    FOLDER_CERTIFICATE_FILE, FOLDER_LIMIT, FOLDER_MANIFEST, FOLDER_MANIFEST_MISSING, FOLDER_NAME, FOLDER_TOSCA_META,
    FOLDER_TOSCA_META_MISSING,
};
use crate::{
    archive::builder::check_names,
    findings::Findings,
    host::{exchange::Exchange, task::Range},
    limits::{self, FileLimit},
    package::{
        TOSCA_META, extension, is_at_root,
        manifest::{Manifest, SignatureBlock},
        tosca_meta::{self, ToscaMeta},
    },
    policy::{Limits, Policy},
    reason::Refusal,
    rule::{self, Place},
};

/// A file of a folder that becomes a package.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FolderFile {
    /// The path from the folder on, with slashes.
    pub path: String,
    /// The size in bytes.
    pub size: u64,
}

/// The files of a folder, by path.
#[derive(Clone)]
pub(super) struct Folder {
    pub(super) files: BTreeMap<String, Source>,
    limits: Limits,
}

/// Where the host has the content of a file.
#[derive(Clone, Copy)]
pub(super) struct Source {
    pub(super) source: usize,
    pub(super) size: u64,
}

/// The parts of the folder that steer all others.
pub(super) struct Parts {
    /// TOSCA.meta, as it is in the folder or as it was made. Absent if a YAML file at the root stands for it.
    pub(super) tosca_meta: Option<Vec<u8>>,
    /// The manifest as it is in the folder.
    pub(super) manifest: Manifest,
}

impl Folder {
    /// Takes the files in the order of the host's sources.
    pub(super) fn new(files: Vec<FolderFile>, limits: &Limits) -> Result<Self, Refusal> {
        if u64::try_from(files.len()).unwrap_or(u64::MAX) > u64::from(limits.entries) {
            let what = format!("The folder has {} files; the limit is {}.", files.len(), limits.entries);
            let reached = limits::POLICY_ENTRIES.reached_at(limits.entries, u64::try_from(files.len()).ok());
            let violation = rule::ARCHIVE_LIMIT.broken(what).with_limit(reached);
            return Err(FOLDER_LIMIT.broken_by(violation));
        }
        check_names(files.iter().map(|file| file.path.as_str()))
            .map_err(|violation| FOLDER_NAME.broken_by(violation))?;
        let files = files.into_iter().enumerate();
        let files = files.map(|(source, file)| (file.path, Source { source, size: file.size })).collect();
        Ok(Self { files, limits: limits.clone() })
    }

    /// Finds and reads the parts.
    pub(super) async fn find_parts(&self, exchange: &Exchange) -> Result<Parts, Refusal> {
        if let Some(file) = self.files.get(TOSCA_META) {
            let limit = limits::POLICY_METADATA_BYTES.on_file(self.limits.metadata_bytes);
            let bytes = self.read(exchange, TOSCA_META, *file, limit).await?;
            let path = manifest_of(&bytes)?;
            return Ok(Parts { tosca_meta: Some(bytes), manifest: self.read_manifest(exchange, &path).await? });
        }
        let yaml = |path: &&String| matches!(extension(path).as_deref(), Some("yaml" | "yml"));
        let mut at_root = self.files.keys().filter(|path| is_at_root(path)).filter(yaml);
        if let (Some(definitions), None) = (at_root.next(), at_root.next()) {
            let base = without_extension(definitions);
            let certificate = format!("{base}.cert");
            if self.files.contains_key(&certificate) {
                return Err(refuse_certificate_file(&certificate));
            }
            let manifest = self.read_manifest(exchange, &format!("{base}.mf")).await?;
            return Ok(Parts { tosca_meta: None, manifest });
        }
        let (definitions, path) = self.named_alike().ok_or_else(no_tosca_meta)?;
        let manifest = self.read_manifest(exchange, path).await?;
        let tosca_meta = self.make_tosca_meta(&manifest, definitions).ok_or_else(no_tosca_meta)?;
        Ok(Parts { tosca_meta: Some(tosca_meta.into_bytes()), manifest })
    }

    /// Returns the main definitions and the manifest if their names alone show them: the manifest is the only one at the
    /// root, and has the name of the definitions (SOL 004 clause 4.3.2).
    fn named_alike(&self) -> Option<(&str, &str)> {
        let is_manifest = |path: &&String| is_at_root(path) && extension(path).as_deref() == Some("mf");
        let mut manifests = self.files.keys().filter(is_manifest);
        let (manifest, None) = (manifests.next()?, manifests.next()) else { return None };
        let base = without_extension(manifest);
        let paths = ["yaml", "yml"].map(|ending| self.files.get_key_value(&format!("Definitions/{base}.{ending}")));
        let mut found = paths.into_iter().flatten();
        let (Some((definitions, _)), None) = (found.next(), found.next()) else { return None };
        Some((definitions, manifest))
    }

    /// Makes a TOSCA.meta of what the names show. The author is the VNF provider.
    fn make_tosca_meta(&self, manifest: &Manifest, definitions: &str) -> Option<String> {
        let provider = manifest.metadata.iter().find(|entry| entry.key.eq_ignore_ascii_case("vnf_provider_id"))?;
        let mut entries =
            Vec::from([(tosca_meta::ENTRY_DEFINITIONS, definitions), (tosca_meta::ENTRY_MANIFEST, &manifest.path)]);
        let has = |path: &str| {
            let inside = format!("{path}/");
            let first = self.files.range(inside.clone()..).next();
            self.files.contains_key(path) || first.is_some_and(|(first, _)| first.starts_with(&inside))
        };
        let others = [
            (tosca_meta::ENTRY_CHANGE_LOG, "ChangeLog.txt"),
            (tosca_meta::ENTRY_LICENSES, "Licenses"),
            (tosca_meta::ENTRY_TESTS, "Tests"),
        ];
        entries.extend(others.into_iter().filter(|(_, path)| has(path)));
        Some(tosca_meta::write(&provider.value, &entries))
    }

    async fn read_manifest(&self, exchange: &Exchange, path: &str) -> Result<Manifest, Refusal> {
        let Some(file) = self.files.get(path) else { return Err(no_manifest(path)) };
        let limit = limits::POLICY_MANIFEST_BYTES.on_file(self.limits.manifest_bytes);
        let bytes = self.read(exchange, path, *file, limit).await?;
        let mut findings = Findings::default();
        let manifest = Manifest::read(path, &bytes, &self.limits, &mut findings);
        // What is wrong with the list of files and the signature does not matter: both are written anew. But what cannot
        // be read cannot be kept.
        if manifest.is_unread || manifest.signature == SignatureBlock::Unreadable {
            let what =
                format!("The manifest '{path}' cannot be read. Leave its signature out, and make it plain text.");
            let findings = findings.into_report(&Policy::default());
            return Err(FOLDER_MANIFEST.decided_by(what, findings));
        }
        Ok(manifest)
    }

    async fn read(&self, exchange: &Exchange, path: &str, file: Source, limit: FileLimit) -> Result<Vec<u8>, Refusal> {
        if file.size > u64::from(limit.octets) {
            let what = format!("'{path}' is larger than {} bytes, the limit for such a file.", limit.octets);
            let violation = rule::ARCHIVE_LIMIT.broken_at(Place::path(path), what).with_limit(limit.reached(file.size));
            return Err(FOLDER_LIMIT.broken_by(violation));
        }
        Ok(exchange.read(Range { source: file.source, offset: 0, length: file.size }).await)
    }
}

/// Returns the path of the manifest that TOSCA.meta names.
fn manifest_of(tosca_meta: &[u8]) -> Result<String, Refusal> {
    let mut findings = Findings::default();
    let meta = ToscaMeta::read(tosca_meta, &mut findings);
    let manifest = meta.as_ref().and_then(|meta| meta.path(tosca_meta::ENTRY_MANIFEST, &mut findings));
    let certificate = meta.and_then(|meta| meta.path(tosca_meta::ENTRY_CERTIFICATE, &mut findings));
    if let Some(certificate) = certificate {
        return Err(refuse_certificate_file(&certificate.path));
    }
    manifest.map(|named| named.path).ok_or_else(|| {
        let what =
            format!("'{TOSCA_META}' does not say where the manifest is. Add 'ETSI-Entry-Manifest: ' and its path.");
        FOLDER_TOSCA_META.decided_by(what, findings.into_report(&Policy::default()))
    })
}

/// Refuses a certificate file of the whole package: the signer's certificate goes into the signature, and SOL 004 has it
/// in one of the two places.
fn refuse_certificate_file(path: &str) -> Refusal {
    let what = format!(
        "'{path}' is the certificate file of the package. The signer's certificate goes into the signature: remove the \
         file, and its entry in TOSCA.meta. A certificate of an artifact's own signature stays with another name."
    );
    FOLDER_CERTIFICATE_FILE.because(what)
}

fn no_manifest(path: &str) -> Refusal {
    let what = format!(
        "The folder has no manifest '{path}'. Write at least these lines into it, with your values: 'metadata:', \
         'vnf_product_name: Session Border Controller', 'vnf_provider_id: Acme', 'vnf_package_version: 1.0', \
         'vnf_release_date_time: 2026-01-31T12:00:00Z'. Files and signature are added."
    );
    FOLDER_MANIFEST_MISSING.because(what)
}

fn no_tosca_meta() -> Refusal {
    let what = format!(
        "The folder has no '{TOSCA_META}', and names do not show which definitions and which manifest are meant. Write it \
         with these lines: 'TOSCA-Meta-File-Version: 1.0', 'CSAR-Version: 1.1', 'Created-By: Acme', \
         'Entry-Definitions: Definitions/acme.yaml', 'ETSI-Entry-Manifest: acme.mf', \
         'ETSI-Entry-Change-Log: ChangeLog.txt'."
    );
    FOLDER_TOSCA_META_MISSING.because(what)
}

fn without_extension(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(base, _)| base)
}

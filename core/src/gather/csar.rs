//! Reads the parts of a CSAR: its layout, its manifest and its certificate file.

use alloc::{format, string::String, vec::Vec};

use super::{
    Gathering, Scope,
    delivery::{Delivery, is_signature_name, package_signature},
    no_package,
    signatures::CertificateFile,
};
use crate::{
    archive::{Archive, Entry},
    evidence::Csar,
    limits,
    package::{
        TOSCA_META, extension, is_at_root,
        manifest::Manifest,
        tosca_meta::{self, Named, ToscaMeta},
    },
    report::{Layout, SignatureLocation},
    rule::{self, Place},
    whitelist::tosca_meta::OddLine,
};

/// The files that define the contents of a CSAR.
struct Parts {
    layout: Layout,
    manifest: Option<String>,
    certificate: Option<String>,
    entries: Vec<Named>,
    odd_line: Option<OddLine>,
}

impl Gathering {
    /// Reads the parts of a CSAR. Then has all digests computed in one pass.
    pub(super) async fn read_csar(&mut self, archive: &Archive, delivery: Option<(&Archive, Delivery)>) {
        let Some(parts) = self.find_parts(archive).await else {
            // No later step will find out who signed the archive.
            self.report_marks(&archive.marks);
            return;
        };
        let mut marks = archive.marks.clone();
        if self.scope == Scope::Contents {
            marks.extend(archive.find_false_ends(&self.exchange, |_| false).await);
        }
        let manifest = match parts.manifest.as_deref().and_then(|path| archive.entry(path)) {
            Some(entry) => {
                let limit = limits::POLICY_MANIFEST_BYTES.on_file(self.limits.manifest_bytes);
                let bytes = self.read(archive, entry, limit).await;
                bytes.map(|bytes| Manifest::read(&entry.path, &bytes, &self.limits, &mut self.evidence.findings))
            }
            None => None,
        };
        let certificate = match parts.certificate.as_deref().and_then(|path| archive.entry(path)) {
            Some(entry) => self.read_certificate_file(archive, entry).await,
            None => CertificateFile::default(),
        };
        self.keep_listed_externals(manifest.as_ref());
        let mut signatures = self.read_manifest_signature(manifest.as_ref(), &certificate);
        signatures.extend(self.read_artifact_signatures(archive, manifest.as_ref(), &certificate).await);
        let mut plan = self.plan(archive, manifest.as_ref(), &signatures);
        let whole = delivery.and_then(|(outer, delivery)| package_signature(delivery, outer, &mut plan));
        let files = match self.scope {
            Scope::Structure => {
                signatures.splice(0..0, whole);
                self.undigested_files(archive)
            }
            Scope::Contents => {
                let mut files = self.digest(archive, plan, &mut signatures, whole).await;
                self.report_too_large(&files);
                self.report_loose_signatures(archive, &files, manifest.as_ref(), &signatures).await;
                self.explain_files(archive, manifest.as_ref(), &mut files).await;
                for signature in signatures.iter_mut().filter(|each| each.location == SignatureLocation::Package) {
                    self.explain_signature(archive.region, &signature.signed_data, &mut signature.content).await;
                }
                files
            }
        };
        self.evidence.signatures = signatures;
        self.evidence.csar = Some(Csar {
            layout: parts.layout,
            files,
            manifest,
            certificate_path: certificate.path,
            entries: parts.entries,
            odd_line: parts.odd_line,
            folders: archive.folders.clone(),
            marks,
            similar_names: archive.similar_names.clone(),
        });
    }

    /// Finds the parts by TOSCA.meta (SOL 004 clause 4.1.2) or by the root YAML file's name (clause 4.1.3).
    async fn find_parts(&mut self, archive: &Archive) -> Option<Parts> {
        if let Some(entry) = archive.entry(TOSCA_META) {
            let limit = limits::POLICY_METADATA_BYTES.on_file(self.limits.metadata_bytes);
            let bytes = self.read(archive, entry, limit).await?;
            let meta = ToscaMeta::read(&bytes, self.findings())?;
            let parts = self.parts_by_tosca_meta(archive, &meta);
            let root_reading = root_reading(archive).filter(|(definitions, manifest)| {
                parts.manifest.as_ref() != Some(manifest)
                    || parts.entries.first().is_none_or(|named| named.path != *definitions)
            });
            self.evidence.other_definitions = root_reading.map(|(definitions, _)| definitions);
            return Some(parts);
        }
        let definitions: Vec<&Entry> = archive.entries.iter().filter(|entry| is_root_yaml(&entry.path)).collect();
        if definitions.is_empty() {
            let named = no_package::packages_inside(archive);
            self.findings().report(rule::PACKAGE_NO_CSAR.broken(no_package::describe(archive)).naming(named));
            self.keep_packages_inside(archive, no_package::packages(archive));
            return None;
        }
        let [definitions] = definitions.as_slice() else {
            let what = format!("The CSAR has {} YAML files at its root.", definitions.len());
            self.findings().report(rule::PACKAGE_DEFINITIONS.broken(what));
            return None;
        };
        let base = definitions.path.rsplit_once('.').map_or(definitions.path.as_str(), |(base, _)| base);
        let sibling =
            |extension: &str| Some(format!("{base}.{extension}")).filter(|path| archive.entry(path).is_some());
        let manifest = sibling("mf");
        if manifest.is_none() {
            let what = format!("The CSAR has no manifest '{base}.mf'.");
            self.findings().report(rule::MANIFEST_MISSING.broken(what).naming([format!("{base}.mf")]));
        }
        let certificate = sibling("cert");
        Some(Parts { layout: Layout::RootYaml, manifest, certificate, entries: Vec::new(), odd_line: None })
    }

    fn parts_by_tosca_meta(&mut self, archive: &Archive, meta: &ToscaMeta) -> Parts {
        let findings = &mut self.evidence.findings;
        let mut path = |names: &[&str], is_required: bool| {
            let named = meta.path(names, findings);
            match named {
                Some(named) if archive.entry(&named.path).is_some() => Some(named),
                Some(named) => {
                    let what = format!("TOSCA.meta names '{}', which is not in the package.", named.path);
                    let place = Place::line(TOSCA_META, named.line);
                    findings.report(rule::TOSCA_META_DANGLING.broken_at(place, what).naming([named.path]));
                    None
                }
                None if is_required => {
                    let name = *names.first().unwrap_or(&"");
                    let what = format!("TOSCA.meta has no entry '{name}'.");
                    let violation = rule::TOSCA_META_MISSING_KEY.broken_at(Place::path(TOSCA_META), what);
                    findings.report(violation.naming([name]));
                    None
                }
                None => None,
            }
        };
        let definitions = path(tosca_meta::ENTRY_DEFINITIONS, true);
        let change_log = path(tosca_meta::ENTRY_CHANGE_LOG, false);
        let parts = Parts {
            layout: Layout::ToscaMetadata,
            manifest: path(tosca_meta::ENTRY_MANIFEST, true).map(|named| named.path),
            certificate: path(tosca_meta::ENTRY_CERTIFICATE, false).map(|named| named.path),
            entries: definitions
                .into_iter()
                .chain(change_log)
                .chain(meta.paths(tosca_meta::OTHER_DEFINITIONS))
                .chain(meta.paths(tosca_meta::ENTRY_EVENTS))
                .collect(),
            odd_line: meta.odd_line.clone(),
        };
        for names in [tosca_meta::ENTRY_TESTS, tosca_meta::ENTRY_LICENSES] {
            if let Some(named) = meta.path(names, findings).filter(|named| !archive.has_folder(&named.path)) {
                let what = format!("TOSCA.meta names '{}', and the package has no such folder.", named.path);
                let place = Place::line(TOSCA_META, named.line);
                findings.report(rule::TOSCA_META_NO_FOLDER.broken_at(place, what).naming([named.path]));
            }
        }
        meta.report_missing_entries(findings);
        parts
    }
}

/// Returns the definitions and the manifest of the CSAR as a reader finds them that knows only clause 4.1.3.
fn root_reading(archive: &Archive) -> Option<(String, String)> {
    let mut definitions = archive.entries.iter().filter(|entry| is_root_yaml(&entry.path));
    let (only, None) = (definitions.next()?, definitions.next()) else { return None };
    let (base, _) = only.path.rsplit_once('.')?;
    let manifest = format!("{base}.mf");
    archive.entry(&manifest).map(|_| (only.path.clone(), manifest))
}

/// Returns whether the archive is a CSAR without TOSCA-Metadata that contains another CSAR, not a delivery of that
/// CSAR.
pub(super) fn reads_as_csar(archive: &Archive) -> bool {
    root_reading(archive).is_some() && !archive.entries.iter().any(|entry| is_signature_name(&entry.path))
}

fn is_root_yaml(path: &str) -> bool {
    is_at_root(path) && matches!(extension(path).as_deref(), Some("yaml" | "yml"))
}

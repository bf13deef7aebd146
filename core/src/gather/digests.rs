//! The plan: which digests of which files are needed, and where they belong when the host has computed them.

use alloc::{
    collections::BTreeMap,
    string::{String, ToString},
    vec,
    vec::Vec,
};

use super::{Gathering, external, needed::Needed};
use crate::{
    archive::{self, Archive, Entry},
    cms::{begins_signed, is_auth_enveloped, is_encrypted, verify::Content},
    digest::{DigestAlgorithm, from_hex},
    evidence::{Carrier, FoundFile, FoundSignature},
    host::task::{DigestOutcome, DigestTask},
    ordered::Ordered as _,
    package::manifest::Manifest,
    report::SignatureLocation,
};

/// The digests that are needed of each file, all computed in one pass over the file.
#[derive(Default)]
pub(super) struct Plan {
    files: BTreeMap<String, Needed>,
    /// The digests that are needed of supplied external artifacts, by URI.
    externals: BTreeMap<String, Needed>,
    /// The stored CSAR of a delivery, which is digested as a whole.
    pub(super) whole: Option<(Archive, Entry, Needed)>,
}

impl Gathering {
    pub(super) fn plan(&self, archive: &Archive, manifest: Option<&Manifest>, signatures: &[FoundSignature]) -> Plan {
        let mut plan = Plan::default();
        let mut need = |path: &str, needed: Needed| {
            let planned = if archive.entry(path).is_some() {
                &mut plan.files
            } else if self.externals.contains_key(path) {
                &mut plan.externals
            } else {
                return;
            };
            planned.entry(path.to_string()).or_default().add(needed);
        };
        // Files of which no digest is needed are also read, so that nobody finds other content in them.
        for entry in &archive.entries {
            need(&entry.path, Needed::default());
        }
        for (path, source) in manifest.iter().flat_map(|manifest| &manifest.sources) {
            if let Some((algorithm, _)) = source.digest {
                let mut needed = Needed::default();
                needed.add_algorithm(algorithm);
                need(path, needed);
            }
        }
        for signature in signatures.iter().filter(|signature| signature.location == SignatureLocation::Artifact) {
            need(&signature.signed_path, Needed::of(&signature.signed_data, &signature.certificates));
        }
        plan
    }

    /// Has the whole plan digested, and puts the digests where they belong.
    pub(super) async fn digest(
        &mut self,
        archive: &Archive,
        plan: Plan,
        signatures: &mut Vec<FoundSignature>,
        whole: Option<FoundSignature>,
    ) -> BTreeMap<String, FoundFile> {
        let mut tasks = Vec::new();
        let mut wanted = Vec::new();
        for (path, needed) in plan.files {
            let Some(entry) = archive.entry(&path) else { continue };
            tasks.push(self.task(archive, entry, &needed));
            wanted.push((entry.clone(), needed));
        }
        let files_digested = wanted.len();
        if let Some((outer, entry, needed)) = plan.whole {
            tasks.push(self.task(&outer, &entry, &needed));
            wanted.push((entry, needed));
        }
        let externals = self.external_tasks(plan.externals);
        tasks.extend(externals.iter().map(|(task, _)| task.clone()));
        let of_file = self.file_task();
        let has_file = of_file.is_some();
        tasks.extend(of_file);
        let mut outcomes = self.exchange.digest(tasks).await;
        if has_file {
            self.keep_file_digest(outcomes.pop().as_ref());
        }
        let of_externals = outcomes.split_off(wanted.len());
        let mut contents: Vec<Option<Content>> = wanted
            .iter()
            .zip(&outcomes)
            .map(|((entry, needed), outcome)| self.content_of(entry, needed, outcome))
            .collect();
        let of_whole = contents.split_off(files_digested).pop().flatten();

        let mut files = self.undigested_files(archive);
        for (((entry, _), outcome), content) in wanted.iter().zip(&outcomes).zip(contents) {
            if let Some(file) = files.get_mut(&entry.path) {
                file.is_damaged = !outcome.intact;
                file.is_encrypted = begins_encrypted(outcome);
                let head = from_hex(&outcome.head).filter(|_| outcome.intact).unwrap_or_default();
                file.begins_signed = begins_signed(&head);
                file.is_auth_enveloped = is_auth_enveloped(&head);
                file.content = content;
            }
        }
        for ((task, needed), outcome) in externals.iter().zip(&of_externals) {
            files.insert(task.path.clone(), external::found(task, needed, outcome));
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

    /// Returns the facts that are known of the files without their digests.
    pub(super) fn undigested_files(&self, archive: &Archive) -> BTreeMap<String, FoundFile> {
        let describe = |entry: &Entry| FoundFile {
            size: entry.size,
            location: Some(archive.location(entry)),
            carrier: self.carrier(&entry.path),
            ..FoundFile::default()
        };
        archive.entries.iter().map(|entry| (entry.path.clone(), describe(entry))).into_map()
    }

    /// Returns the task that digests the whole file, once, if its digest has to be stated.
    pub(super) fn file_task(&mut self) -> Option<DigestTask> {
        if !core::mem::take(&mut self.lacks_file_digest) {
            return None;
        }
        let whole = DigestTask::of_source(0, self.evidence.file_name.clone(), self.evidence.file_size);
        Some(DigestTask { index: self.next_index(), algorithms: vec![DigestAlgorithm::Sha256], ..whole })
    }

    pub(super) fn keep_file_digest(&mut self, outcome: Option<&DigestOutcome>) {
        self.evidence.file_digest = outcome.and_then(|outcome| outcome.digests.first().cloned());
    }

    fn carrier(&self, path: &str) -> Carrier {
        if self.holding_more.contains(path) {
            Carrier::HoldingMore
        } else if self.files_read.contains(path) {
            Carrier::Pure
        } else {
            Carrier::Unread
        }
    }

    pub(super) fn task(&mut self, archive: &Archive, entry: &Entry, needed: &Needed) -> DigestTask {
        needed.asked_of(DigestTask { index: self.next_index(), ..archive.task(entry) })
    }

    pub(super) fn next_index(&mut self) -> usize {
        let index = self.tasks_begun;
        self.tasks_begun = index.saturating_add(1);
        index
    }

    /// Returns the content that a task found. If the content is damaged, returns `None` and reports a finding.
    pub(super) fn content_of(&mut self, entry: &Entry, needed: &Needed, outcome: &DigestOutcome) -> Option<Content> {
        if !outcome.intact {
            archive::report_content(entry, self.findings());
            return None;
        }
        needed.content(outcome)
    }
}

/// Returns whether a content is a CMS encrypted structure, by its first bytes.
pub(super) fn begins_encrypted(outcome: &DigestOutcome) -> Option<bool> {
    let head = from_hex(&outcome.head).filter(|_| outcome.intact);
    head.map(|head| is_encrypted(&head))
}

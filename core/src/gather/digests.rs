//! The plan: which digests of which files are needed, and where they belong when the host has computed them.

use alloc::{
    collections::BTreeMap,
    string::{String, ToString},
    vec,
    vec::Vec,
};
use core::mem;

use litemap::LiteMap;

use super::{Gathering, external, needed::Needed};
use crate::{
    archive::{self, Archive, Entry},
    cms::{begins_signed, is_auth_enveloped, is_encrypted, verify::Content},
    digest::{DigestAlgorithm, to_hex},
    evidence::{Carrier, FoundFile, FoundSignature},
    host::task::{DigestOutcome, DigestTask},
    package::manifest::Manifest,
    report::SignatureLocation,
};

/// The digests that are needed of each file, all computed in one pass over the file.
#[derive(Default)]
pub(super) struct Plan {
    /// The digests that are needed of the entries of the archive, by position. Files of which no digest is needed are
    /// also read, so that nobody finds other content in them.
    files: Vec<Needed>,
    /// The digests that are needed of supplied external artifacts, by URI.
    externals: BTreeMap<String, Needed>,
    /// The stored CSAR of a delivery, which is digested as a whole.
    pub(super) whole: Option<(Archive, Entry, Needed)>,
}

impl Gathering {
    pub(super) fn plan(&self, archive: &Archive, manifest: Option<&Manifest>, signatures: &[FoundSignature]) -> Plan {
        let mut plan = Plan { files: vec![Needed::default(); archive.entries.len()], ..Plan::default() };
        let mut need = |path: &str, needed: Needed| {
            if let Some(file) = archive.position(path).and_then(|position| plan.files.get_mut(position)) {
                file.add(needed);
            } else if self.externals.contains_key(path) {
                plan.externals.entry(path.to_string()).or_default().add(needed);
            }
        };
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
    ) -> LiteMap<String, FoundFile> {
        let Plan { files: mut needed, externals, whole: csar } = plan;
        let in_order: Vec<(&Entry, Needed)> = archive
            .in_path_order()
            .filter_map(|(position, entry)| Some((entry, mem::take(needed.get_mut(position)?))))
            .collect();
        let mut tasks: Vec<_> = in_order.iter().map(|(entry, needed)| self.task(archive, entry, needed)).collect();
        tasks.extend(csar.as_ref().map(|(outer, entry, needed)| self.task(outer, entry, needed)));
        let externals = self.external_tasks(externals);
        tasks.extend(externals.iter().map(|(task, _)| task.clone()));
        let of_file = self.file_task();
        let has_file = of_file.is_some();
        tasks.extend(of_file);
        let mut outcomes = self.exchange.digest(tasks).await;
        if has_file {
            self.keep_file_digest(outcomes.pop().as_ref());
        }

        let mut outcomes = outcomes.into_iter();
        let digested = in_order.iter().zip(outcomes.by_ref()).map(|((entry, needed), outcome)| {
            (entry.path.clone(), self.digested_file(archive, entry, needed, &outcome))
        });
        let mut files: LiteMap<_, _> = digested.collect();
        let of_csar = csar.and_then(|(_, entry, needed)| self.content_of(&entry, &needed, &outcomes.next()?));
        let of_externals = externals.iter().zip(outcomes);
        // All at once: there may be many, and each alone would move what comes after it.
        files.extend(
            of_externals.map(|((task, needed), outcome)| (task.path.clone(), external::found(task, needed, &outcome))),
        );
        for signature in signatures.iter_mut().filter(|signature| signature.location == SignatureLocation::Artifact) {
            let content = files.get(&signature.signed_path).and_then(|file| file.content.clone());
            signature.content = content.unwrap_or_default();
        }
        if let Some(mut whole) = whole {
            if let Some(content) = of_csar {
                whole.content = content;
            }
            signatures.insert(0, whole);
        }
        files
    }

    /// Returns the facts that are known of the files without their digests.
    pub(super) fn undigested_files(&self, archive: &Archive) -> LiteMap<String, FoundFile> {
        let entries = archive.in_path_order().map(|(_, entry)| entry);
        entries.map(|entry| (entry.path.clone(), self.undigested_file(archive, entry))).collect()
    }

    fn undigested_file(&self, archive: &Archive, entry: &Entry) -> FoundFile {
        FoundFile {
            size: entry.size,
            location: Some(archive.location(entry)),
            carrier: self.carrier(&entry.path),
            ..FoundFile::default()
        }
    }

    /// Returns what is known of a file. If its content is damaged, reports a finding.
    fn digested_file(
        &mut self,
        archive: &Archive,
        entry: &Entry,
        needed: &Needed,
        outcome: &DigestOutcome,
    ) -> FoundFile {
        FoundFile {
            is_damaged: !outcome.intact,
            is_encrypted: begins_encrypted(outcome),
            begins_signed: outcome.intact && begins_signed(&outcome.head),
            is_auth_enveloped: outcome.intact && is_auth_enveloped(&outcome.head),
            content: self.content_of(entry, needed, outcome),
            ..self.undigested_file(archive, entry)
        }
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
        self.evidence.file_digest = outcome.and_then(|outcome| outcome.digests.first().map(|digest| to_hex(digest)));
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
    outcome.intact.then(|| is_encrypted(&outcome.head))
}

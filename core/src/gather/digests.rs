//! The plan: which digests are needed of which file, and where they go once the host has computed them.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    string::{String, ToString},
    vec::Vec,
};

use super::{Gathering, external};
use crate::{
    archive::{self, Archive, Entry},
    cms::{is_encrypted, verify::Content},
    digest::{DigestAlgorithm, from_hex},
    evidence::{FoundFile, FoundSignature},
    package::manifest::Manifest,
    report::SignatureLocation,
    task::{DigestOutcome, DigestTask},
};

/// Which digests are needed of which file, all to be computed in one pass over each.
#[derive(Default)]
pub(super) struct Plan {
    files: BTreeMap<String, BTreeSet<DigestAlgorithm>>,
    /// The same of external artifacts that were supplied, by URI.
    externals: BTreeMap<String, BTreeSet<DigestAlgorithm>>,
    /// The stored CSAR of a delivery, to be digested as a whole.
    pub(super) whole: Option<(Archive, Entry, Vec<DigestAlgorithm>)>,
}

impl Gathering {
    pub(super) fn plan(&self, archive: &Archive, manifest: Option<&Manifest>, signatures: &[FoundSignature]) -> Plan {
        let mut plan = Plan::default();
        let mut need = |path: &str, algorithms: &[DigestAlgorithm]| {
            let planned = if archive.entry(path).is_some() {
                &mut plan.files
            } else if self.externals.contains_key(path) {
                &mut plan.externals
            } else {
                return;
            };
            planned.entry(path.to_string()).or_default().extend(algorithms);
        };
        for (path, source) in manifest.iter().flat_map(|manifest| &manifest.sources) {
            if let Some((algorithm, _)) = source.digest {
                need(path, &[algorithm]);
            }
        }
        for signature in signatures.iter().filter(|signature| signature.location == SignatureLocation::Artifact) {
            need(&signature.signed_path, &signature.signed_data.digest_algorithms());
        }
        plan
    }

    /// Has everything of the plan digested, and puts the digests where they belong.
    pub(super) async fn digest(
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
        let external_tasks = self.external_tasks(&plan.externals);
        tasks.extend(external_tasks.iter().cloned());
        let mut outcomes = self.exchange.digest(tasks).await;
        let of_externals = outcomes.split_off(wanted.len());
        let mut contents: Vec<Option<Content>> = wanted
            .iter()
            .zip(&outcomes)
            .map(|((entry, algorithms), outcome)| self.content_of(entry, algorithms, outcome))
            .collect();
        let of_whole = contents.split_off(files_digested).pop().flatten();

        let mut files: BTreeMap<_, _> =
            archive.entries.iter().map(|entry| (entry.path.clone(), self.undigested(entry))).collect();
        for (((entry, _), outcome), content) in wanted.iter().zip(&outcomes).zip(contents) {
            if let Some(file) = files.get_mut(&entry.path) {
                file.is_encrypted = begins_encrypted(outcome);
                file.content = content;
            }
        }
        for (task, outcome) in external_tasks.iter().zip(&of_externals) {
            files.insert(task.path.clone(), external::found(task, outcome));
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

    /// What is known of a file without its digests.
    fn undigested(&self, entry: &Entry) -> FoundFile {
        FoundFile {
            size: entry.size,
            was_read: self.files_read.contains(&entry.path),
            holds_more: self.holding_more.contains(&entry.path),
            ..FoundFile::default()
        }
    }

    pub(super) fn task(&mut self, archive: &Archive, entry: &Entry, algorithms: Vec<DigestAlgorithm>) -> DigestTask {
        DigestTask { index: self.next_index(), algorithms, ..archive.task(entry) }
    }

    pub(super) fn next_index(&mut self) -> usize {
        let index = self.tasks_begun;
        self.tasks_begun = index.saturating_add(1);
        index
    }

    /// What a task came to; `None`, and a finding, when the content is damaged.
    pub(super) fn content_of(
        &mut self,
        entry: &Entry,
        algorithms: &[DigestAlgorithm],
        outcome: &DigestOutcome,
    ) -> Option<Content> {
        if !outcome.intact {
            archive::tell_content(entry, self.findings());
            return None;
        }
        content(algorithms, outcome)
    }
}

/// The content that an outcome tells of, if it is intact.
pub(super) fn content(algorithms: &[DigestAlgorithm], outcome: &DigestOutcome) -> Option<Content> {
    if !outcome.intact {
        return None;
    }
    let digests = algorithms.iter().zip(&outcome.digests);
    let digests = digests.map(|(algorithm, hex)| Some((*algorithm, from_hex(hex)?))).collect::<Option<_>>()?;
    let first_octet = from_hex(&outcome.head)?.first().copied();
    Some(Content { digests, first_octet, bytes: None })
}

/// Whether a content is a CMS encrypted structure, by its first bytes.
pub(super) fn begins_encrypted(outcome: &DigestOutcome) -> Option<bool> {
    let head = from_hex(&outcome.head).filter(|_| outcome.intact);
    head.map(|head| is_encrypted(&head))
}

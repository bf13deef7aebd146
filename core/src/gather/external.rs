//! External artifacts: what the caller supplied for them, and which of it the manifest lists.

use alloc::{collections::BTreeMap, format, string::String, vec::Vec};

use super::{Gathering, digests::begins_encrypted, needed::Needed};
use crate::{
    evidence::FoundFile,
    host::task::{DigestOutcome, DigestTask},
    package::manifest::Manifest,
    rule::{self, Place},
};

/// The content of an external artifact, as the caller supplied it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Supplied {
    /// The source that holds the content, and nothing else.
    pub(crate) source: usize,
    /// The size of the content in bytes.
    pub(crate) size: u64,
}

impl Gathering {
    /// Keeps only the supplied contents that belong to external artifacts of the manifest, and reports the others.
    /// Supplied content must never replace a file that should be inside the package.
    pub(super) fn keep_listed_externals(&mut self, manifest: Option<&Manifest>) {
        for uri in self.externals.keys().cloned().collect::<Vec<_>>() {
            let source = manifest.and_then(|manifest| manifest.sources.get(&uri));
            if !source.is_some_and(|source| source.is_external) {
                self.externals.remove(&uri);
                let what =
                    format!("Content was supplied for '{uri}', which the manifest lists as no external artifact.");
                self.findings().report(rule::ARTIFACT_EXTERNAL_NOT_LISTED.broken_at(Place::path(&uri), what));
            }
        }
    }

    /// Returns the tasks that digest external artifacts, each over all bytes of its source.
    pub(super) fn external_tasks(&mut self, planned: BTreeMap<String, Needed>) -> Vec<(DigestTask, Needed)> {
        let mut tasks = Vec::new();
        for (uri, needed) in planned {
            let Some(&Supplied { source, size }) = self.externals.get(&uri) else { continue };
            let task = DigestTask { index: self.next_index(), ..DigestTask::of_source(source, uri, size) };
            tasks.push((needed.asked_of(task), needed));
        }
        tasks
    }
}

/// Returns the facts about an external artifact that a task found.
pub(super) fn found(task: &DigestTask, needed: &Needed, outcome: &DigestOutcome) -> FoundFile {
    let content = needed.content(outcome);
    FoundFile { size: task.size, is_encrypted: begins_encrypted(outcome), content, ..FoundFile::default() }
}

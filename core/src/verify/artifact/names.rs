//! Names of files and folders, and the marks of the archive: whose they are, and which faults count for that.
//!
//! The name of a file is the VNF provider's if a signed manifest lists it with a digest, or if the provider has signed
//! the archive as a whole. The name of a folder is the provider's if it leads to such a file. Anybody could have chosen
//! any other name.

use alloc::{format, vec::Vec};

use super::Assessor;
use crate::{
    findings::Findings,
    policy::Strictness,
    report::ArtifactKind,
    rule::{self, Place, Violation},
    whitelist::names::{self, Letters},
};

impl Assessor<'_> {
    /// Reports the odd marks of the archive. If the VNF provider has signed it as a whole, the marks are the provider's
    /// own.
    pub(super) fn check_marks(&self, findings: &mut Findings) {
        let is_signed = self.provider_covers_whole();
        for mark in &self.csar.marks {
            let violation = mark.violation.clone();
            let rule = if is_signed { mark.rule_if_signed } else { violation.rule };
            findings.report(Violation { rule, ..violation });
        }
    }

    /// Reports what is wrong with names. A package without any signature has more serious faults.
    pub(super) fn check_names(&self, findings: &mut Findings) {
        if self.signatures.is_empty() {
            return;
        }
        let names = SignedNames::of(self);
        for path in self.csar.files.keys() {
            self.check_name_of_file(path, &names, findings);
        }
        for path in self.csar.folders.iter().filter(|path| !names.covers_folder(path)) {
            if let Some(fault) = names::fault(path, Letters::Ascii) {
                report_unsafe_name(path, "folder", fault, findings);
            }
        }
        for (one, other) in &self.csar.similar_names {
            let place = Place::path(other);
            let what = format!("'{one}' and '{other}' are the same name on some systems");
            let violation = if names.covers(one) && names.covers(other) {
                rule::ARCHIVE_SIMILAR_NAMES.broken_at(place, format!("{what}. The VNF provider has signed both."))
            } else {
                rule::ARCHIVE_DUPLICATE_NAME.broken_at(place, format!("{what}, and no digest covers both of them."))
            };
            findings.report(violation.naming([one.as_str()]));
        }
    }

    fn check_name_of_file(&self, path: &str, names: &SignedNames<'_>, findings: &mut Findings) {
        let source = self.csar.manifest.as_ref().and_then(|manifest| manifest.sources.get(path));
        if source.is_some_and(|source| source.is_external) {
            return;
        }
        if names.covers(path) {
            if let Some(reason) = names::portability(path) {
                let what = format!("The name '{}' {reason}.", path.escape_debug());
                findings.report(rule::ARCHIVE_PORTABILITY.broken_at(Place::path(path), what));
            }
            return;
        }
        let kind = self.kinds.get(path);
        // If the file is refused for not being listed, it need not be refused for its name as well.
        if kind.is_none() && source.is_none() && self.policy.unlisted_files == Strictness::Reject {
            return;
        }
        // The manifest has the product's name, and TOSCA.meta or the definitions lead to it.
        let letters = if kind == Some(&ArtifactKind::Manifest) { Letters::AllScripts } else { Letters::Ascii };
        if let Some(fault) = names::fault(path, letters) {
            report_unsafe_name(path, "file", fault, findings);
        }
    }
}

fn report_unsafe_name(path: &str, kind: &str, fault: &str, findings: &mut Findings) {
    let what = format!("The name '{}' of a {kind}, which has no digest in the manifest, {fault}.", path.escape_debug());
    findings.report(rule::ARCHIVE_UNSAFE_NAME.broken_at(Place::path(path), what));
}

/// The names that the VNF provider has signed.
struct SignedNames<'a> {
    covers_all: bool,
    /// The paths of files that the manifest lists with a digest, in order.
    listed: Vec<&'a str>,
}

impl<'a> SignedNames<'a> {
    fn of(assessor: &'a Assessor<'_>) -> Self {
        let has_signed_manifest = !assessor.signatures.manifest.is_empty();
        let manifest = assessor.csar.manifest.as_ref().filter(|_| has_signed_manifest);
        let sources = manifest.into_iter().flat_map(|manifest| &manifest.sources);
        let with_digest = sources.filter(|(_, source)| source.digest.is_some() && !source.is_external);
        let listed = with_digest.map(|(path, _)| path.as_str()).collect();
        Self { covers_all: assessor.provider_covers_whole(), listed }
    }

    /// Returns whether the name of an entry is signed. The name of a folder ends with a slash.
    fn covers(&self, name: &str) -> bool {
        match name.strip_suffix('/') {
            Some(folder) => self.covers_folder(folder),
            None => self.covers_all || self.listed.binary_search(&name).is_ok(),
        }
    }

    fn covers_folder(&self, path: &str) -> bool {
        let inside = format!("{path}/");
        let before = self.listed.partition_point(|listed| *listed < inside.as_str());
        self.covers_all || self.listed.get(before).is_some_and(|first| first.starts_with(&inside))
    }
}

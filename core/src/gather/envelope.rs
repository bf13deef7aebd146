//! Checks the archive around a CSAR. Nothing signs its names and marks.

use alloc::format;

use super::{Gathering, delivery::is_csar_name};
use crate::{
    archive::Archive,
    evidence::Mark,
    rule::{self, Place},
    whitelist::names::{self, Letters},
};

impl Gathering {
    /// Reports odd marks and names of the archive of an Option 2 delivery, whatever files it has.
    pub(super) async fn check_envelope(&mut self, outer: &Archive) {
        // A reader that ends the CSAR too early gets none, because the CSAR that the signature covers does not open if
        // it is cut off.
        let false_ends = outer.find_false_ends(&self.exchange, |entry| is_csar_name(&entry.path)).await;
        self.report_marks(&outer.marks);
        self.report_marks(&false_ends);
        let files = outer.entries.iter().map(|entry| (entry.path.as_str(), Letters::AllScripts));
        let folders = outer.folders.iter().map(|path| (path.as_str(), Letters::Ascii));
        for (path, letters) in files.chain(folders) {
            if let Some(fault) = names::fault(path, letters) {
                let what =
                    format!("The name '{}' in the delivery, which no signature covers, {fault}.", path.escape_debug());
                self.findings().report(rule::ARCHIVE_UNSAFE_NAME.broken_at(Place::path(path), what));
            }
        }
        for (one, other) in &outer.similar_names {
            let what =
                format!("'{one}' and '{other}' are the same name on some systems, and no signature covers them.");
            let violation = rule::ARCHIVE_DUPLICATE_NAME.broken_at(Place::path(other), what);
            self.findings().report(violation.naming([one.as_str()]));
        }
    }

    /// Reports marks that no signature covers.
    pub(super) fn report_marks(&mut self, marks: &[Mark]) {
        for mark in marks {
            self.findings().report(mark.violation.clone());
        }
    }
}

//! Reports that came as files, and the two reports that are compared. They are no verdicts of this page.

use std::fmt;

use super::{Stage, State, View, new_key};
use crate::report::Verified;

/// The most reports that are kept open. The oldest give way.
const SAVED: usize = 200;

/// A report that came as a file. Anybody may have written it.
#[derive(Clone, PartialEq)]
pub(crate) struct SavedReport {
    /// A number that is unique on this page, also among packages.
    pub(crate) key: u32,
    /// The name of the file.
    pub(crate) file_name: String,
    /// What it says.
    pub(crate) report: Verified,
}

impl SavedReport {
    /// Returns a report of this file.
    pub(crate) fn new(file_name: String, report: Verified) -> Self {
        Self { key: new_key(), file_name, report }
    }
}

impl fmt::Debug for SavedReport {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "report {} in {:?}", self.key, self.file_name)
    }
}

/// A report that can be compared.
#[derive(Clone, PartialEq)]
pub(crate) struct Comparable {
    /// The number of the package, or of the report that came as a file.
    pub(crate) key: u32,
    /// The name of the package.
    pub(crate) name: String,
    /// The name of the file that the report came in, or `None` if this page has verified the package.
    pub(crate) saved_in: Option<String>,
    /// The report.
    pub(crate) report: Verified,
}

impl State {
    /// Returns the report that is read again.
    pub(crate) fn shown_report(&self) -> Option<&SavedReport> {
        self.saved.iter().find(|saved| Some(saved.key) == self.shown_saved)
    }

    /// Returns all reports that can be compared: those of the packages that were verified, and those that came as files.
    pub(crate) fn comparables(&self) -> Vec<Comparable> {
        let verified = self.queue.iter().filter_map(|delivery| match &delivery.stage {
            Stage::Done(report) => Some(Comparable {
                key: delivery.key,
                name: delivery.file.name(),
                saved_in: None,
                report: report.clone(),
            }),
            _ => None,
        });
        let saved = self.saved.iter().map(|saved| Comparable {
            key: saved.key,
            name: saved.report.package.file_name.clone(),
            saved_in: Some(saved.file_name.clone()),
            report: saved.report.clone(),
        });
        verified.chain(saved).collect()
    }

    /// Takes reports that came as files, and shows the first of them.
    pub(super) fn add_saved(&mut self, came: Vec<SavedReport>) {
        let Some(first) = came.first().map(|saved| saved.key) else { return };
        self.saved.extend(came);
        let excess = self.saved.len().saturating_sub(SAVED);
        self.saved.drain(..excess);
        self.shown_saved = Some(first);
        self.view = View::Reports;
    }

    /// Removes a report that came as a file.
    pub(super) fn remove_saved(&mut self, key: u32) {
        let position = self.saved.iter().position(|saved| saved.key == key);
        self.saved.retain(|saved| saved.key != key);
        if let Some(position) = position.filter(|_| self.shown_saved == Some(key)) {
            let next = self.saved.get(position).or_else(|| self.saved.last());
            self.shown_saved = next.map(|saved| saved.key);
        }
    }

    /// Compares two reports, and shows how they differ.
    pub(super) fn compare(&mut self, pair: [Option<u32>; 2]) {
        self.compared = pair;
        self.view = View::Reports;
    }
}

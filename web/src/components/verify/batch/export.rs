//! All packages as a file: a table for spreadsheets, or the reports as JSON.

use gloo::file::Blob;
use js_sys::Array;
use vnfseal::report::Verdict;

use super::{batch_table::column_name, rows::Row};
use crate::{
    browser::saving,
    report::spreadsheet,
    state::{Column, Delivery, Stage},
};

/// Saves a line for each package. Returns the packages whose reports it stands for.
pub(super) fn save_table(queue: &[Delivery]) -> Vec<u32> {
    let heading = Column::ALL.into_iter().map(column_name).collect::<Vec<_>>();
    let rows = queue.iter().map(|delivery| Row::of(delivery).cells.to_vec());
    let text = spreadsheet::write(std::iter::once(heading).chain(rows));
    // A spreadsheet takes a file without this mark for one in the characters of its own system.
    let text = format!("\u{feff}{text}");
    saving::download(&Blob::new_with_options(text.as_str(), Some("text/csv")), "vnfseal.csv");
    reported(queue).map(|(key, _)| key).collect()
}

/// Saves the list of all reports, as the engine wrote them. Returns the packages that they are about.
pub(super) fn save_reports(queue: &[Delivery]) -> Vec<u32> {
    let parts = Array::new();
    let mut keys = Vec::new();
    for (key, json) in reported(queue) {
        parts.push(&if keys.is_empty() { "[\n" } else { ",\n" }.into());
        parts.push(json.as_ref());
        keys.push(key);
    }
    parts.push(&if keys.is_empty() { "[]\n" } else { "\n]\n" }.into());
    if let Ok(blob) = web_sys::Blob::new_with_blob_sequence(&parts) {
        saving::download(&blob.into(), "vnfseal-reports.json");
    }
    keys
}

/// The reports by the trust and policy that are in force.
fn reported(queue: &[Delivery]) -> impl Iterator<Item = (u32, &Blob)> {
    queue.iter().filter_map(|delivery| match &delivery.stage {
        Stage::Done(report) => Some((delivery.key, report.json())),
        _ => None,
    })
}

/// Returns the verdicts in the order in which they are counted.
pub(super) const VERDICTS: [Verdict; 3] = [Verdict::Passed, Verdict::Failed, Verdict::Indeterminate];

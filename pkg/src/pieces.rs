//! Writes a report as JSON in pieces. With ten thousand signatures it has thirty megabytes, and its reader may give up.

use std::{iter, mem};

use serde::Serialize;
use vnfseal::report::Report;

/// The pieces of a JSON text, in order.
pub(crate) type Pieces = Box<dyn Iterator<Item = serde_json::Result<String>>>;

/// The number of artifacts or signatures that one piece holds, which takes some milliseconds.
const ITEMS: usize = 128;

/// The JSON of the two long lists of a report without their items. The lists are side by side.
const LISTS: &str = r#""artifacts":[],"signatures":[]"#;

/// Returns the JSON that `serde_json` writes of the report, in pieces.
pub(crate) fn pieces(mut report: Report) -> serde_json::Result<Pieces> {
    let (artifacts, signatures) = (mem::take(&mut report.artifacts), mem::take(&mut report.signatures));
    let text = serde_json::to_string(&report)?;
    // Texts in JSON escape quotation marks, so these are the names of the lists. A test compares the pieces with the
    // whole.
    let Some((before, after)) = text.split_once(LISTS) else {
        let whole = serde_json::to_string(&Report { artifacts, signatures, ..report });
        return Ok(Box::new(iter::once(whole)));
    };
    let before = iter::once(Ok(format!("{before}\"artifacts\":[")));
    let between = iter::once(Ok(String::from("],\"signatures\":[")));
    let after = iter::once(Ok(format!("]{after}")));
    Ok(Box::new(before.chain(items(artifacts)).chain(between).chain(items(signatures)).chain(after)))
}

/// Returns the items of a list with the commas between them.
fn items<T: Serialize>(list: Vec<T>) -> impl Iterator<Item = serde_json::Result<String>> {
    let mut list = list.into_iter();
    let mut comma = "";
    iter::from_fn(move || {
        let some: Vec<T> = list.by_ref().take(ITEMS).collect();
        let comma = mem::replace(&mut comma, ",");
        (!some.is_empty()).then(|| {
            let json = serde_json::to_string(&some)?;
            let inner = json.strip_prefix('[').and_then(|json| json.strip_suffix(']')).unwrap_or_default();
            Ok(format!("{comma}{inner}"))
        })
    })
}

//! Reports in a JSON file, as the page, `vnfseal verify` and the npm package save them: one or several.
//!
//! Anybody may have written the file. Everything of it is read strictly and within bounds, and nothing of it is verified.

use gloo::{file::Blob, timers::future::TimeoutFuture};
use js_sys::{Array, JSON, Reflect};
use vnfseal::report::{ArtifactReport, Report, SCHEMA_VERSION};
use wasm_bindgen::{JsCast, JsValue};

use super::{Verified, artifact_tree::TreeBuilder};
use crate::json::{self, Json, Read, Unreadable};

/// The most bytes of a file that is looked at. A report with 65,536 artifacts has some 40 million.
pub(crate) const BYTES: f64 = 67_108_864.0;
/// The most reports that are taken out of one file.
const REPORTS: u32 = 100;
/// The number of artifacts that are read in one portion.
const PORTION: u32 = 1000;
/// The members that every report has, and nothing else that the page takes.
const MEMBERS: [&str; 4] = ["schemaVersion", "verdict", "artifacts", "findings"];

/// What is in a JSON file.
pub(crate) enum Found {
    /// Reports, and the number of others that cannot be read or are too many.
    Reports(Vec<Verified>, usize),
    /// Another value.
    Other(JsValue),
    /// The text is not JSON.
    NoJson,
}

/// Reads a text. Between reports the page has time for other things.
pub(crate) async fn read(text: &str) -> Found {
    let text = text.trim_start_matches('\u{FEFF}');
    let Some(values) = values(text) else { return Found::NoJson };
    let reports = Array::new();
    for value in values.iter() {
        let inner = Reflect::get(&value, &"report".into()).unwrap_or_default();
        if let Some(report) = [value, inner].into_iter().find(is_report) {
            reports.push(&report);
        }
    }
    if reports.length() == 0 {
        return Found::Other(if values.length() == 1 { values.get(0) } else { values.into() });
    }
    let mut read = Vec::new();
    for report in reports.slice(0, REPORTS).iter() {
        read.extend(read_report(&report).await.ok());
        TimeoutFuture::new(0).await;
    }
    let total = usize::try_from(reports.length()).unwrap_or(usize::MAX);
    let others = total.saturating_sub(read.len());
    Found::Reports(read, others)
}

/// Returns the values of a text: the members of a list, the one value, or one for each line.
fn values(text: &str) -> Option<Array> {
    if let Ok(value) = JSON::parse(text) {
        return Some(value.dyn_into::<Array>().unwrap_or_else(|value| Array::of1(&value)));
    }
    let values = Array::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        values.push(&JSON::parse(line).ok()?);
    }
    (values.length() > 0).then_some(values)
}

fn is_report(value: &JsValue) -> bool {
    value.is_object() && MEMBERS.iter().all(|name| Reflect::has(value, &(*name).into()).unwrap_or_default())
}

/// Reads one report. The artifacts come in portions, because there can be 65,536.
async fn read_report(value: &JsValue) -> Result<Verified, Unreadable> {
    let json = written(value)?;
    let artifacts = Reflect::get(value, &"artifacts".into()).unwrap_or_default();
    let artifacts = artifacts.dyn_into::<Array>().map_err(|_| Unreadable::of("artifacts"))?;
    Reflect::set(value, &"artifacts".into(), &Array::new()).map_err(|_| Unreadable::of("artifacts"))?;
    let mut report: Report = part(value)?;
    if report.schema_version != SCHEMA_VERSION {
        return Err(Unreadable::of("schemaVersion"));
    }
    let mut tree = TreeBuilder::default();
    let mut start = 0;
    while start < artifacts.length() {
        let end = start.saturating_add(PORTION);
        let portion: Vec<ArtifactReport> = part(&artifacts.slice(start, end))?;
        tree.add_all(&portion);
        report.artifacts.extend(portion);
        start = end;
        TimeoutFuture::new(0).await;
    }
    let json = Blob::new_with_options(json.as_str(), Some("application/json"));
    Ok(Verified::of_parts(report, tree.finish(), json))
}

fn part<Part: Read>(value: &JsValue) -> Result<Part, Unreadable> {
    json::parse(&written(value)?)
}

fn written(value: &JsValue) -> Result<String, Unreadable> {
    let text = JSON::stringify(value).ok().and_then(|text| text.as_string());
    text.ok_or(Unreadable::of("no JSON"))
}

/// Returns a value as the page reads it, if it is neither too large nor too deep for that.
pub(crate) fn as_json(value: &JsValue) -> Option<Json> {
    written(value).ok().filter(|text| text.len() <= 1 << 20)?.parse().ok()
}

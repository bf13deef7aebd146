//! Reports that this browser keeps, if the user wants that: in a database of its own, and no more than a bound.
//!
//! A report says what was verified here, so that its name and verdict are personal to this browser. Nothing is kept unasked.

use gloo::file::Blob;
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::{
    database::{completed, open, settled},
    preference, tabs,
};
use crate::words::quantities;

const NAME: &str = "vnfseal-history";
const STORE: &str = "reports";
/// Whether reports are kept.
const PREFERENCE: &str = "history";

/// The most reports that are kept. The oldest gives way.
pub(crate) const REPORTS_MAX: usize = 100;
/// The most bytes of all of them. One report of 65,536 artifacts has some 30 MiB.
const BYTES_MAX: f64 = 134_217_728.0;

/// A report that is kept.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct KeptReport {
    /// What it is kept under.
    pub(crate) id: String,
    /// The name of the package's file.
    pub(crate) name: String,
    /// The verdict, by its word in the report.
    pub(crate) verdict: String,
    /// When it was kept (RFC 3339).
    pub(crate) at: String,
    /// The report.
    pub(crate) report: web_sys::Blob,
}

/// Returns whether the user wants reports to be kept.
pub(crate) fn is_on() -> bool {
    preference::is_made(PREFERENCE)
}

/// Begins or ends keeping reports, if the browser keeps that. What is kept stays until it is cleared.
pub(crate) fn turn(is_on: bool) -> bool {
    preference::keep(PREFERENCE, is_on)
}

/// Keeps a report, unless the user has ended that, perhaps in another tab. A later one of the same package on this page takes
/// its place.
pub(crate) async fn keep(id: &str, name: &str, verdict: &str, report: &Blob) -> Result<(), JsValue> {
    if !is_on() {
        return Err(JsValue::UNDEFINED);
    }
    let report: &web_sys::Blob = report.as_ref();
    let entry = Object::new();
    let fields: [(&str, JsValue); 4] = [
        ("name", name.into()),
        ("verdict", verdict.into()),
        ("at", quantities::now().into()),
        ("report", report.into()),
    ];
    for (field, value) in fields {
        Reflect::set(&entry, &field.into(), &value)?;
    }
    let given_up = given_up(all().await?, id, report.size());
    let database = open(NAME, STORE).await?;
    let (transaction, store) = database.write(STORE)?;
    for old in given_up {
        store.delete(&old.into())?;
    }
    store.put_with_key(&entry, &id.into())?;
    completed(&transaction).await
}

/// Returns what has to go before a report of this size is kept. `all` begins with the newest.
fn given_up(all: Vec<KeptReport>, id: &str, size: f64) -> Vec<String> {
    let (mut count, mut bytes) = (1_usize, size);
    let mut gone = Vec::new();
    for kept in all.into_iter().filter(|kept| kept.id != id) {
        count = count.saturating_add(1);
        bytes += kept.report.size();
        if count > REPORTS_MAX || bytes > BYTES_MAX {
            gone.push(kept.id);
        }
    }
    gone
}

/// Returns all reports that are kept, the newest first.
pub(crate) async fn all() -> Result<Vec<KeptReport>, JsValue> {
    let database = open(NAME, STORE).await?;
    let store = database.read(STORE)?;
    let (keys, values) = (store.get_all_keys()?, store.get_all()?);
    let keys: Array = settled(&keys).await?.unchecked_into();
    let values: Array = settled(&values).await?.unchecked_into();
    let mut all = keys.iter().zip(values.iter()).filter_map(|(key, value)| read(&key, &value)).collect::<Vec<_>>();
    all.sort_by(|one, other| other.at.cmp(&one.at));
    Ok(all)
}

fn read(key: &JsValue, value: &JsValue) -> Option<KeptReport> {
    let field = |name: &str| Reflect::get(value, &name.into()).ok();
    let report = field("report")?.dyn_into().ok()?;
    let text = |name: &str| field(name)?.as_string();
    let (name, verdict, at) = (text("name")?, text("verdict")?, text("at")?);
    Some(KeptReport { id: key.as_string()?, name, verdict, at, report })
}

/// Removes all reports that are kept.
pub(crate) async fn clear() -> Result<(), JsValue> {
    let database = open(NAME, STORE).await?;
    let (transaction, store) = database.write(STORE)?;
    store.clear()?;
    completed(&transaction).await?;
    tabs::tell();
    Ok(())
}

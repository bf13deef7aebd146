//! A new file: a package that was signed, encrypted or decrypted, and the report about it.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, FilePropertyBag};

use super::worker::{field, text};
use crate::report::Verified;

/// The result of an order.
#[derive(Clone, PartialEq)]
pub(crate) struct Made {
    /// The name of the new file.
    pub(crate) name: String,
    /// The new file. It is missing if what was decrypted did not pass: then nobody gets it.
    pub(crate) file: Option<File>,
    /// Whether the file is already where the user wanted it.
    pub(crate) is_saved: bool,
    /// The report about the new package, if it was verified.
    pub(crate) report: Option<Verified>,
    /// The id of the package at the NFVO, if it was uploaded.
    pub(crate) id: String,
    /// Remarks, each a whole sentence of core.
    pub(crate) notes: Vec<String>,
}

impl Made {
    /// Reads a worker's result. `output` is the file that it has written, if there is one.
    pub(super) async fn read(result: &JsValue, output: Option<&JsValue>) -> Result<Self, JsValue> {
        let report = match field(result, "report").as_string() {
            Some(json) => Some(Verified::read(&json).await.map_err(|error| JsValue::from(error.to_string()))?),
            None => None,
        };
        let name = text(result, "fileName");
        // Decryption says whether it has written, and an upload never does. What the others have written has passed, or is not a
        // package.
        let is_written = field(result, "written").as_bool().unwrap_or(true);
        let file = match (is_written, output) {
            (false, _) => None,
            (true, Some(output)) => Some(file_of(output).await?),
            (true, None) => Some(named(&field(result, "blob").dyn_into::<Blob>()?, &name)?),
        };
        let is_saved = file.is_some() && output.is_some();
        let name = file.as_ref().map_or(name, File::name);
        let notes = field(result, "notes").dyn_into::<Array>().unwrap_or_default();
        let notes = notes.iter().filter_map(|note| note.as_string()).collect();
        Ok(Self { name, file, is_saved, report, id: text(result, "id"), notes })
    }
}

fn named(blob: &Blob, name: &str) -> Result<File, JsValue> {
    let options = FilePropertyBag::new();
    options.set_last_modified(js_sys::Date::now());
    File::new_with_blob_sequence_and_options(&Array::of1(blob), name, &options)
}

/// Returns the content of a file that was written. (In web-sys the file system is unstable.)
async fn file_of(handle: &JsValue) -> Result<File, JsValue> {
    let get = Reflect::get(handle, &"getFile".into())?.dyn_into::<Function>()?;
    JsFuture::from(js_sys::Promise::from(get.call0(handle)?)).await?.dyn_into()
}

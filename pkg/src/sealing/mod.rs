//! The doors to what signs and encrypts. They are in a wasm module of their own, beside those of verification: what is
//! signed or decrypted is verified by the same instance.

pub mod encryption;
pub mod key_file;
pub mod packing;
pub mod signing;

use serde_json::json;
use vnfseal::refusals::{self, Refusal};
use wasm_bindgen::prelude::*;

/// Returns the table of all reasons for a refusal, in JSON: `[{"code", "title", "why", "fix"}]`.
///
/// # Errors
/// None that can happen: the table is always JSON.
#[wasm_bindgen(js_name = refusalReasons)]
pub fn refusal_reasons() -> Result<String, JsError> {
    Ok(serde_json::to_string(&refusals::reasons().collect::<Vec<_>>())?)
}

/// Returns the refusal for a reason that only JavaScript finds out, in JSON: `{"code", "sentence", "fix", "findings"}`.
#[wasm_bindgen]
#[must_use]
pub fn refusal(code: &str) -> Option<String> {
    let reason = refusals::reason(code)?;
    Some(json!({ "code": reason.code, "sentence": reason.title, "fix": reason.fix, "findings": [] }).to_string())
}

/// Returns the error for a refusal. Its message is JSON: `{"code", "sentence", "fix", "findings"}`.
// It is called through `map_err`, which passes the value.
#[allow(clippy::needless_pass_by_value)]
pub(crate) fn refuse(refusal: Refusal) -> JsError {
    let Refusal { reason, sentence, findings } = refusal;
    let value = json!({ "code": reason.code, "sentence": sentence, "fix": reason.fix, "findings": findings });
    JsError::new(&value.to_string())
}

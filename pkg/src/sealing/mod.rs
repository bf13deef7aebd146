//! The doors to what signs and encrypts. They are in a wasm module of their own, beside those of verification: what is
//! signed or decrypted is verified by the same instance.

pub mod encryption;
pub mod key_file;
pub mod packing;
pub mod signing;

use serde_json::json;
use vnfseal::refusals::{self, Failure, Refusal};
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

/// Returns the error for a failure. The message of a refusal is JSON: `{"code", "sentence", "fix", "findings"}`. That of a
/// misuse is its sentence, as of every door.
pub(crate) fn refuse(failure: impl Into<Failure>) -> JsError {
    let Refusal { reason, sentence, findings } = match failure.into() {
        Failure::Refused(refusal) => refusal,
        Failure::Misuse(sentence) => return JsError::new(&sentence),
    };
    let value = json!({ "code": reason.code, "sentence": sentence, "fix": reason.fix, "findings": findings });
    JsError::new(&value.to_string())
}

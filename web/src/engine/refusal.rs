//! What a worker says when it does not do what it was asked for.

use js_sys::JSON;
use vnfseal::report::Finding;
use wasm_bindgen::JsValue;

use super::worker::{field, text};
use crate::json;

/// A refusal, in core's words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// The fault, in a sentence.
    pub(crate) message: String,
    /// The steps that mend it, if they are known.
    pub(crate) fix: String,
    /// The code of the reason in core's table, if it is of one.
    pub(crate) reason: String,
    /// The findings of the verification that led to it, if one did.
    pub(crate) findings: Vec<Finding>,
}

impl Refusal {
    /// Returns a refusal of the page itself.
    pub(super) fn new(message: String) -> Self {
        Self { message, ..Self::default() }
    }

    /// Reads the error of a message.
    pub(super) fn read(error: &JsValue) -> Self {
        let findings = JSON::stringify(&field(error, "findings")).ok().and_then(|json| json.as_string());
        // Findings that this page cannot read are not drawn. The message says what is wrong all the same.
        let findings = findings.and_then(|json| json::parse(&json).ok()).unwrap_or_default();
        Self { message: text(error, "message"), fix: text(error, "fix"), reason: text(error, "reason"), findings }
    }
}

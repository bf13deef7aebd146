//! A question to the worker, and who hears of it.

use wasm_bindgen::JsValue;
use yew::Callback;

use super::{fault::Answer, job::Question, progress::Progress};

/// A question that has no answer yet.
pub(super) struct Asked {
    pub(super) question: Question,
    /// The number of workers that were asked.
    pub(super) tries: u8,
    pub(super) heard: Heard,
}

/// Who hears of a question.
#[derive(Clone)]
pub(crate) struct Heard {
    /// Hears the answer, once, or the reason why there is none.
    pub(crate) then: Callback<Answer>,
    /// Hears an answer that is no text, in place of that.
    pub(crate) made: Option<Callback<JsValue>>,
    /// Hears how far it has come.
    pub(crate) progressed: Option<Callback<Progress>>,
}

impl From<Callback<Answer>> for Heard {
    fn from(then: Callback<Answer>) -> Self {
        Self { then, made: None, progressed: None }
    }
}

//! The browser's order of texts in a language, in which numbers stand by their value: "vnf-9" before "vnf-10".

use std::cmp::Ordering;

use js_sys::{Array, Function, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Compares texts.
pub(crate) struct Collator(Function);

impl Collator {
    /// Returns the order of a language, by its tag.
    pub(crate) fn new(tag: &str) -> Self {
        let options = Object::new();
        // A property of a new object can be set.
        let _ = Reflect::set(&options, &"numeric".into(), &JsValue::TRUE);
        let collator = Intl::Collator::new(&Array::of1(&tag.into()), &options);
        Self(collator.compare().unchecked_into())
    }

    /// Compares two texts. Without an answer they stay as they stand.
    pub(crate) fn compare(&self, one: &str, other: &str) -> Ordering {
        let answer = self.0.call2(&JsValue::UNDEFINED, &one.into(), &other.into());
        let number = answer.ok().and_then(|answer| answer.as_f64()).unwrap_or_default();
        number.partial_cmp(&0.0).unwrap_or(Ordering::Equal)
    }
}

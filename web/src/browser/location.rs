//! The fragment of the page's URL, and the history of the tab.

use wasm_bindgen::JsValue;

/// Returns the fragment with its `#`, or an empty text.
pub(crate) fn fragment() -> String {
    web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// Adds an entry to the history of the tab.
pub(crate) fn push(fragment: &str) {
    if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
        // A browser that refuses more entries shows an older address, and nothing else is lost.
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(fragment));
    }
}

/// Replaces the entry of the history that the tab is at.
pub(crate) fn replace(fragment: &str) {
    if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
        // As above.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(fragment));
    }
}

/// Writes a text so that it is one step of an address.
pub(crate) fn encode(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

/// Reads a step of an address. Returns `None` if it was not written like that.
pub(crate) fn decode(step: &str) -> Option<String> {
    js_sys::decode_uri_component(step).ok().map(String::from)
}

//! The clipboard of the operating system.

use wasm_bindgen_futures::JsFuture;

/// Puts a text into the clipboard, and returns whether the browser did so.
pub(crate) async fn write(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    let promise = window.navigator().clipboard().write_text(text);
    JsFuture::from(promise).await.is_ok()
}

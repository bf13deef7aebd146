//! The clipboard of the operating system.

use wasm_bindgen_futures::JsFuture;

/// Puts a text into the clipboard, and returns whether the browser did so.
pub(crate) async fn write(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    let clipboard = window.navigator().clipboard();
    // A page that is not a secure context has none.
    !clipboard.is_undefined() && JsFuture::from(clipboard.write_text(text)).await.is_ok()
}

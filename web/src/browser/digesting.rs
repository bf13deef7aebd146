//! SHA-256 by the browser. A page that is not a secure context has none.

use std::fmt::Write;

use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

/// Returns SHA-256 in lower-case hex, or `None` on a page that is not a secure context.
pub(crate) async fn sha_256(bytes: &[u8]) -> Option<String> {
    of_array(&Uint8Array::from(bytes)).await
}

/// Returns SHA-256 of a blob, likewise.
pub(crate) async fn sha_256_of_blob(blob: &Blob) -> Option<String> {
    let buffer = JsFuture::from(blob.array_buffer()).await.ok()?;
    of_array(&Uint8Array::new(&buffer)).await
}

async fn of_array(array: &Uint8Array) -> Option<String> {
    let subtle = web_sys::window()?.crypto().ok()?.subtle();
    if subtle.is_undefined() {
        return None;
    }
    let digest = subtle.digest_with_str_and_js_u8_array("SHA-256", array).ok()?;
    let digest = Uint8Array::new(&JsFuture::from(digest).await.ok()?).to_vec();
    let mut hex = String::new();
    for byte in digest {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    Some(hex)
}

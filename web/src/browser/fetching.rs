//! Files and answers that the server of the page has now, not those that the browser stored.

use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, RequestCache, RequestInit, Response};

/// Fetches the bytes at an address beside the page.
pub(crate) async fn bytes(path: &str) -> Option<Vec<u8>> {
    let response = fetch(path).await.filter(Response::ok)?;
    let buffer = JsFuture::from(response.array_buffer().ok()?).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// Fetches the text at an address beside the page.
pub(crate) async fn text(path: &str) -> Option<String> {
    String::from_utf8(bytes(path).await?).ok()
}

/// Asks at an address beside the page: whether the server could do it, and the text that it gave. No server, no answer.
pub(crate) async fn answer(path: &str) -> Option<(bool, String)> {
    let response = fetch(path).await?;
    let text = JsFuture::from(response.text().ok()?).await.ok()?.as_string()?;
    Some((response.ok(), text))
}

/// Fetches a file at an address beside the page, with the tag (RFC 9110 section 8.8.3) that says which content it is. It may be
/// large, so that it stays in the browser's own store.
pub(crate) async fn tagged(path: &str) -> Option<(Blob, Option<String>)> {
    let response = fetch(path).await.filter(Response::ok)?;
    let tag = response.headers().get("ETag").ok()?;
    let blob = JsFuture::from(response.blob().ok()?).await.ok()?.dyn_into().ok()?;
    Some((blob, tag))
}

async fn fetch(path: &str) -> Option<Response> {
    let how = RequestInit::new();
    how.set_cache(RequestCache::NoStore);
    let request = web_sys::window()?.fetch_with_str_and_init(path, &how);
    JsFuture::from(request).await.ok()?.dyn_into().ok()
}

//! The catalogues of languages, which are files of the page: each is loaded when the page is to speak its language.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, RequestInit, Response};

use crate::words::locale::Language;

/// The time that a catalogue may take. The page draws nothing before it speaks.
const LOADING_MILLISECONDS: u32 = 10_000;

/// Loads the catalogue of a language, unless it is there. Returns whether it is there now. The browser accepts no other file
/// than that of this build.
pub(crate) async fn load(language: Language) -> bool {
    let Some((file, integrity)) = language.file() else { return true };
    let Some(messages) = fetch(file, integrity).await else { return false };
    language.learn(messages);
    true
}

async fn fetch(file: &str, integrity: &str) -> Option<String> {
    let how = RequestInit::new();
    how.set_integrity(integrity);
    how.set_signal(Some(&AbortSignal::timeout_with_u32(LOADING_MILLISECONDS)));
    let request = web_sys::window()?.fetch_with_str_and_init(file, &how);
    let response = JsFuture::from(request).await.ok()?.dyn_into::<Response>().ok().filter(Response::ok)?;
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}

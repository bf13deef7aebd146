//! Whether anybody can see the page.

use js_sys::{Function, Promise};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Document;

const CHANGE: &str = "visibilitychange";

/// Waits until the page is in view.
pub(crate) async fn shown() {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    while document.hidden() {
        changed(&document).await;
    }
}

async fn changed(document: &Document) {
    let mut listener = None;
    let promise = Promise::new(&mut |resolve: Function, _| {
        // Without a listener the page waits, and goes on when it is used again.
        let _ = document.add_event_listener_with_callback(CHANGE, &resolve);
        listener = Some(resolve);
    });
    // It is never refused.
    let _ = JsFuture::from(promise).await;
    if let Some(listener) = listener {
        let _ = document.remove_event_listener_with_callback(CHANGE, listener.unchecked_ref());
    }
}

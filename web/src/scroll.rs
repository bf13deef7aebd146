//! Going to a place on the page.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Brings an element to the top of the window and puts the focus there, so that a keyboard goes on from it.
pub(crate) fn to(id: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    let element = document.and_then(|document| document.get_element_by_id(id));
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        element.scroll_into_view();
        // An element that takes no focus is still seen.
        let _ = element.focus();
    }
}

//! Moves view and focus to a place on the page.

use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

/// Brings an element to the top of the window and puts the focus there, so that a keyboard goes on from it.
pub(crate) fn to(id: &str) {
    into_view(id);
    focus_on(id);
}

/// Brings an element into view. The focus stays where it is.
pub(crate) fn into_view(id: &str) {
    if let Some(element) = element(id) {
        element.scroll_into_view();
    }
}

/// Puts the focus on an element. The browser brings it into view, if it is not there.
pub(crate) fn focus_on(id: &str) {
    focus(element(id).as_ref());
}

/// Gives the focus to an element, if there is one that can have it.
pub(crate) fn focus(element: Option<&Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_ref::<HtmlElement>()) {
        // Without focus the page works as before.
        let _ = element.focus();
    }
}

/// Gives the focus to an element if nothing has it. If the element with the focus was removed from the page, a keyboard
/// or a screen reader would begin at the top again.
fn take_lost_focus(element: Option<HtmlElement>) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return;
    };
    let is_lost = document.active_element().is_none_or(|element| element.tag_name() == "BODY");
    if let (true, Some(element)) = (is_lost, element) {
        // Without focus the page works as before.
        let _ = element.focus();
    }
}

/// If nothing has the focus, gives it to the first of these elements that is on the page.
pub(crate) fn go_on_at(ids: &[&str]) {
    let first = ids.iter().find_map(|id| element(id));
    take_lost_focus(first.and_then(|element| element.dyn_into().ok()));
}

/// The same once the page is drawn without a dialog that closes now. The button that opened it may be gone with its report.
pub(crate) fn go_on_after_dialog(ids: &'static [&'static str]) {
    Timeout::new(0, || go_on_at(ids)).forget();
}

fn element(id: &str) -> Option<Element> {
    web_sys::window()?.document()?.get_element_by_id(id)
}

/// Shows another view from its beginning.
pub(crate) fn to_top() {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
        go_on_at(&["main"]);
    }
}

/// Brings an element to the middle of what scrolls around it. The focus stays where it is.
pub(crate) fn into_middle(id: &str) {
    if let Some(element) = element(id) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Center);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

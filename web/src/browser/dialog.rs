//! Dialogs of the browser: they hold the focus and take the Escape key. As long as one is open, the rest of the page does nothing.

use web_sys::HtmlDialogElement;
use yew::NodeRef;

/// Returns whether a dialog is open.
pub(crate) fn is_open() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.is_some_and(|document| document.query_selector("dialog[open]").ok().flatten().is_some())
}

/// Opens a dialog.
pub(crate) fn open(dialog: &NodeRef) {
    if let Some(dialog) = dialog.cast::<HtmlDialogElement>().filter(|dialog| !dialog.open()) {
        // It is on the page and closed, so the browser does not refuse.
        let _ = dialog.show_modal();
    }
}

/// Closes a dialog. The browser gives the focus back, and sends the event `close`.
pub(crate) fn close(dialog: &NodeRef) {
    if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
        dialog.close();
    }
}

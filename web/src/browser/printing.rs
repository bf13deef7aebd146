//! Prints a report.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use super::window_event::use_window_event;

/// Whether the page is drawn for paper, and a callback to print.
#[derive(Clone, PartialEq)]
pub(crate) struct Printing {
    /// Whether everything has to be drawn, including parts that are not in view.
    pub(crate) is_printing: bool,
    /// Draws everything and opens the browser's print dialog.
    pub(crate) print: Callback<()>,
}

/// The time in which a large list is drawn before the dialog takes its picture of the page.
const DRAWING_MILLISECONDS: u32 = 150;

/// Draws for paper on request, and for the screen again when the dialog is closed.
#[hook]
pub(crate) fn use_printing() -> Printing {
    let is_printing = use_state_eq(|| false);
    let setter = is_printing.setter();
    use_window_event("afterprint", Callback::from(move |()| setter.set(false)));
    let print = {
        let setter = is_printing.setter();
        Callback::from(move |()| {
            setter.set(true);
            Timeout::new(DRAWING_MILLISECONDS, || {
                if let Some(window) = web_sys::window() {
                    // If this is refused, nothing is printed, and the user sees that.
                    let _ = window.print();
                }
            })
            .forget();
        })
    };
    Printing { is_printing: *is_printing, print }
}

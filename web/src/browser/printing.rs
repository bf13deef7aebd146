//! Putting a report on paper.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use super::window_event::use_window_event;

/// Whether the page is drawn for paper, and a way to get there.
#[derive(Clone, PartialEq)]
pub(crate) struct Printing {
    /// Whether everything has to be drawn, what is not in sight too.
    pub(crate) is_printing: bool,
    /// Draws everything and opens the browser's print dialog.
    pub(crate) print: Callback<()>,
}

/// Long enough for a large list to be drawn before the dialog takes its picture of the page.
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
                    // Refused: then nothing is printed, which is seen.
                    let _ = window.print();
                }
            })
            .forget();
        })
    };
    Printing { is_printing: *is_printing, print }
}

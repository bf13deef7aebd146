//! Putting a report on paper.

use gloo::{events::EventListener, timers::callback::Timeout};
use yew::prelude::*;

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
    {
        let setter = is_printing.setter();
        use_effect_with((), move |()| {
            let listener =
                web_sys::window().map(|window| EventListener::new(&window, "afterprint", move |_| setter.set(false)));
            move || drop(listener)
        });
    }
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

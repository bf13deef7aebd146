//! Prints the page: with its own button, or as the browser does it (Ctrl+P). What is folded or drawn in parts comes whole.

use gloo::timers::callback::Timeout;
use web_sys::Document;
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
/// What is folded on the screen.
const FOLDED: &str = "details:not([open])";
/// The mark of what was opened for paper only.
const OPENED: &str = "data-opened-for-paper";

/// Draws for paper whenever the browser is about to print, or on request, and for the screen again when it has printed.
#[hook]
pub(crate) fn use_printing() -> Printing {
    let is_asked = use_state_eq(|| false);
    let is_on_paper = use_on_paper();
    let setter = is_asked.setter();
    use_window_event("afterprint", Callback::from(move |()| setter.set(false)));
    let print = {
        let setter = is_asked.setter();
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
    Printing { is_printing: *is_asked || is_on_paper, print }
}

/// Returns whether the browser prints. It takes its picture of the page as soon as the event and what is drawn at once are done.
#[hook]
pub(crate) fn use_on_paper() -> bool {
    let is_on_paper = use_state_eq(|| false);
    let (before, after) = (is_on_paper.setter(), is_on_paper.setter());
    use_window_event("beforeprint", Callback::from(move |()| before.set(true)));
    use_window_event("afterprint", Callback::from(move |()| after.set(false)));
    *is_on_paper
}

/// Opens everything that is folded while the browser prints.
#[hook]
pub(crate) fn use_unfolding() {
    let is_on_paper = use_on_paper();
    use_window_event("beforeprint", Callback::from(|()| unfold()));
    use_window_event("afterprint", Callback::from(|()| fold()));
    // Parts that are drawn for paper only may be folded too.
    use_effect_with(is_on_paper, |is_on_paper| {
        if *is_on_paper {
            unfold();
        }
    });
}

fn unfold() {
    each(FOLDED, |element| {
        // Both are plain attributes with plain values, which no browser refuses.
        let _ = element.set_attribute("open", "");
        let _ = element.set_attribute(OPENED, "");
    });
}

fn fold() {
    each(&format!("details[{OPENED}]"), |element| {
        let _ = element.remove_attribute("open");
        let _ = element.remove_attribute(OPENED);
    });
}

fn each(selector: &str, change: impl Fn(&web_sys::Element)) {
    let all = |document: Document| document.query_selector_all(selector).ok();
    let Some(list) = web_sys::window().and_then(|window| window.document()).and_then(all) else { return };
    for node in (0..list.length()).filter_map(|index| list.item(index)) {
        if let Some(element) = wasm_bindgen::JsCast::dyn_ref(&node) {
            change(element);
        }
    }
}

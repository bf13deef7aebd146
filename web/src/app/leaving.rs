//! The page among others: its address in the tab's history, what would be lost with it, and what it says at the end of a run.

use gloo::{
    events::{EventListener, EventListenerOptions},
    timers::callback::Timeout,
};
use js_sys::{Date, Reflect};
use wasm_bindgen::JsValue;
use yew::prelude::*;

use crate::{
    browser::{location, notifying, scroll},
    components::verify::counted::counted,
    services::Services,
    state::{Action, Address, Counts, State},
    words::locale::say,
};

/// The time in which further steps replace each other in the history: whoever walks through a table does not want to walk
/// back through it, and browsers refuse hundreds of entries.
const STEP_MILLISECONDS: f64 = 1000.0;

/// Keeps the address of the tab in step with what is shown, both ways.
#[hook]
pub(super) fn use_address(state: &State, services: &Services) {
    let shown = state.address();
    let current = use_mut_ref(|| shown.clone());
    current.replace(shown.clone());
    let pushed_at = use_mut_ref(|| None::<f64>);
    use_effect_with(shown, move |shown| {
        let now = Date::now();
        // The first time, the page follows the address.
        let before = pushed_at.replace(Some(now));
        let is_there = Address::read(&location::fragment()).is_some_and(|address| address.whole() == *shown);
        match before {
            None => {}
            Some(_) if is_there => {}
            Some(before) if now - before < STEP_MILLISECONDS => location::replace(&shown.write()),
            Some(_) => location::push(&shown.write()),
        }
    });
    let dispatch = services.dispatch.clone();
    use_effect_with((), move |()| {
        visit(&dispatch);
        let listener = web_sys::window().map(|window| {
            EventListener::new(&window, "popstate", move |_| {
                let fragment = location::fragment();
                match fragment.strip_prefix('#').filter(|id| !id.starts_with('/')) {
                    // A link inside the page, which the browser has followed.
                    Some(id) => location::replace(&current.borrow().clone().at(id).write()),
                    None => visit(&dispatch),
                }
            })
        });
        move || drop(listener)
    });
}

/// Goes where the address says.
fn visit(dispatch: &Callback<Action>) {
    let Some(address) = Address::read(&location::fragment()) else { return };
    let part = address.part.clone();
    dispatch.emit(Action::Visit(address));
    if let Some(part) = part {
        // The part is there once the view is drawn.
        Timeout::new(0, move || scroll::to(&part)).forget();
    }
}

/// Has the browser ask before the page is left, as long as something would be lost with it.
#[hook]
pub(super) fn use_leaving(state: &State) {
    use_effect_with(state.would_lose(), |&would_lose| {
        let window = web_sys::window().filter(|_| would_lose);
        let options = EventListenerOptions::enable_prevent_default();
        let listener = window.map(|window| {
            EventListener::new_with_options(&window, "beforeunload", options, |event| {
                event.prevent_default();
                // Older browsers ask for this.
                let _ = Reflect::set(event, &"returnValue".into(), &JsValue::TRUE);
            })
        });
        move || drop(listener)
    });
}

/// Notifies the user at the end, when no package is verified any more.
#[hook]
pub(super) fn use_notification(state: &State) {
    let counts = Counts::of(&state.queue);
    let was_running = use_mut_ref(|| false);
    use_effect_with(counts, move |&counts| {
        let was_running = was_running.replace(counts.running > 0);
        if was_running && counts.running == 0 && counts.all > 0 {
            notifying::notify(&say!("notify-title"), &counted(counts));
        }
    });
}

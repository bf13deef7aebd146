//! Events of the window.

use gloo::events::EventListener;
use yew::prelude::*;

/// Calls back at every event of a kind, as long as the component is on the page.
#[hook]
pub(crate) fn use_window_event(kind: &'static str, heard: Callback<()>) {
    use_effect_with((), move |()| {
        let listener = web_sys::window().map(|window| EventListener::new(&window, kind, move |_| heard.emit(())));
        move || drop(listener)
    });
}

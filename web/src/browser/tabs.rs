//! The other tabs of this page. They are notified when something stored has changed, and read it again.

use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::BroadcastChannel;

const NAME: &str = "vnfseal.kept";

thread_local! {
    static CHANNEL: Option<BroadcastChannel> = BroadcastChannel::new(NAME).ok();
}

/// Notifies the other tabs that something stored has changed.
pub(crate) fn tell() {
    CHANNEL.with(|channel| {
        if let Some(channel) = channel {
            // Tabs that miss this still read the stored values before each verification.
            let _ = channel.post_message(&JsValue::NULL);
        }
    });
}

/// Listens for the other tabs as long as the page is open. A tab that was frozen or in the background may have missed
/// something, so it listens for being seen again too.
pub(crate) fn listen(heard: impl Fn() + 'static) {
    let heard = Rc::new(heard);
    let told = Rc::clone(&heard);
    let closure = Closure::<dyn FnMut()>::new(move || told());
    CHANNEL.with(|channel| {
        if let Some(channel) = channel {
            channel.set_onmessage(Some(closure.as_ref().unchecked_ref()));
        }
    });
    closure.forget();
    let Some(window) = web_sys::window() else { return };
    if let Some(document) = window.document() {
        let (seen, heard) = (document.clone(), Rc::clone(&heard));
        EventListener::new(&document, "visibilitychange", move |_| {
            if !seen.hidden() {
                heard();
            }
        })
        .forget();
    }
    // Small choices are where the browser itself tells of changes: a message may come before what it is about can be read.
    let chosen = Rc::clone(&heard);
    EventListener::new(&window, "storage", move |_| chosen()).forget();
    // The browser shows a page of its history again as it was.
    EventListener::new(&window, "pageshow", move |_| heard()).forget();
}

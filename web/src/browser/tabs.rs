//! The other tabs of this page. They are notified when a stored value has changed, and read it again.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::BroadcastChannel;

const NAME: &str = "vnfseal.kept";

thread_local! {
    static CHANNEL: Option<BroadcastChannel> = BroadcastChannel::new(NAME).ok();
}

/// Notifies the other tabs that a stored value has changed.
pub(crate) fn tell() {
    CHANNEL.with(|channel| {
        if let Some(channel) = channel {
            // Tabs that miss this still read the stored values before each verification.
            let _ = channel.post_message(&JsValue::NULL);
        }
    });
}

/// Listens for the other tabs as long as the page is open.
pub(crate) fn listen(heard: impl FnMut() + 'static) {
    let closure = Closure::<dyn FnMut()>::new(heard);
    CHANNEL.with(|channel| {
        if let Some(channel) = channel {
            channel.set_onmessage(Some(closure.as_ref().unchecked_ref()));
        }
    });
    closure.forget();
}

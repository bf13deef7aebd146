//! The other tabs of this page. They hear when what is kept has changed, and read it again.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::BroadcastChannel;

const NAME: &str = "vnfseal.kept";

thread_local! {
    static CHANNEL: Option<BroadcastChannel> = BroadcastChannel::new(NAME).ok();
}

/// Says that what is kept has changed.
pub(crate) fn tell() {
    CHANNEL.with(|channel| {
        if let Some(channel) = channel {
            // Unheard, the other tabs still read before each verification.
            let _ = channel.post_message(&JsValue::NULL);
        }
    });
}

/// Hears it of the others, as long as the page is open.
pub(crate) fn listen(heard: impl FnMut() + 'static) {
    let closure = Closure::<dyn FnMut()>::new(heard);
    CHANNEL.with(|channel| {
        if let Some(channel) = channel {
            channel.set_onmessage(Some(closure.as_ref().unchecked_ref()));
        }
    });
    closure.forget();
}

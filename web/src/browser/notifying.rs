//! Notifications of the browser, which the user allows or not, and whether this page uses them.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::preference;

/// The answer of the user is the browser's. This says whether the page makes use of it.
const PREFERENCE: &str = "notify";

/// Returns whether this browser has notifications at all.
pub(crate) fn is_possible() -> bool {
    interface().is_some()
}

/// Returns whether the user wants notifications, and the browser allows them.
pub(crate) fn is_on() -> bool {
    preference::is_made(PREFERENCE) && permission().as_deref() == Some("granted")
}

/// Turns notifications on. The browser asks the user, if it has not yet. Returns whether they are allowed.
pub(crate) async fn turn_on() -> bool {
    let asked = interface().and_then(|interface| {
        let ask = Reflect::get(&interface, &"requestPermission".into()).ok()?.dyn_into::<Function>().ok()?;
        Some(Promise::resolve(&ask.call0(&interface).ok()?))
    });
    let answer = match asked {
        Some(asked) => JsFuture::from(asked).await.ok(),
        None => None,
    };
    let is_granted = answer.and_then(|answer| answer.as_string()).as_deref() == Some("granted");
    if is_granted {
        // If this is refused, the page asks again the next time.
        preference::keep(PREFERENCE, true);
    }
    is_granted
}

/// Turns notifications off.
pub(crate) fn turn_off() {
    preference::keep(PREFERENCE, false);
}

/// Shows a notification, if the user is elsewhere and wants it.
pub(crate) fn notify(title: &str, body: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    let is_here = document.is_some_and(|document| !document.hidden() && document.has_focus().unwrap_or(true));
    if !is_here && is_on() {
        // Some browsers show notifications of service workers only. The title of the page says the same.
        let _ = show(title, body);
    }
}

fn show(title: &str, body: &str) -> Result<(), JsValue> {
    let interface = interface().ok_or("no notifications")?;
    let options = Object::new();
    Reflect::set(&options, &"body".into(), &body.into())?;
    Reflect::set(&options, &"tag".into(), &"vnfseal".into())?;
    Reflect::construct(&interface, &js_sys::Array::of2(&title.into(), &options)).map(drop)
}

/// The browser's interface. (It is looked up by its name, because a browser without it has no such name.)
fn interface() -> Option<Function> {
    let window = web_sys::window()?;
    Reflect::get(&window, &"Notification".into()).ok()?.dyn_into().ok()
}

fn permission() -> Option<String> {
    let interface = interface()?;
    Reflect::get(&interface, &"permission".into()).ok()?.as_string()
}

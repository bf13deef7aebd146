//! Small choices of the user that this browser keeps from visit to visit.

use web_sys::Storage;

/// The value of a choice that is made. One that is not made has no value.
const MADE: &str = "yes";

/// Returns whether a choice was made on this or an earlier visit.
pub(crate) fn is_made(name: &str) -> bool {
    read(name).as_deref() == Some(MADE)
}

/// Keeps a choice. Returns whether the browser does: otherwise it is forgotten with the page.
pub(crate) fn keep(name: &str, is_made: bool) -> bool {
    if is_made {
        return write(name, MADE);
    }
    storage().is_some_and(|storage| storage.remove_item(&key(name)).is_ok())
}

/// Returns what was chosen on this or an earlier visit.
pub(crate) fn read(name: &str) -> Option<String> {
    storage()?.get_item(&key(name)).ok().flatten()
}

/// Keeps what was chosen. Returns whether the browser does.
pub(crate) fn write(name: &str, value: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(&key(name), value).is_ok())
}

fn key(name: &str) -> String {
    format!("vnfseal.{name}")
}

fn storage() -> Option<Storage> {
    web_sys::window().and_then(|window| window.local_storage().ok().flatten())
}

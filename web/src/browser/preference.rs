//! Small choices about how the page looks, which this browser keeps.

use web_sys::Storage;

/// The value of a choice that is made. One that is not made has no value.
const MADE: &str = "yes";

/// Returns whether a choice was made on this or an earlier visit.
pub(crate) fn is_made(name: &str) -> bool {
    storage().and_then(|storage| storage.get_item(&key(name)).ok().flatten()).as_deref() == Some(MADE)
}

/// Keeps a choice.
pub(crate) fn keep(name: &str, is_made: bool) {
    let Some(storage) = storage() else { return };
    // If this is refused, the choice is forgotten with the page.
    let _ = if is_made { storage.set_item(&key(name), MADE) } else { storage.remove_item(&key(name)) };
}

fn key(name: &str) -> String {
    format!("vnfseal.{name}")
}

fn storage() -> Option<Storage> {
    web_sys::window().and_then(|window| window.local_storage().ok().flatten())
}

//! Texts that people and systems take for the same (Unicode Standard Annex 15, and case).

use alloc::string::String;

#[cfg(all(feature = "host-unicode", target_family = "wasm"))]
use self::host as characters;
#[cfg(not(all(feature = "host-unicode", target_family = "wasm")))]
use self::tables as characters;

/// A form that is the same for texts that differ only in case, in the way characters are composed, or in compatibility
/// forms (NFKC).
///
/// Upper case comes first: it makes one of the letters that share it, like the two forms of sigma, and spells out ligatures
/// and the sharp s. A compatibility form may be one of a capital letter, and other case may be put together in another
/// way: so those are made one before and after.
pub(crate) fn fold(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_lowercase() } else { characters::fold(text) }
}

/// At the end of a word lower case has a sigma of its own.
const FINAL_SIGMA: char = '\u{3c2}';
const SIGMA: &str = "\u{3c3}";

/// By our own tables.
#[cfg_attr(all(feature = "host-unicode", target_family = "wasm"), allow(dead_code))]
pub(crate) mod tables {
    use alloc::string::String;

    use unicode_normalization::UnicodeNormalization as _;

    use super::{FINAL_SIGMA, SIGMA};

    pub(crate) fn fold(text: &str) -> String {
        let upper = text.nfkc().collect::<String>().to_uppercase();
        upper.to_lowercase().replace(FINAL_SIGMA, SIGMA).nfkc().collect()
    }
}

/// By those that every JavaScript engine has (ECMA-262 sections 22.1.3.15, .28 and .30): ours would be an eighth of the
/// WebAssembly module. A test in a browser compares the two for every character; they can differ in characters that are
/// younger than one of them.
#[cfg(all(feature = "host-unicode", target_family = "wasm"))]
pub(crate) mod host {
    use alloc::string::String;

    use js_sys::JsString;

    use super::{FINAL_SIGMA, SIGMA};

    pub(crate) fn fold(text: &str) -> String {
        let upper = JsString::from(text).normalize("NFKC").to_upper_case();
        let lower = String::from(upper.to_lower_case()).replace(FINAL_SIGMA, SIGMA);
        JsString::from(lower).normalize("NFKC").into()
    }
}

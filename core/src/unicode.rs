//! Compares texts that people and systems take for the same (Unicode Standard Annex 15, and case).

use alloc::string::String;

use crate::limits;
#[cfg(all(feature = "conformance", feature = "std"))]
use crate::work;

#[cfg(all(feature = "host-unicode", target_family = "wasm"))]
use self::host as characters;
#[cfg(not(all(feature = "host-unicode", target_family = "wasm")))]
use self::tables as characters;

/// Returns a form that is the same for texts that differ only in case, in the composition of characters, or in
/// compatibility forms (NFKC).
///
/// Upper case is applied first. It unites letters that share it, like the two forms of sigma, and spells out ligatures
/// and the sharp s. A compatibility form may be one of a capital letter, and a change of case may compose differently.
/// So normalization comes before and after it. A text with a [long run](has_long_run) is only made lower case.
pub(crate) fn fold(text: &str) -> String {
    count(text);
    if text.is_ascii() || has_long_run(text) { lower(text) } else { characters::fold(text) }
}

/// Returns the text in lower case.
pub(crate) fn lower(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_lowercase() } else { characters::lower(text) }
}

/// Returns whether the characters of a text are composed (NFC). A text with a [long run](has_long_run) is not.
pub(crate) fn is_composed(text: &str) -> bool {
    if text.is_ascii() {
        return true;
    }
    count(text);
    !has_long_run(text) && characters::is_composed(text)
}

/// Counts the cost of normalizing: some steps for every octet, and for each run of characters that are not letters the
/// square of its length, because engines sort them by insertion.
#[cfg(all(feature = "conformance", feature = "std"))]
fn count(text: &str) {
    work::over(text.len().saturating_mul(8));
    if !has_long_run(text) {
        let runs = text.split(char::is_alphanumeric).map(|run| run.chars().filter(|letter| !letter.is_ascii()).count());
        work::done(runs.map(|run| run.saturating_mul(run)).fold(0, usize::saturating_add));
    }
}

#[cfg(not(all(feature = "conformance", feature = "std")))]
const fn count(_: &str) {}

/// Returns whether there are more combining marks in a row than any text has. Sorting them takes the square of their
/// number, so such a text is refused and never normalized.
pub(crate) fn has_long_run(text: &str) -> bool {
    !text.is_ascii() && characters::has_long_run(text, limits::COMBINING_MARKS.count())
}

/// The form of sigma in lower case at the end of a word.
const FINAL_SIGMA: char = '\u{3c2}';
const SIGMA: &str = "\u{3c3}";

/// Normalizes with our own tables.
#[cfg_attr(all(feature = "host-unicode", target_family = "wasm"), allow(dead_code))]
pub(crate) mod tables {
    use alloc::string::String;

    use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark, is_nfc};

    use super::{FINAL_SIGMA, SIGMA};

    /// Returns whether there are more than `most` characters of the general category Mark in a row. All characters that
    /// are not starters belong to it.
    pub(crate) fn has_long_run(text: &str, most: usize) -> bool {
        let mut run = 0_usize;
        text.chars().any(|letter| {
            run = if is_combining_mark(letter) { run.saturating_add(1) } else { 0 };
            run > most
        })
    }

    pub(crate) fn is_composed(text: &str) -> bool {
        is_nfc(text)
    }

    pub(crate) fn lower(text: &str) -> String {
        text.to_lowercase()
    }

    pub(crate) fn fold(text: &str) -> String {
        let upper = text.nfkc().collect::<String>().to_uppercase();
        upper.to_lowercase().replace(FINAL_SIGMA, SIGMA).nfkc().collect()
    }
}

/// Normalizes with the tables that every JavaScript engine has (ECMA-262 sections 22.1.3.15, .28 and .30), because ours
/// would be an eighth of the WebAssembly module. A test in a browser compares the two for every character. They can
/// differ in characters that are newer than one of them.
#[cfg(all(feature = "host-unicode", target_family = "wasm"))]
pub(crate) mod host {
    use alloc::{format, string::String};

    use js_sys::{JsString, RegExp};

    use super::{FINAL_SIGMA, SIGMA};

    pub(crate) fn has_long_run(text: &str, most: usize) -> bool {
        RegExp::new(&format!("\\p{{M}}{{{}}}", most.saturating_add(1)), "u").test(text)
    }

    pub(crate) fn is_composed(text: &str) -> bool {
        JsString::from(text).normalize("NFC") == text
    }

    pub(crate) fn lower(text: &str) -> String {
        JsString::from(text).to_lower_case().into()
    }

    pub(crate) fn fold(text: &str) -> String {
        let upper = JsString::from(text).normalize("NFKC").to_upper_case();
        let lower = String::from(upper.to_lower_case()).replace(FINAL_SIGMA, SIGMA);
        JsString::from(lower).normalize("NFKC").into()
    }
}

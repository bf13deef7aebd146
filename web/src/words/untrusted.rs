//! Text that a package's author chose: file names, subjects, manifest values.
//!
//! It is only ever drawn as text. The remaining danger is text that looks like something else: control characters,
//! characters that reorder their neighbours (bidirectional overrides and isolates) and invisible characters. These are
//! replaced by their code points. Sentences that quote such text are drawn in the same way, so that nothing in them escapes.

use std::fmt::Write;

use js_sys::JsString;

/// A stretch of text that is either harmless or has no shape of its own.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Stretch<'text> {
    /// A stretch that is drawn as it is.
    Plain(&'text str),
    /// A stretch that is drawn as code points.
    Hidden(&'text str),
}

impl<'text> Stretch<'text> {
    fn new(text: &'text str, is_hidden: bool) -> Self {
        if is_hidden { Self::Hidden(text) } else { Self::Plain(text) }
    }
}

/// Cuts text into stretches.
pub(crate) fn stretches(text: &str) -> Vec<Stretch<'_>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut is_start_hidden = text.chars().next().is_some_and(is_hidden);
    for (at, character) in text.char_indices() {
        let is_now_hidden = is_hidden(character) && !is_french_space(text, at);
        if is_now_hidden != is_start_hidden {
            found.push(Stretch::new(text.get(start..at).unwrap_or_default(), is_start_hidden));
            (start, is_start_hidden) = (at, is_now_hidden);
        }
    }
    if start < text.len() {
        found.push(Stretch::new(text.get(start..).unwrap_or_default(), is_start_hidden));
    }
    found
}

/// Writes the code points of hidden characters: `U+202E U+0007`.
pub(crate) fn code_points(text: &str) -> String {
    let mut written = String::new();
    for character in text.chars() {
        let space = if written.is_empty() { "" } else { " " };
        // Writing to a String cannot fail.
        let _ = write!(written, "{space}U+{:04X}", u32::from(character));
    }
    written
}

/// Returns text in lower case. The browser has the tables for non-ASCII characters.
pub(crate) fn lower_case(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_lowercase() } else { JsString::from(text).to_lower_case().into() }
}

/// Returns the whole text with its hidden characters replaced, for places that take only text.
pub(crate) fn escaped(text: &str) -> String {
    let mut written = String::new();
    for stretch in stretches(text) {
        match stretch {
            Stretch::Plain(plain) => written.push_str(plain),
            Stretch::Hidden(hidden) => {
                let _ = write!(written, "[{}]", code_points(hidden));
            }
        }
    }
    written
}

/// Returns the beginning of a text with its hidden characters replaced: at most so many characters of the text.
pub(crate) fn bounded(text: &str, most: usize) -> String {
    let end = text.char_indices().nth(most).map_or(text.len(), |(end, _)| end);
    let (shown, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    let mut written = escaped(shown);
    if !rest.is_empty() {
        written.push('…');
    }
    written
}

/// Returns whether the character has no shape of its own. These are control and private-use characters, spaces other
/// than the space, and characters of Unicode's categories Cf, Zl and Zp and its property
/// `Default_Ignorable_Code_Point`.
fn is_hidden(character: char) -> bool {
    character.is_control()
        || (character.is_whitespace() && character != ' ')
        || matches!(character,
            '\u{00AD}' | '\u{034F}' | '\u{0600}'..='\u{0605}' | '\u{061C}' | '\u{06DD}' | '\u{070F}'
            | '\u{0890}'..='\u{0891}' | '\u{08E2}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{3164}' | '\u{E000}'..='\u{F8FF}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFB}' | '\u{110BD}' | '\u{110CD}' | '\u{13430}'..='\u{1343F}'
            | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{10FFFF}')
}

/// Returns whether there is the space that our French sentences have beside a mark (`build.rs`): a single one that does not break.
fn is_french_space(text: &str, at: usize) -> bool {
    let Some((before, after)) = text.split_at_checked(at) else { return false };
    let Some(after) = after.strip_prefix('\u{a0}') else { return false };
    let stands_alone = before.ends_with(|character: char| character != ' ' && !is_hidden(character));
    before.ends_with('«') || (stands_alone && after.starts_with([':', ';', '?', '!', '»']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn harmless_text_is_one_stretch() {
        assert_eq!(stretches("Files/ä/中.txt"), [Stretch::Plain("Files/ä/中.txt")]);
        assert_eq!(stretches(""), []);
    }

    #[test]
    fn a_bounded_text_says_that_it_goes_on() {
        assert_eq!(bounded("abc", 3), "abc");
        assert_eq!(bounded("ab\u{202E}äd", 4), "ab[U+202E]ä…");
    }

    #[test]
    fn a_space_beside_a_french_mark_is_none_of_a_name() {
        let sentence = "Le fichier «\u{a0}a.txt\u{a0}» manque\u{a0}: pourquoi\u{a0}?";
        assert_eq!(stretches(sentence), [Stretch::Plain(sentence)]);
        assert_eq!(stretches("(a)\u{a0}; b"), [Stretch::Plain("(a)\u{a0}; b")]);
        assert_eq!(escaped("a\u{a0}b \u{a0}: c\u{2003}:"), "a[U+00A0]b [U+00A0]: c[U+2003]:");
    }

    #[test]
    fn an_override_cannot_reorder_a_name() {
        assert_eq!(escaped("gpj.\u{202E}exe"), "gpj.[U+202E]exe");
        assert_eq!(
            stretches("a\u{2066}\u{7}b"),
            [Stretch::Plain("a"), Stretch::Hidden("\u{2066}\u{7}"), Stretch::Plain("b")]
        );
        assert_eq!(code_points("\u{2066}\u{7}"), "U+2066 U+0007");
    }
}

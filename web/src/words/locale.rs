//! The words of the page, from the catalogues in `locales/` (Project Fluent), as `build.rs` compiles them.
//!
//! The whole page uses one catalogue, which is not passed from component to component. A change of language draws the
//! whole page anew. What core says of a package is in `findings`.

use std::{cell::RefCell, fmt::Display};

// `place_of!` returns the line of a message by its name. A name that no catalogue has does not compile.
include!(concat!(env!("OUT_DIR"), "/places.rs"));
pub(crate) use place_of;

/// The number of messages that every language has.
const MESSAGES: usize = place_of!();

/// The tag of the language that core writes.
pub(crate) const ENGLISH: &str = "en";

/// The languages of the page: the tag, and the messages, one on each line, and then those that are found by name: the name,
/// a tab and the text. English comes first, and has none of these.
static LANGUAGES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// A message of the catalogue, with its values by name: `say!("count-findings", number = 3)`.
macro_rules! say {
    ($name:tt) => {
        $crate::words::locale::message($crate::words::locale::place_of!($name), &[])
    };
    ($name:tt, $($variable:ident = $value:expr),+ $(,)?) => {
        $crate::words::locale::message($crate::words::locale::place_of!($name), &[$((stringify!($variable), &$value)),+])
    };
}
pub(crate) use say;

/// A language of the page: its place among [`LANGUAGES`]. English is the default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Language(usize);

impl Language {
    /// Returns all languages of the page.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        (0..LANGUAGES.len()).map(Self)
    }

    /// Returns the tag of the language (BCP 47).
    pub(crate) fn tag(self) -> &'static str {
        LANGUAGES.get(self.0).map_or(ENGLISH, |(tag, _)| tag)
    }

    /// Returns the name of the language in that language.
    pub(crate) fn name(self) -> &'static str {
        self.lines().get(place_of!("language-name")).copied().unwrap_or_default()
    }

    /// Returns the language of a tag, or English if the page does not have it.
    pub(crate) fn of_tag(tag: &str) -> Self {
        let primary = tag.split('-').next().unwrap_or_default();
        Self::all().find(|language| language.tag().eq_ignore_ascii_case(primary)).unwrap_or_default()
    }

    /// Returns the messages of the language, one on each line.
    fn lines(self) -> Vec<&'static str> {
        LANGUAGES.get(self.0).map(|(_, lines)| lines.split('\n').collect()).unwrap_or_default()
    }
}

thread_local! {
    static CATALOGUE: RefCell<Vec<&'static str>> = RefCell::new(Language::default().lines());
}

/// Changes the language of the page.
pub(crate) fn speak(language: Language) {
    CATALOGUE.set(language.lines());
}

/// Returns the tag of the language of the page.
pub(crate) fn tag() -> String {
    say!("language-tag")
}

/// Returns the message of a name that is made at run time. English has none: core writes it.
pub(crate) fn named(name: &str) -> Option<String> {
    let text = |line: &&'static str| line.strip_prefix(name)?.strip_prefix('\t');
    CATALOGUE.with(|current| current.borrow().iter().skip(MESSAGES).find_map(text).map(str::to_owned))
}

/// Returns the message in a line of the catalogue, with its values put in. Use [`say!`].
pub(crate) fn message(place: usize, values: &[(&str, &dyn Display)]) -> String {
    let line = CATALOGUE.with(|current| current.borrow().get(place).copied().unwrap_or_default());
    let value = |name: &str| values.iter().find(|(known, _)| *known == name).map(|(_, value)| value.to_string());
    let mut rest = match line.strip_prefix('\t').and_then(|selection| selection.split_once('\t')) {
        Some((variable, variants)) => variant(variants, &value(variable).unwrap_or_default()),
        None => line,
    };
    let mut text = String::new();
    while let Some((before, (name, after))) =
        rest.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    {
        text.push_str(before);
        text.push_str(&value(name).unwrap_or_default());
        rest = after;
    }
    text + rest
}

/// Returns the variant for a number: the one for that number, or for its plural category, or the default, which is the
/// last. The category "one" is 1 in English and in German (CLDR) for whole numbers.
fn variant<'line>(variants: &'line str, number: &str) -> &'line str {
    let mut parts = variants.split('\t');
    let mut text = "";
    while let (Some(key), Some(next)) = (parts.next(), parts.next()) {
        text = next;
        if key == number || (key == "one" && number == "1") {
            break;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use std::fs;

    use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
    use fluent_syntax::ast::Entry;

    use super::*;

    fn source(language: Language) -> String {
        let folder = format!("{}/locales/{}", env!("CARGO_MANIFEST_DIR"), language.tag());
        let files = fs::read_dir(folder).unwrap().map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
        files.collect::<Vec<_>>().join("\n")
    }

    /// Returns the names of the variables in a catalogue.
    fn variables(source: &str) -> impl Iterator<Item = &str> {
        source.split("{ $").skip(1).filter_map(|rest| rest.split(' ').next())
    }

    #[test]
    fn every_message_reads_as_fluent_has_it() {
        for language in Language::all() {
            let source = source(language);
            let mut bundle = FluentBundle::new(vec![language.tag().parse().unwrap()]);
            bundle.set_use_isolating(false);
            bundle.add_resource(FluentResource::try_new(source.clone()).unwrap()).unwrap();
            let resource = fluent_syntax::parser::parse(source.as_str()).unwrap();
            let messages = resource.body.iter().filter_map(|entry| match entry {
                Entry::Message(message) => Some(message.id.name),
                _ => None,
            });
            let mut names = messages.collect::<Vec<_>>();
            names.sort_unstable();
            names.retain(|name| !language.lines().iter().any(|line| line.starts_with(&format!("{name}\t"))));
            assert_eq!(names.len(), MESSAGES);
            speak(language);
            for (place, name) in names.into_iter().enumerate() {
                let pattern = bundle.get_message(name).unwrap().value().unwrap();
                for number in [0_usize, 1, 2, 11, 21, 65_536] {
                    let mut arguments = FluentArgs::new();
                    variables(&source).for_each(|variable| arguments.set(variable, number));
                    let value: &dyn Display = &number;
                    let values = variables(&source).map(|name| (name, value)).collect::<Vec<_>>();
                    let expected = bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned();
                    assert_eq!(message(place, &values), expected, "{name} in {}", language.tag());
                }
            }
        }
        speak(Language::default());
    }

    #[test]
    fn plurals_follow_the_language() {
        assert_eq!(say!("count-findings", number = 1), "1 finding");
        assert_eq!(say!("count-findings", number = 2), "2 findings");
        speak(Language::of_tag("de"));
        assert_eq!(say!("count-findings", number = 1), "1 Befund");
        assert_eq!(say!("count-findings", number = 2), "2 Befunde");
        speak(Language::default());
    }

    #[test]
    fn tags_name_languages() {
        assert_eq!(Language::of_tag("de-AT").tag(), "de");
        assert_eq!(Language::of_tag("xx").tag(), "en");
    }
}

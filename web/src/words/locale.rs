//! The words of the page, from the catalogues in `locales/` (Project Fluent), as `build.rs` compiles them.
//!
//! The whole page uses one catalogue, which is not passed from component to component. A change of language draws the
//! whole page anew. English is always there; any other language has to be loaded before the page can speak it
//! (`browser::catalogues`). What core says of a package is in `findings`.

use std::{
    cell::{Cell, RefCell},
    fmt::Display,
};

// `place_of!` returns the line of a message by its name. A name that no catalogue has does not compile.
include!(concat!(env!("OUT_DIR"), "/places.rs"));
pub(crate) use place_of;

/// The number of messages that every language has.
const MESSAGES: usize = place_of!();

/// The tag of the language that core writes.
pub(crate) const ENGLISH: &str = "en";

/// A catalogue of the page: what is known of it before it is loaded.
struct Catalogue {
    tag: &'static str,
    name: &'static str,
    file: &'static str,
    integrity: &'static str,
}

/// The languages of the page. English comes first.
static LANGUAGES: &[Catalogue] = include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// The messages in English, one on each line. Other languages have more behind them, which are found by name: the name, a tab and
/// the text.
static IN_ENGLISH: &str = include_str!(concat!(env!("OUT_DIR"), "/english.txt"));

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

    fn catalogue(self) -> Option<&'static Catalogue> {
        LANGUAGES.get(self.0)
    }

    /// Returns the tag of the language (BCP 47).
    pub(crate) fn tag(self) -> &'static str {
        self.catalogue().map_or(ENGLISH, |catalogue| catalogue.tag)
    }

    /// Returns the name of the language in that language.
    pub(crate) fn name(self) -> &'static str {
        self.catalogue().map_or("", |catalogue| catalogue.name)
    }

    /// Returns the file of its messages, which lies beside the page, and the integrity value that it has to have. What is already
    /// loaded has none.
    pub(crate) fn file(self) -> Option<(&'static str, &'static str)> {
        let catalogue = self.catalogue().filter(|_| self.lines().is_empty());
        catalogue.map(|catalogue| (catalogue.file, catalogue.integrity))
    }

    /// Takes the messages of the language, as they are in its file. They stay as long as the page does.
    pub(crate) fn learn(self, messages: String) {
        LOADED.with_borrow_mut(|loaded| loaded.push((self, messages.leak())));
    }

    /// Returns the language of a tag, or English if the page does not have it.
    pub(crate) fn of_tag(tag: &str) -> Self {
        let primary = tag.split('-').next().unwrap_or_default();
        Self::all().find(|language| language.tag().eq_ignore_ascii_case(primary)).unwrap_or_default()
    }

    /// Returns the messages of the language. There are none before it is loaded.
    fn lines(self) -> Vec<&'static str> {
        let loaded =
            LOADED.with_borrow(|loaded| loaded.iter().find(|(known, _)| *known == self).map(|(_, text)| *text));
        let text = loaded.or_else(|| (self == Self::default()).then_some(IN_ENGLISH));
        text.map(|text| text.split('\n').collect()).unwrap_or_default()
    }
}

thread_local! {
    static LOADED: RefCell<Vec<(Language, &'static str)>> = const { RefCell::new(Vec::new()) };
    static CATALOGUE: RefCell<Vec<&'static str>> = RefCell::new(Language::default().lines());
    static SPOKEN: Cell<Language> = const { Cell::new(Language(0)) };
}

/// Changes the language of the page. One that is not loaded cannot be spoken: then it is English.
pub(crate) fn speak(language: Language) {
    let lines = language.lines();
    let (language, lines) =
        if lines.is_empty() { (Language::default(), Language::default().lines()) } else { (language, lines) };
    SPOKEN.set(language);
    CATALOGUE.set(lines);
}

/// Returns the language of the page.
pub(crate) fn spoken() -> Language {
    SPOKEN.get()
}

/// Says something in another language, which has to be loaded, and goes on in the language of the page.
pub(crate) fn speaking<Said>(language: Language, say: impl FnOnce() -> Said) -> Said {
    let before = spoken();
    speak(language);
    let said = say();
    speak(before);
    said
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

/// Has the page speak a language, from the file that the build has made.
#[cfg(test)]
pub(crate) fn learn_and_speak(language: Language) {
    if let Some((file, _)) = language.file() {
        language.learn(std::fs::read_to_string(format!("{}/{file}", env!("OUT_DIR"))).unwrap());
    }
    speak(language);
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

    /// Returns a text in which each space is one that breaks.
    fn any_space(text: &str) -> String {
        text.replace('\u{a0}', " ")
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
            learn_and_speak(language);
            assert_eq!(spoken(), language);
            names.retain(|name| !language.lines().iter().any(|line| line.starts_with(&format!("{name}\t"))));
            assert_eq!(names.len(), MESSAGES);
            for (place, name) in names.into_iter().enumerate() {
                let pattern = bundle.get_message(name).unwrap().value().unwrap();
                for number in [0_usize, 1, 2, 11, 21, 65_536] {
                    let mut arguments = FluentArgs::new();
                    variables(&source).for_each(|variable| arguments.set(variable, number));
                    let value: &dyn Display = &number;
                    let values = variables(&source).map(|name| (name, value)).collect::<Vec<_>>();
                    let expected = bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned();
                    let said = message(place, &values);
                    // The build puts spaces that do not break before French marks.
                    assert_eq!(any_space(&said), any_space(&expected), "{name} in {}", language.tag());
                    assert!(
                        language.tag() != "fr" || ![" :", " ?", " »"].iter().any(|mark| said.contains(mark)),
                        "{said}"
                    );
                }
            }
        }
        speak(Language::default());
    }

    #[test]
    fn plurals_follow_the_language() {
        assert_eq!(say!("count-findings", number = 1), "1 finding");
        assert_eq!(say!("count-findings", number = 2), "2 findings");
        learn_and_speak(Language::of_tag("de"));
        assert_eq!(say!("count-findings", number = 1), "1 Befund");
        assert_eq!(say!("count-findings", number = 2), "2 Befunde");
        speak(Language::default());
    }

    #[test]
    fn a_language_that_is_not_loaded_is_not_spoken() {
        let german = Language::of_tag("de");
        speak(german);
        assert_eq!(spoken(), Language::default());
        assert_eq!(say!("language-name"), "English");
        let (file, integrity) = german.file().unwrap();
        assert!(file.starts_with("words-de-") && integrity.starts_with("sha256-"));
        learn_and_speak(german);
        assert_eq!(german.file(), None);
        assert_eq!(say!("language-name"), german.name());
        speak(Language::default());
    }

    #[test]
    fn tags_name_languages() {
        assert_eq!(Language::of_tag("de-AT").tag(), "de");
        assert_eq!(Language::of_tag("xx").tag(), "en");
    }
}

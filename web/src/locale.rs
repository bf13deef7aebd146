//! The words of the page, from the catalogues in `locales/` (Project Fluent).
//!
//! The catalogue in use is one for the page, not handed from component to component: a change of language draws the
//! whole page anew. What core says in a report stays in its own words.

use std::cell::RefCell;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

const ENGLISH: &str = include_str!("../locales/en.ftl");
const GERMAN: &str = include_str!("../locales/de.ftl");

/// A message of the catalogue, with its values by name: `say!("count-findings", number = 3)`.
macro_rules! say {
    ($id:expr) => {
        $crate::locale::message($id, &[])
    };
    ($id:expr, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::locale::message($id, &[$((stringify!($name), $value.into())),+])
    };
}
pub(crate) use say;

/// A language the page speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Language {
    /// English.
    #[default]
    English,
    /// German.
    German,
}

impl Language {
    /// All of them.
    pub(crate) const ALL: [Self; 2] = [Self::English, Self::German];

    /// Its tag (BCP 47).
    pub(crate) fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// Its name in itself.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
        }
    }

    /// The language of a tag; English where the page does not speak it.
    pub(crate) fn of_tag(tag: &str) -> Self {
        let primary = tag.split('-').next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary)).unwrap_or_default()
    }

    fn source(self) -> &'static str {
        match self {
            Self::English => ENGLISH,
            Self::German => GERMAN,
        }
    }
}

thread_local! {
    static CATALOGUE: RefCell<FluentBundle<FluentResource>> = RefCell::new(catalogue(Language::default()));
}

/// Speaks another language from now on.
pub(crate) fn speak(language: Language) {
    CATALOGUE.with(|current| *current.borrow_mut() = catalogue(language));
}

/// A message with its values put in; its name where the catalogue does not have it. Use [`say!`].
pub(crate) fn message(id: &str, values: &[(&'static str, FluentValue<'_>)]) -> String {
    CATALOGUE.with(|current| {
        let catalogue = current.borrow();
        let Some(pattern) = catalogue.get_message(id).and_then(|message| message.value()) else {
            return id.to_owned();
        };
        let mut arguments = FluentArgs::new();
        for (name, value) in values {
            arguments.set(*name, value.clone());
        }
        // What went wrong stands in the text, which is better than nothing.
        catalogue.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned()
    })
}

fn catalogue(language: Language) -> FluentBundle<FluentResource> {
    let locale: LanguageIdentifier = language.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new(vec![locale]);
    // Names from packages are made harmless before they get here, so they need no marks around them.
    bundle.set_use_isolating(false);
    // A part that cannot be read leaves the rest usable; a test sees to it that there is none.
    let resource = FluentResource::try_new(language.source().to_owned()).unwrap_or_else(|(resource, _)| resource);
    bundle.add_resource_overriding(resource);
    bundle
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    use super::*;

    /// The names of the messages in a catalogue, all of which have to be readable.
    fn names(language: Language) -> BTreeSet<&'static str> {
        assert!(FluentResource::try_new(language.source().to_owned()).is_ok(), "{} has errors", language.tag());
        let is_name = |line: &&str| line.starts_with(|first: char| first.is_ascii_lowercase()) && line.contains(" =");
        language.source().lines().filter(is_name).filter_map(|line| line.split(" =").next()).collect()
    }

    /// The names that the sources ask for by a literal.
    fn asked(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                asked(&path, found);
            } else if !path.ends_with("locale.rs") {
                let source = fs::read_to_string(&path).unwrap();
                let literals = source.split("say!(").skip(1).filter_map(|rest| rest.trim_start().strip_prefix('"'));
                found.extend(literals.filter_map(|rest| rest.split('"').next()).map(str::to_owned));
            }
        }
    }

    #[test]
    fn every_language_has_every_message() {
        for language in Language::ALL {
            assert_eq!(names(Language::English), names(language), "{}", language.tag());
        }
    }

    #[test]
    fn every_message_asked_for_is_there() {
        let mut found = BTreeSet::new();
        asked(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
        let known = names(Language::English);
        let missing = found.iter().filter(|name| !known.contains(name.as_str())).collect::<Vec<_>>();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn plurals_follow_the_language() {
        assert_eq!(say!("count-findings", number = 1), "1 finding");
        assert_eq!(say!("count-findings", number = 2), "2 findings");
        speak(Language::German);
        assert_eq!(say!("count-findings", number = 1), "1 Befund");
        assert_eq!(say!("count-findings", number = 2), "2 Befunde");
        speak(Language::English);
    }

    #[test]
    fn tags_name_languages() {
        assert_eq!(Language::of_tag("de-AT"), Language::German);
        assert_eq!(Language::of_tag("fr"), Language::English);
    }
}

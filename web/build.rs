//! Compiles the catalogues in `locales/` (Project Fluent), so that the page reads lines and needs no parser for Fluent:
//! a line for each message, the lines of every language in the same order, and that order as the macro `place_of!`.
//!
//! What of Fluent the catalogues use is known here and in `src/words/locale.rs`: variables, and messages that are a selection as
//! a whole. Anything else stops the build, and so does a message that a language lacks.

use std::{collections::BTreeMap, env, fmt::Write, fs, path::Path};

use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey},
    parser,
};

/// The first is the one that the others are compared with.
const LANGUAGES: [&str; 2] = ["en", "de"];

fn main() -> Result<(), String> {
    let out = env::var("OUT_DIR").map_err(|error| error.to_string())?;
    let mut catalogues = Vec::new();
    for language in LANGUAGES {
        println!("cargo::rerun-if-changed=locales/{language}.ftl");
        catalogues.push((language, read(language)?));
    }
    let names = catalogues.first().map(|(_, first)| first.keys().cloned().collect::<Vec<_>>()).unwrap_or_default();
    for (language, catalogue) in &catalogues {
        if !catalogue.keys().eq(&names) {
            return Err(format!("{language}.ftl has not the messages that en.ftl has"));
        }
        let lines = catalogue.values().map(String::as_str).collect::<Vec<_>>();
        save(&out, &format!("{language}.txt"), &lines.join("\n"))?;
    }
    let mut places = String::from("macro_rules! place_of {\n");
    for (place, name) in names.iter().enumerate() {
        // Writing to a String cannot fail.
        let _ = writeln!(places, "    (\"{name}\") => {{ {place} }};");
    }
    places.push_str("}\n");
    save(&out, "places.rs", &places)
}

fn save(folder: &str, name: &str, text: &str) -> Result<(), String> {
    fs::write(Path::new(folder).join(name), text).map_err(|error| error.to_string())
}

/// The lines of a catalogue by the names of its messages.
fn read(language: &str) -> Result<BTreeMap<String, String>, String> {
    let path = format!("locales/{language}.ftl");
    let source = fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
    let resource = parser::parse(source.as_str()).map_err(|(_, errors)| format!("{path}: {errors:?}"))?;
    let mut lines = BTreeMap::new();
    for entry in resource.body {
        let Entry::Message(message) = entry else { continue };
        let name = message.id.name;
        let line = message.value.as_ref().filter(|_| message.attributes.is_empty()).and_then(line);
        let line = line.ok_or_else(|| format!("{path}: {name} is more than the page reads"))?;
        if lines.insert(name.to_owned(), line).is_some() {
            return Err(format!("{path}: {name} stands there twice"));
        }
    }
    Ok(lines)
}

/// A message as a line: its text, or, for a selection, the variable and then each variant's key and text, the default
/// last, with a tab before each.
fn line(pattern: &Pattern<&str>) -> Option<String> {
    let [PatternElement::Placeable { expression: Expression::Select { selector, variants } }] =
        pattern.elements.as_slice()
    else {
        return text(pattern);
    };
    let InlineExpression::VariableReference { id } = selector else { return None };
    let mut line = format!("\t{}", id.name);
    let (default, others): (Vec<_>, Vec<_>) = variants.iter().partition(|variant| variant.default);
    for Variant { key, value, .. } in others.into_iter().chain(default) {
        let (VariantKey::Identifier { name: key } | VariantKey::NumberLiteral { value: key }) = key;
        // Of the plural categories the page knows how to tell this one from the default.
        let is_known = matches!(*key, "one" | "other") || key.parse::<u32>().is_ok();
        line.extend(["\t", Some(key).filter(|_| is_known)?, "\t", &text(value)?]);
    }
    Some(line)
}

/// Text with its variables in braces.
fn text(pattern: &Pattern<&str>) -> Option<String> {
    let part = |element: &PatternElement<&str>| match element {
        PatternElement::TextElement { value } => (!value.contains(['\t', '\n', '{', '}'])).then(|| (*value).to_owned()),
        PatternElement::Placeable { expression: Expression::Inline(InlineExpression::VariableReference { id }) } => {
            Some(format!("{{{}}}", id.name))
        }
        PatternElement::Placeable { .. } => None,
    };
    pattern.elements.iter().map(part).collect()
}

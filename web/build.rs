//! Compiles the catalogues in `locales/` (Project Fluent), so that the page reads lines and needs no parser for Fluent:
//! a line for each message, the lines of every language in the same order, and that order as the macro `place_of!`.
//!
//! A language is a folder with a file for each room of the page, and nothing else: its tag is the folder's name. English is part
//! of the program. Each other language is a file that the page loads when it is asked for. The program knows the digest of the
//! file: the lines of another build would stand at other places.
//!
//! What core writes in English is translated in the files of [`OF_CORE`]. Core's codes name their messages, which are found by
//! name when the page runs. They are further lines: the name, a tab and the text. A test holds that none is missing.
//!
//! What of Fluent the catalogues use is known here and in `src/words/locale.rs`: variables, and messages that are a selection as
//! a whole. Anything else stops the build, and so does a message that a language lacks.

use std::{collections::BTreeMap, env, fmt::Write, fs, path::Path};

use base64ct::{Base64, Encoding as _};
use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey},
    parser,
};
use sha2::{Digest as _, Sha256};

/// The language that the others are compared with. It comes first.
const ENGLISH: &str = "en";

/// The language that has spaces before marks.
const FRENCH: &str = "fr";

/// The files for what core writes. English has none.
const OF_CORE: [&str; 3] = ["refusals.ftl", "rules.ftl", "statements.ftl"];

fn main() -> Result<(), String> {
    let out = env::var("OUT_DIR").map_err(|error| error.to_string())?;
    println!("cargo::rerun-if-changed=locales");
    if env::var("TARGET").is_ok_and(|target| target.starts_with("wasm32")) {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
    let english = read(ENGLISH)?;
    let mut languages = String::from("&[\n");
    let mut files = Vec::new();
    for language in languages_in("locales")? {
        let catalogue = read(&language)?;
        if let Some(name) = english.keys().find(|&name| !catalogue.contains_key(name)) {
            return Err(format!("locales/{language} lacks the message {name}"));
        }
        if let Some(name) = catalogue.keys().find(|&name| !english.contains_key(name)) {
            return Err(format!("locales/{language} has the message {name}, which English has not"));
        }
        let of_core = read_files(&language, |file| OF_CORE.contains(&file))?;
        let of_core = of_core.into_iter().map(|(name, text)| format!("{name}\t{text}"));
        let lines = catalogue.values().cloned().chain(of_core).collect::<Vec<_>>().join("\n");
        let lines = if language == FRENCH { with_marks_kept(&lines) } else { lines };
        // Writing to a String cannot fail.
        let _ = writeln!(languages, "    {},", entry(&language, &catalogue, &lines));
        let file = if language == ENGLISH { "english.txt".to_owned() } else { file_name(&language, &lines) };
        save(&out, &file, &lines)?;
        files.extend((language != ENGLISH).then_some(file));
    }
    // For who puts them beside the page.
    save(&out, "catalogues.txt", &files.join("\n"))?;
    languages.push_str("]\n");
    save(&out, "languages.rs", &languages)?;
    let mut places = String::from("macro_rules! place_of {\n");
    for (place, name) in english.keys().enumerate() {
        let _ = writeln!(places, "    (\"{name}\") => {{ {place} }};");
    }
    // Without a name: the number of messages. Those of core are behind them.
    let _ = writeln!(places, "    () => {{ {} }};\n}}", english.len());
    save(&out, "places.rs", &places)
}

/// French texts with spaces that do not break where a mark follows: no line begins with a colon, or ends with a quotation mark
/// that opens. Who writes the catalogue types spaces.
fn with_marks_kept(lines: &str) -> String {
    let before = |text: String, mark: char| text.replace(&format!(" {mark}"), &format!("\u{a0}{mark}"));
    [':', ';', '?', '!', '»'].into_iter().fold(lines.replace("« ", "«\u{a0}"), before)
}

/// The name of the file with the lines of a language. It changes with them, as the names of all files of the page do that may
/// change.
fn file_name(language: &str, lines: &str) -> String {
    let digest = Sha256::digest(lines);
    let digest = digest.iter().take(8).fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
    format!("words-{language}-{digest}.txt")
}

/// A language as an item of the page's table.
fn entry(language: &str, catalogue: &BTreeMap<String, String>, lines: &str) -> String {
    let name = catalogue.get("language-name").map_or("", String::as_str);
    let (file, integrity) = (file_name(language, lines), Base64::encode_string(&Sha256::digest(lines)));
    format!(
        "Catalogue {{ tag: {language:?}, name: {name:?}, file: {file:?}, integrity: {:?} }}",
        format!("sha256-{integrity}")
    )
}

/// The names in a folder, in order.
fn names_in(folder: &str) -> Result<Vec<String>, String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{folder}: {error}"))?;
    let mut names = Vec::new();
    for entry in entries {
        let name = entry.map_err(|error| format!("{folder}: {error}"))?.file_name();
        names.push(name.into_string().map_err(|name| format!("{folder}: {} is not text", name.display()))?);
    }
    names.sort_unstable();
    Ok(names)
}

/// The languages of the page, English first, then the others by their tags.
fn languages_in(folder: &str) -> Result<Vec<String>, String> {
    let mut languages = names_in(folder)?;
    languages.sort_by_key(|language| language != ENGLISH);
    Ok(languages)
}

fn save(folder: &str, name: &str, text: &str) -> Result<(), String> {
    fs::write(Path::new(folder).join(name), text).map_err(|error| error.to_string())
}

/// The lines of a language by the names of its messages.
fn read(language: &str) -> Result<BTreeMap<String, String>, String> {
    read_files(language, |file| !OF_CORE.contains(&file))
}

fn read_files(language: &str, is_wanted: impl Fn(&str) -> bool) -> Result<BTreeMap<String, String>, String> {
    let folder = format!("locales/{language}");
    let mut lines = BTreeMap::new();
    for file in names_in(&folder)?.into_iter().filter(|file| is_wanted(file)) {
        read_file(&format!("{folder}/{file}"), &mut lines)?;
    }
    Ok(lines)
}

fn read_file(path: &str, lines: &mut BTreeMap<String, String>) -> Result<(), String> {
    let source = fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    let resource = parser::parse(source.as_str()).map_err(|(_, errors)| format!("{path}: {errors:?}"))?;
    for entry in resource.body {
        let Entry::Message(message) = entry else { continue };
        let name = message.id.name;
        let line = message.value.as_ref().filter(|_| message.attributes.is_empty()).and_then(line);
        let line = line.ok_or_else(|| format!("{path}: {name} is more than the page reads"))?;
        if lines.insert(name.to_owned(), line).is_some() {
            return Err(format!("{path}: {name} stands there twice"));
        }
    }
    Ok(())
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

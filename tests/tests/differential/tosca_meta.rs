//! TOSCA.meta where no signature covers it: what we accept, readers of YAML, of Java's properties and tosca-parser take the same
//! paths from. Changes of every kind are tried at every place of a line.

use std::{collections::BTreeMap, fs, path::Path};

use serde_json::{Value, json};
use vnfseal::{report::Layout, test_door::read_unsigned_tosca_meta};
use vnfseal_tests::{TOSCA_META, is_installed, program, run};

use crate::{
    corpus::corpus,
    exceptions::{Surprise, assert_explained},
    packages::accepted,
};

/// The names of the programs.
pub(crate) const READERS: [&str; 3] = ["PyYAML", "properties of Java", "tosca-parser"];

const TOSCA_PARSER: &str = "/usr/lib/python3/dist-packages/toscaparser/prereq/csar.py";

const HONEST: &str = "TOSCA-Meta-File-Version: 1.0\nCSAR-Version: 1.1\nCreated-By: Acme Networks\n\
                      Entry-Definitions: Definitions/acme.yaml\nETSI-Entry-Manifest: acme.mf\n\
                      ETSI-Entry-Licenses: Licenses\n";

/// Values to which some reader of YAML or properties could give another meaning.
const VALUES: [&str; 44] = [
    "acme.mf",
    "1.0",
    "1",
    "0x1F",
    "0b11",
    "0o17",
    "017",
    "1e3",
    "1_000",
    "1:30",
    "190:20:30",
    "yes",
    "No",
    "ON",
    "off",
    "true",
    "FALSE",
    "null",
    "Null",
    "~",
    "y",
    "N",
    ".inf",
    ".NaN",
    "2026-11-02",
    "2026-11-02T08:00:00Z",
    "=",
    "<<",
    "a: b",
    "a #b",
    "a#b",
    "[a]",
    "{a: b}",
    "*a",
    "&a b",
    "!!str a",
    "|",
    ">",
    "%a",
    "@a",
    "`a",
    "'a'",
    "\"a\\u0062\"",
    "a\\u0062",
];

/// A block that other programs could take for a part of the first.
const FURTHER: [&str; 5] = [
    "\nName: a.sh\nContent-Type: text/x-sh\n",
    "\nETSI-Entry-Manifest: evil.mf\n",
    "---\nETSI-Entry-Manifest: evil.mf\n",
    "...\nETSI-Entry-Manifest: evil.mf\n",
    "\nName: a.sh\nAlgorithm: SHA-256\nHash: 00ff\n\nName: b.sh\nETSI-Entry-Manifest: evil.mf\n",
];

#[test]
fn readers_take_the_same_paths_from_what_we_accept() {
    let texts: Vec<(String, Vec<(String, String)>)> =
        texts().into_iter().filter_map(|text| Some((text.clone(), paths(&text)?))).collect();
    assert!(texts.len() > 500, "only {} texts", texts.len());
    println!("{} texts", texts.len());
    let (mut readers, mut surprises) = (Vec::new(), Vec::new());
    for (reader, read) in [(READERS[0], by_yaml as fn(&[&str]) -> _), (READERS[1], by_java)] {
        let Some(answers) = read(&texts.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>()) else { continue };
        readers.push(reader);
        for ((text, expected), answer) in texts.iter().zip(answers) {
            surprises.extend(surprise(reader, text, expected, answer));
        }
    }
    assert_explained(&readers, &surprises, true);
}

fn surprise(
    reader: &'static str,
    text: &str,
    expected: &[(String, String)],
    answer: Result<BTreeMap<String, String>, String>,
) -> Option<Surprise> {
    let (is_harmless, what) = match answer {
        Err(complaint) => (true, complaint),
        Ok(mut found) => {
            found.retain(|key, _| is_path(key));
            if found.iter().eq(expected.iter().map(|(key, value)| (key, value))) {
                return None;
            }
            (false, format!("{found:?}, and not {expected:?}"))
        }
    };
    Some(Surprise { reader, input: text.into(), is_harmless, what })
}

/// Returns the keys that name files, in order, with what they name. `None` if the text is not accepted, or names none.
fn paths(text: &str) -> Option<Vec<(String, String)>> {
    let mut paths = read_unsigned_tosca_meta(text.as_bytes())?;
    paths.retain(|(key, _)| is_path(key));
    paths.sort();
    (!paths.is_empty()).then_some(paths)
}

/// Returns whether some program could look for a path under the key. It may write the key in other letters.
fn is_path(key: &str) -> bool {
    let key = key.to_lowercase();
    key.contains("entry") || key.contains("definitions")
}

/// Texts with one change each, and those of the corpus.
fn texts() -> Vec<String> {
    let mut texts = vec![HONEST.to_owned()];
    let letters =
        (0..=0x7F_u8).map(char::from).chain("\u{85}\u{A0}\u{AD}\u{2028}\u{2029}\u{3000}\u{FEFF}\u{FC}".chars());
    for letter in letters {
        let at_each_place = (0..HONEST.len()).filter(|place| is_edge(*place));
        texts.extend(at_each_place.map(|place| format!("{}{letter}{}", &HONEST[..place], &HONEST[place..])));
    }
    for value in VALUES {
        texts.push(HONEST.replace("acme.mf", value));
        texts.push(HONEST.replace("Acme Networks", value));
        texts.push(HONEST.replace("Licenses\n", &format!("{value}\n")));
    }
    let lines: Vec<&str> = HONEST.split_inclusive('\n').collect();
    for line in &lines {
        texts.push(format!("{HONEST}{line}"));
        texts.push(format!("{line}{HONEST}"));
        texts.push(format!("{HONEST}{}", line.to_lowercase()));
        texts.push(HONEST.replace(line, ""));
        texts.push(HONEST.replace(line, &line.replace(": ", ":")));
    }
    texts.extend(FURTHER.map(|block| format!("{HONEST}{block}")));
    texts.extend(FURTHER.map(|block| format!("{block}{HONEST}")));
    texts.push(HONEST.replace('\n', "\r\n"));
    texts.push(HONEST.replace('\n', "\r"));
    texts.extend(corpus("tosca_meta").into_iter().filter_map(|(_, text)| String::from_utf8(text).ok()));
    // A zero octet would end a text for the program in Java. It is never accepted.
    texts.iter().filter(|text| text.contains('\0')).for_each(|text| assert_eq!(paths(text), None));
    texts.retain(|text| !text.contains('\0'));
    texts
}

/// Returns whether a place in the text is the edge of a word or a line.
fn is_edge(place: usize) -> bool {
    let is_letter = |place: Option<usize>| {
        place.and_then(|place| HONEST.as_bytes().get(place)).is_some_and(u8::is_ascii_alphanumeric)
    };
    is_letter(place.checked_sub(1)) != is_letter(Some(place))
}

/// Reads texts. Returns what a program finds in each, or why it refuses it; `None` if the program is not installed.
type Answers = Option<Vec<Result<BTreeMap<String, String>, String>>>;

fn by_yaml(texts: &[&str]) -> Answers {
    let answers = python("yaml", &json!(texts))?;
    let text = |value: &Value| value.as_str().map_or_else(|| format!("no text but {value}"), str::to_owned);
    let read = |answer: &Value| match answer {
        Value::Object(entries) => Ok(entries.iter().map(|(key, value)| (key.clone(), text(value))).collect()),
        other => Err(other.to_string()),
    };
    Some(answers.iter().map(read).collect())
}

fn by_java(texts: &[&str]) -> Answers {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/differential/Properties.java");
    let output = run(program("java")?.arg(script), texts.join("\0").as_bytes());
    let output = String::from_utf8(output).expect("UTF-8");
    let mut parts = output.split('\0');
    let mut answers = Vec::new();
    for _ in texts {
        let mut entries = BTreeMap::new();
        while let Some(key) = parts.next().filter(|key| !key.is_empty()) {
            // Java keeps the blanks behind a value. A path with them leads to no file.
            entries.insert(key.to_owned(), parts.next().expect("a value").trim_end_matches(' ').to_owned());
        }
        answers.push(Ok(entries));
    }
    Some(answers)
}

fn python(what: &str, question: &Value) -> Option<Vec<Value>> {
    if !is_installed("tosca-parser", Path::new(TOSCA_PARSER)) {
        return None;
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/differential/tosca_meta.py");
    // Debian's Python has Debian's tosca-parser.
    let mut python = std::process::Command::new("/usr/bin/python3");
    let answer = run(python.arg(script).arg(what), question.to_string().as_bytes());
    Some(serde_json::from_slice(&answer).expect("a list in JSON"))
}

#[test]
fn tosca_parser_finds_the_same_definitions_and_manifest() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (mut csars, mut paths) = (Vec::new(), Vec::new());
    for archive in accepted() {
        let Some(text) = archive.files.get(TOSCA_META) else { continue };
        let fails = archive
            .report
            .findings
            .iter()
            .any(|each| each.severity == vnfseal::report::Severity::Fail && each.code.starts_with("tosca-meta."));
        let Some(entries) = read_unsigned_tosca_meta(text) else { continue };
        if fails || archive.report.package.layout != Some(Layout::ToscaMetadata) {
            continue;
        }
        let path = folder.path().join(format!("{}.csar", paths.len()));
        fs::write(&path, &archive.bytes).expect("a temporary folder takes files");
        paths.push(path);
        csars.push((archive, entries));
    }
    assert!(csars.len() > 50, "only {} CSARs", csars.len());
    println!("{} CSARs", csars.len());
    let Some(answers) = python("csar", &json!(paths)) else { return };
    let mut surprises = Vec::new();
    for ((archive, entries), answer) in csars.iter().zip(answers) {
        let definitions = entries.iter().find(|(key, _)| key == "Entry-Definitions").map(|(_, path)| path.as_str());
        let key = ["ETSI-Entry-Manifest", "Entry-Manifest"].into_iter().find(|key| answer[1].get(key).is_some());
        let manifest = key.and_then(|key| answer[1][key].as_str());
        let is_same = answer[0].as_str() == definitions && manifest == archive.report.package.manifest_path.as_deref();
        let is_harmless = answer.is_string();
        if is_harmless || !is_same {
            let what = answer.to_string();
            surprises.push(Surprise { reader: READERS[2], input: archive.name.clone(), is_harmless, what });
        }
    }
    assert_explained(&READERS[2..], &surprises, crate::packages::is_complete());
}

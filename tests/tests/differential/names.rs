//! Names that the VNF provider has signed, with every character that some program could take otherwise, and compositions of
//! letters and marks. A program writes each file under its name, or the report warns of the name.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, thread,
};

use vnfseal::report::{Report, Severity};
use vnfseal_tests::{EXTRACTORS, Extractor, File, Package, assert_passed, differences, verify_under};

use crate::{
    exceptions::{Surprise, assert_explained},
    targets::parties::{PROVIDER, TRUST, policy, signing},
};

/// Characters in names, from and to. Control characters, the slash and the backslash are refused in any name. A line of a manifest
/// cannot hold those that separate lines.
const CHARACTERS: [(char, char); 23] = [
    (' ', '.'),
    ('0', '['),
    (']', '~'),
    ('\u{A0}', '\u{17F}'),
    ('\u{1C4}', '\u{1F0}'),
    ('\u{300}', '\u{36F}'),
    ('\u{370}', '\u{3FF}'),
    ('\u{600}', '\u{605}'),
    ('\u{1100}', '\u{1112}'),
    ('\u{1E00}', '\u{1EFF}'),
    ('\u{1F00}', '\u{1FFF}'),
    ('\u{2000}', '\u{206F}'),
    ('\u{2120}', '\u{212B}'),
    ('\u{AC00}', '\u{AC20}'),
    ('\u{E000}', '\u{E010}'),
    ('\u{EE80}', '\u{F0FF}'),
    ('\u{F8FF}', '\u{F900}'),
    ('\u{FB00}', '\u{FB06}'),
    ('\u{FE00}', '\u{FE0F}'),
    ('\u{FEFF}', '\u{FF60}'),
    ('\u{FFF0}', '\u{FFFD}'),
    ('\u{1F600}', '\u{1F603}'),
    ('\u{10FFFD}', '\u{10FFFF}'),
];

/// Returns paths, each in a folder of its own, so that none is similar to another.
fn paths() -> Vec<String> {
    let characters = CHARACTERS
        .into_iter()
        .flat_map(|(from, to)| from..=to)
        .filter(|each| !each.is_control() && !matches!(each, '\u{2028}' | '\u{2029}'));
    let mut names: Vec<String> = characters.map(|each| format!("a{each}b")).collect();
    for letter in "AENOSUaenosuy\u{391}\u{3b9}\u{1100}".chars() {
        names.extend(('\u{300}'..='\u{362}').map(|mark| format!("{letter}{mark}")));
    }
    names.extend(('\u{1161}'..='\u{1175}').map(|vowel| format!("\u{1100}{vowel}\u{11A8}")));
    names
        .extend(["a\u{323}\u{302}", "a\u{302}\u{323}", "-x", "~", "$(id)", "`id`", "a.", "NUL", "A~1"].map(Into::into));
    (0..).zip(names).map(|(number, name)| format!("Names/{number}/{name}")).collect()
}

#[test]
fn extractors_write_signed_names_as_they_are_or_the_report_warns_of_them() {
    let paths = paths();
    let package = paths
        .iter()
        .fold(Package::acme_with_image(64), |package, path| package.file(File::stored(path, path.as_str())));
    let archive = package.option_1(&signing(&PROVIDER));
    let files: BTreeMap<String, Vec<u8>> =
        archive.files.iter().map(|file| (file.path.clone(), file.content.to_vec())).collect();
    let bytes = archive.to_bytes();
    let report = verify_under(&policy(), &bytes, TRUST.clone());
    assert_passed(&report);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("names.zip");
    fs::write(&path, bytes).expect("a temporary folder takes files");
    let unpack = |extractor: &Extractor| {
        let target = folder.path().join(extractor.name.replace(' ', "-"));
        fs::create_dir_all(&target).expect("a temporary folder takes folders");
        extractor.unpack(&[(path.clone(), target.clone())])?;
        Some((extractor.name, differences(&files, &target)))
    };
    let found: Vec<_> = thread::scope(|scope| {
        let running: Vec<_> = EXTRACTORS.iter().map(|extractor| scope.spawn(|| unpack(extractor))).collect();
        running.into_iter().filter_map(|each| each.join().expect("no panic")).collect()
    });
    for (_, differences) in found.iter().filter(|(reader, _)| *reader == "bsdtar") {
        assert!(differences.len() > 100, "bsdtar composes names, and {} were noticed", differences.len());
    }
    let surprises: Vec<_> =
        found.iter().flat_map(|(reader, differences)| surprises(reader, &report, differences)).collect();
    // The exceptions of these programs are those of the archives, which are complete there.
    assert_explained(&EXTRACTORS.map(|extractor| extractor.name), &surprises, false);
}

/// Returns the names of which the report does not warn, although a program has written them otherwise.
fn surprises(reader: &'static str, report: &Report, differences: &[String]) -> Vec<Surprise> {
    let warned_of: BTreeSet<&str> = report
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Warn && finding.code.starts_with("archive."))
        .filter_map(|finding| finding.place.path.as_deref())
        .collect();
    let number = |path: &str| path.split('/').nth(1).map(str::to_owned);
    let numbers: BTreeSet<_> = warned_of.iter().map(|path| number(path)).collect();
    let is_told = |difference: &&String| {
        let path = difference.split('\'').nth(1).unwrap_or_default();
        numbers.contains(&number(path))
    };
    let of_others = differences.iter().filter(|difference| !is_told(difference));
    of_others
        .map(|what| Surprise {
            reader,
            input: "signed names".into(),
            is_harmless: false,
            what: what.escape_debug().to_string(),
        })
        .collect()
}

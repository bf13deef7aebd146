//! Archives that pass are unpacked with common programs.

use std::{collections::BTreeMap, env, fs, path::PathBuf, thread};

use vnfseal::report::Verdict;
use vnfseal_tests::{EXTRACTORS, Extractor, RawArchive, differences, verify};
use zip::ZipArchive;

use super::{
    Signed,
    variants::{Variant, variants},
};

/// The variable that is set to unpack every variant that passes, not every fourth.
const ALL: &str = "VNFSEAL_ALL_VARIANTS";

/// The allowed results of extractors for some variants. An exception that is not needed fails.
const EXCEPTIONS: &[Exception] = &[
    complaint(
        "Java's ZipInputStream",
        "Files/images/acme-sbc.img: a descriptor",
        "it reads no stored data with a descriptor",
    ),
    complaint("Java's ZipInputStream", "Docs/: a descriptor", "it reads no stored data with a descriptor"),
    complaint(
        "Java's ZipInputStream",
        "wide true, ZIP64 true",
        "older JDKs know no descriptor with sizes of eight bytes",
    ),
    complaint("Java's ZipFile", "field 0001 of 4 bytes", "it knows no number of a disk without sizes"),
    complaint("Java's ZipFile", "the number of the disk left to ZIP64", "it knows no number of a disk without sizes"),
    complaint("busybox", "Files/images/acme-sbc.img: ZIP64 in the local header", "it knows no ZIP64"),
    Exception {
        extractor: "Java's ZipInputStream",
        variants: "Files/empty: a descriptor: signature true, wide true, ZIP64 true",
        complains: false,
        reason: "older JDKs take the zeros for the end; APPNOTE 4.3.9.2 has it so, and bsdtar writes it",
    },
];

/// An allowed result of an extractor for variants with such a name.
struct Exception {
    extractor: &'static str,
    variants: &'static str,
    /// Whether the extractor reports an error. A silent one needs a very good reason.
    complains: bool,
    #[expect(dead_code, reason = "for people")]
    reason: &'static str,
}

/// Returns the exception of an extractor that reports that it cannot read these variants.
const fn complaint(extractor: &'static str, variants: &'static str, reason: &'static str) -> Exception {
    Exception { extractor, variants, complains: true, reason }
}

#[test]
fn extractors_write_what_was_signed() {
    let signed = Signed::new();
    let passing = passing(&signed);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let archives: Vec<(PathBuf, &Variant)> = passing
        .iter()
        .enumerate()
        .map(|(index, variant)| {
            let path = folder.path().join(format!("{index}.zip"));
            fs::write(&path, variant.archive.to_bytes()).expect("a temporary folder takes files");
            (path, variant)
        })
        .collect();
    let expected = expected(&signed.archive);
    let check = |extractor: &Extractor| {
        let target = folder.path().join(extractor.name.replace(' ', "-"));
        let jobs: Vec<_> = archives
            .iter()
            .enumerate()
            .map(|(index, (path, _))| {
                let folder = target.join(index.to_string());
                fs::create_dir_all(&folder).expect("a temporary folder takes folders");
                (path.clone(), folder)
            })
            .collect();
        let Some(answers) = extractor.unpack(&jobs) else { return Vec::new() };
        let surprise = |((_, folder), answer): (&(PathBuf, PathBuf), &Result<(), String>)| {
            let differences = differences(&expected, folder);
            (answer.is_err() || !differences.is_empty())
                .then(|| (answer.is_err(), format!("{answer:?} {differences:?}")))
        };
        let surprises = jobs.iter().zip(&answers).map(surprise);
        let names = archives.iter().map(|(_, variant)| variant.name.as_str());
        names.zip(surprises).filter_map(|(name, surprise)| Some((extractor.name, name, surprise?))).collect()
    };
    let surprises: Vec<_> = thread::scope(|scope| {
        let running: Vec<_> = EXTRACTORS.iter().map(|extractor| scope.spawn(|| check(extractor))).collect();
        running.into_iter().flat_map(|each| each.join().expect("no panic")).collect()
    });
    let fits = |exception: &Exception, extractor: &str, name: &str, complains: bool| {
        exception.extractor == extractor && exception.complains == complains && name.contains(exception.variants)
    };
    let is_expected = |extractor: &str, name: &str, complains: bool| {
        EXCEPTIONS.iter().any(|exception| fits(exception, extractor, name, complains))
    };
    let unexpected: Vec<String> = surprises
        .iter()
        .filter(|(extractor, name, (complains, _))| !is_expected(extractor, name, *complains))
        .map(|(extractor, name, (_, what))| format!("{extractor}, {name}: {what}"))
        .collect();
    assert!(unexpected.is_empty(), "{} of {}:\n{}", unexpected.len(), passing.len(), unexpected.join("\n"));
    let is_met = |exception: &&Exception| {
        surprises.iter().any(|(extractor, name, (complains, _))| fits(exception, extractor, name, *complains))
    };
    let stale: Vec<_> = EXCEPTIONS.iter().filter(|exception| !is_met(exception)).map(|each| each.variants).collect();
    assert!(env::var_os(ALL).is_none() || stale.is_empty(), "no extractor takes exception to {stale:?}");
    assert!(passing.len() > 80, "only {} variants pass", passing.len());
}

/// Returns the variants that pass. By default only every fourth of them is used.
fn passing(signed: &Signed) -> Vec<Variant> {
    let trust = signed.provider.trust();
    let passes = |variant: &Variant| verify(&variant.archive.to_bytes(), &trust).verdict == Verdict::Passed;
    let mut passing: Vec<Variant> = variants(&signed.archive).into_iter().filter(passes).collect();
    if env::var_os(ALL).is_none() {
        let mut index = 0;
        passing.retain(|_| {
            index += 1;
            index % 4 == 0
        });
    }
    passing
}

/// Returns the files that were signed, by path, without folders.
fn expected(archive: &RawArchive) -> BTreeMap<String, Vec<u8>> {
    let mut opened = ZipArchive::new(std::io::Cursor::new(archive.to_bytes())).expect("an archive");
    let mut files = BTreeMap::new();
    for index in 0..opened.len() {
        let mut file = opened.by_index(index).expect("an entry");
        let name = file.name().expect("UTF-8").into_owned();
        if !name.ends_with('/') {
            let mut content = Vec::new();
            std::io::Read::read_to_end(&mut file, &mut content).expect("content");
            files.insert(name, content);
        }
    }
    files
}

//! Files replaced in archives of every writer: read by our own reader, by Python and by Info-ZIP, and all other bytes as
//! they were.

use std::{
    collections::BTreeMap,
    fs,
    io::{Cursor, Read},
    path::Path,
};

use vnfseal::{sign::Segment, test_door::replace_files};
use vnfseal_tests::{
    Archive, Digest, File, IMAGE, MANIFEST, Package, RawArchive, RawEntry, TOSCA_META, noise, program, run,
};
use zip::ZipArchive;

use crate::{
    by_hand::{DOT_NET, EXPLORER, FINDER, GO, JAR, OLD_FINDER, THREE_MF, ZIPALIGN},
    host::assemble,
    programs::{Packed, go, jar, python, to_file, to_pipe, zip_js},
};

/// A way to pack files.
type Pack = Box<dyn Fn(&Archive) -> Packed>;

fn writers() -> Vec<(String, Pack)> {
    let mut all: Vec<(String, Pack)> = vec![
        ("zip crate".into(), Box::new(|archive| Some(archive.to_bytes()))),
        ("zip crate to a pipe".into(), Box::new(|archive| Some(archive.to_streamed_bytes()))),
        ("streamed".into(), Box::new(|archive| Some(raw(archive, RawEntry::stream)))),
        ("streamed, ZIP64".into(), Box::new(|archive| Some(raw(archive, RawEntry::stream_with_zip64)))),
        ("comments".into(), Box::new(|archive| Some(with_comments(archive)))),
        ("zip".into(), Box::new(to_file("zip", &["-q", "-r"]))),
        ("zip -0".into(), Box::new(to_file("zip", &["-q", "-r", "-D", "-X", "-0"]))),
        ("zip -fd".into(), Box::new(to_file("zip", &["-q", "-r", "-fd"]))),
        ("zip -fz".into(), Box::new(to_file("zip", &["-q", "-r", "-fz"]))),
        ("zip to a pipe".into(), Box::new(to_pipe("zip", &["-q", "-r", "-"]))),
        ("bsdtar".into(), Box::new(to_file("bsdtar", &["--format", "zip", "-cf"]))),
        ("bsdtar, ZIP64".into(), Box::new(to_file("bsdtar", &["--format", "zip", "--options", "zip:zip64", "-cf"]))),
        ("7zz".into(), Box::new(to_file("7zz", &["a", "-bd", "-tzip"]))),
        ("jar".into(), Box::new(jar(&["cfM"]))),
        ("Go".into(), Box::new(go())),
        ("zip.js, ZIP64".into(), Box::new(zip_js(r#"{ "zip64": true }"#))),
    ];
    for mode in ["normal", "folders", "streamed", "zip64", "streamed-zip64"] {
        all.push((format!("Python {mode}"), Box::new(python(mode))));
    }
    for (index, writer) in [EXPLORER, DOT_NET, FINDER, OLD_FINDER, JAR, GO, ZIPALIGN, THREE_MF].into_iter().enumerate()
    {
        all.push((format!("by hand {index}"), Box::new(move |archive| Some(writer.pack(archive)))));
    }
    all
}

fn raw(archive: &Archive, change: impl Fn(&mut RawEntry)) -> Vec<u8> {
    let mut raw = RawArchive::of(archive);
    raw.entries.iter_mut().for_each(change);
    raw.to_bytes()
}

fn with_comments(archive: &Archive) -> Vec<u8> {
    let mut raw = RawArchive::of(archive).with_folder("Files");
    raw.comment = b"a comment".to_vec();
    raw.entries[2].comment = b"another".to_vec();
    raw.zip64_end = Some([45, 45]);
    raw.to_bytes()
}

/// Replaces files in an archive in memory. Returns the segments.
pub(crate) fn replace(archive: &[u8], changes: &BTreeMap<String, Vec<u8>>) -> Result<Vec<Segment>, String> {
    let mut read = |offset: u64, length: u64| {
        let start = usize::try_from(offset).unwrap();
        archive[start..start + usize::try_from(length).unwrap()].to_vec()
    };
    replace_files(u64::try_from(archive.len()).unwrap(), &mut read, changes)
}

/// Returns the data of each entry as they are in the archive, by name.
fn raw_data(archive: &[u8]) -> BTreeMap<String, (Vec<u8>, u32, u64)> {
    let mut packed = ZipArchive::new(Cursor::new(archive)).unwrap();
    let count = packed.len();
    let entry = |index| {
        let mut file = packed.by_index_raw(index).unwrap();
        let mut data = Vec::new();
        file.read_to_end(&mut data).unwrap();
        (file.name().unwrap().into_owned(), (data, file.crc32(), file.size()))
    };
    (0..count).map(entry).collect()
}

/// Prints a line for each file of each archive in a folder: archive, SHA-256, name.
const READ_ALL: &str = "
import hashlib, pathlib, sys, zipfile
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            print(path.name, hashlib.sha256(archive.read(name)).hexdigest(), name)
";

/// Returns the files that Python finds in the archives of a folder.
fn read_by_python(folder: &Path) -> Option<Vec<String>> {
    let output = run(program("python3")?.args(["-c", READ_ALL]).arg(folder), &[]);
    let lines = String::from_utf8(output).unwrap();
    Some(lines.lines().filter(|line| !line.ends_with('/')).map(str::to_owned).collect())
}

#[test]
fn every_archive_with_another_file() {
    let log = "2026-11-02 the session border controller is well\n".repeat(1000);
    let package = Package::acme().file(File::new("Files/empty", "")).file(File::new("Files/logs/sample.log", log));
    let archive = package.unsigned();
    let folder = tempfile::tempdir().unwrap();
    let mut expected = Vec::new();
    for (number, (writer, pack)) in writers().into_iter().enumerate() {
        let Some(old) = pack(&archive) else { continue };
        let before = raw_data(&old);
        let paths: [&[&str]; 5] =
            [&[TOSCA_META], &[MANIFEST], &[IMAGE], &["Files/logs/sample.log"], &[MANIFEST, IMAGE, "Files/empty"]];
        for (case, (paths, length)) in paths.into_iter().zip([0, 3000, 1, 70_000, 513]).enumerate() {
            let changes: BTreeMap<String, Vec<u8>> = paths.iter().map(|path| ((*path).into(), noise(length))).collect();
            let segments = replace(&old, &changes).unwrap_or_else(|what| panic!("{writer}, {paths:?}: {what}"));
            let new_segments = segments.iter().filter(|segment| matches!(segment, Segment::New(_))).count();
            assert!(new_segments <= changes.len() + 1, "{writer}: {segments:?}");
            let new = assemble(&[&old], &segments);
            let after = raw_data(&new);
            assert!(before.keys().eq(after.keys()), "{writer}");
            for (path, data) in &after {
                match changes.get(path) {
                    Some(content) => assert_eq!(data.0, *content, "{writer}: {path}"),
                    None => assert_eq!(Some(data), before.get(path), "{writer}: {path}"),
                }
            }
            let name = format!("{number:02}-{case}.zip");
            fs::write(folder.path().join(&name), &new).unwrap();
            if let Some(mut unzip) = program("unzip") {
                run(unzip.arg("-tqq").arg(folder.path().join(&name)), &[]);
            }
            let digests = archive.files.iter().map(|file| {
                let content = changes.get(&file.path).unwrap_or(&file.content);
                format!("{name} {} {}", Digest::Sha256.hex(content), file.path)
            });
            expected.extend(digests);
        }
    }
    expected.sort();
    if let Some(mut found) = read_by_python(folder.path()) {
        found.sort();
        assert_eq!(found, expected);
    }
}

#[test]
fn the_same_content_again_leaves_the_rest_as_it_is() {
    let archive = Package::acme().unsigned();
    let old = archive.to_bytes();
    let once = replace(&old, &BTreeMap::from([(MANIFEST.into(), b"short".to_vec())])).unwrap();
    let once = assemble(&[&old], &once);
    let twice = replace(&once, &BTreeMap::from([(MANIFEST.into(), b"short".to_vec())])).unwrap();
    assert_eq!(assemble(&[&once], &twice), once);
}

#[test]
fn what_is_not_there_is_not_replaced() {
    let old = RawArchive::of(&Package::acme().unsigned()).with_folder("Files").to_bytes();
    for path in ["none", "Files/", "Files", ""] {
        assert!(replace(&old, &BTreeMap::from([(path.into(), Vec::new())])).is_err(), "{path}");
    }
    // A damaged archive is refused as it is for a verification.
    let changes = BTreeMap::from([(MANIFEST.to_owned(), Vec::new())]);
    for damaged in [&old[..old.len() - 1], &[b"x", old.as_slice()].concat(), &[old.as_slice(), b"x"].concat(), b""] {
        assert!(replace(damaged, &changes).is_err());
    }
}

#[test]
fn every_flip_of_an_archive_is_refused_or_gives_the_same_files() {
    let old = Package::acme().unsigned().to_bytes();
    let changes = BTreeMap::from([(MANIFEST.to_owned(), noise(100))]);
    for position in (0..old.len()).step_by(7) {
        let mut flipped = old.clone();
        flipped[position] ^= 0x21;
        if let Ok(segments) = replace(&flipped, &changes) {
            let names: Vec<_> = raw_data(&assemble(&[&flipped], &segments)).into_keys().collect();
            assert_eq!(names, raw_data(&flipped).into_keys().collect::<Vec<_>>());
        }
    }
}

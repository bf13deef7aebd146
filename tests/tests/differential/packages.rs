//! Packages whose archive we accept, with the files that are in them to us.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{Cursor, Read},
    sync::LazyLock,
};

use vnfseal::report::{ArtifactKind, ArtifactReport, Report, Severity, Verdict};
use vnfseal_tests::{Digest, Package, RawArchive, describe, files_below, shared};
use zip::ZipArchive;

use crate::{
    corpus::corpus,
    targets::{
        judging::judge,
        manifest,
        package::{self, originals},
        parties::{PROVIDER, signing},
        segments, tosca_meta,
    },
};

/// The folders of others in which packages and archives are.
const SHARED: [&str; 4] = ["packages", "attacks/extract", "field", "vectors/zip"];

/// Files of others that are larger are left out: all programs would write them to disk.
const SIZE_MAX: usize = 8 << 20;

/// An archive that we accept.
pub(crate) struct Accepted {
    /// Where it is from. The CSAR of a delivery has its name behind that of the delivery.
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) files: Files,
    pub(crate) folders: BTreeSet<String>,
    /// The report. Of the CSAR of a delivery, it is that of the delivery.
    pub(crate) report: Report,
}

/// Contents by path.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// Returns all archives that we accept, each once.
pub(crate) fn accepted() -> &'static [Accepted] {
    static ACCEPTED: LazyLock<Vec<Accepted>> = LazyLock::new(|| {
        let mut accepted = Vec::new();
        let mut seen = BTreeSet::new();
        for (name, bytes) in candidates() {
            if seen.insert(Digest::Sha256.hex(&bytes)) {
                accept(name, bytes, &mut accepted);
            }
        }
        accepted
    });
    &ACCEPTED
}

/// Returns whether the inputs of others are available.
pub(crate) fn is_complete() -> bool {
    SHARED.iter().all(|folder| shared(folder).is_some())
}

fn candidates() -> Vec<(String, Vec<u8>)> {
    let made = originals().iter().map(|original| (format!("original: {}", original.name), original.package.clone()));
    let mut all: Vec<_> = made.chain(written()).collect();
    all.extend(corpus("archive"));
    let from = |target: &'static str, make: fn(&[u8]) -> Vec<u8>| {
        corpus(target).into_iter().map(move |(name, input)| (name, make(&input)))
    };
    all.extend(from("package", package::make_package));
    all.extend(from("tosca_meta", tosca_meta::make_package));
    all.extend(from("manifest", manifest::make_package));
    all.extend(corpus("segments").into_iter().filter_map(|(name, input)| Some((name, segments::pack(&input)?.0))));
    for folder in SHARED {
        let Some(root) = shared(folder) else { continue };
        for path in files_below(&root) {
            let bytes = fs::read(&path).expect("a file that can be read");
            let name = path.strip_prefix(&root).expect("it is below it").display();
            if bytes.starts_with(b"PK") && bytes.len() <= SIZE_MAX {
                all.push((format!("{folder}/{name}"), bytes));
            }
        }
    }
    all
}

/// The same package as different writers write it.
fn written() -> Vec<(String, Vec<u8>)> {
    let acme = Package::acme_with_image(64).option_1(&signing(&PROVIDER));
    let raw = RawArchive::of(&acme).with_folder("Scripts").with_folder("Docs");
    let streamed = |wide: bool| {
        let mut raw = raw.clone();
        raw.entries.iter_mut().for_each(|entry| if wide { entry.stream_with_zip64() } else { entry.stream() });
        raw.to_bytes()
    };
    let zip64 = RawArchive { zip64_end: Some([45, 45]), comment: b"a comment".into(), ..raw.clone() };
    [
        ("streamed", acme.to_streamed_bytes()),
        ("folders", raw.to_bytes()),
        ("descriptors", streamed(false)),
        ("wide descriptors", streamed(true)),
        ("ZIP64 end record", zip64.to_bytes()),
    ]
    .map(|(name, bytes)| (format!("written: {name}"), bytes))
    .into()
}

/// Adds an archive if our reader refuses nothing in it, and the CSAR in it. Asserts that its files are those of the report.
fn accept(name: String, bytes: Vec<u8>, accepted: &mut Vec<Accepted>) {
    let report = judge(&bytes);
    let is_refused = report
        .findings
        .iter()
        .any(|finding| finding.severity == Severity::Fail && finding.code.starts_with("archive."));
    assert!(report.verdict != Verdict::Passed || !is_refused, "{name}: {}", describe(&report));
    let is_package = report.package.layout.is_some();
    if is_refused {
        return;
    }
    let Some((files, folders)) = read(&bytes) else {
        assert!(!is_package, "{name}: no other reader opens it");
        return;
    };
    if let Some(csar) = report.package.csar_path.as_ref().filter(|_| is_package) {
        let csar_bytes = files.get(csar).unwrap_or_else(|| panic!("{name}: no {csar}")).clone();
        let (files, folders) = read(&csar_bytes).unwrap_or_else(|| panic!("{name}: no other reader opens its CSAR"));
        assert_ours(&name, &report, &files);
        let name = format!("{name} > {csar}");
        accepted.push(Accepted { name, bytes: csar_bytes, files, folders, report: report.clone() });
    } else if is_package {
        assert_ours(&name, &report, &files);
    }
    accepted.push(Accepted { name, bytes, files, folders, report });
}

/// Reads an archive by its directory, with the crate `zip`: files, and the names of folders without the slash.
fn read(archive: &[u8]) -> Option<(Files, BTreeSet<String>)> {
    let mut archive = ZipArchive::new(Cursor::new(archive)).ok()?;
    let (mut files, mut folders) = (Files::new(), BTreeSet::new());
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).ok()?;
        let name = String::from_utf8(file.name_raw().to_vec()).ok()?;
        let mut content = Vec::new();
        (&mut file).take(1 << 24).read_to_end(&mut content).ok()?;
        match name.strip_suffix('/') {
            Some(folder) => assert!(folders.insert(folder.to_owned()), "{folder} twice"),
            None => assert!(files.insert(name.clone(), content).is_none(), "{name} twice"),
        }
    }
    Some((files, folders))
}

/// Asserts that the files of a CSAR are those of the report, with their sizes and digests.
fn assert_ours(name: &str, report: &Report, files: &Files) {
    let is_there =
        |artifact: &&ArtifactReport| !matches!(artifact.kind, ArtifactKind::Missing | ArtifactKind::External);
    let ours: BTreeMap<&str, &ArtifactReport> =
        report.artifacts.iter().filter(is_there).map(|artifact| (artifact.artifact_path.as_str(), artifact)).collect();
    assert!(ours.keys().copied().eq(files.keys().map(String::as_str)), "{name}: {:?}, {:?}", ours.keys(), files.keys());
    for (path, content) in files {
        let artifact = ours[path.as_str()];
        assert_eq!(artifact.size, u64::try_from(content.len()).ok(), "{name}: {path}");
        let checksum = artifact.checksum.as_ref().filter(|sum| sum.actual.is_some());
        let Some(checksum) = checksum else { continue };
        let digest = Digest::STRONG.into_iter().find(|digest| digest.name() == checksum.algorithm);
        if let Some(digest) = digest {
            assert_eq!(checksum.actual, Some(digest.hex(content)), "{name}: {path}");
        }
    }
}

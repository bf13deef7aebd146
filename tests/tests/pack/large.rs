//! Packages beyond 65,535 files and beyond 4 GiB. The large file has a hole, and is never read as a whole.

use std::{
    fs::File as SystemFile,
    io::{Seek, SeekFrom, Write},
};

use vnfseal::{
    Verification,
    digester::Digester,
    policy::Policy,
    report::Verdict,
    sign::{FolderFile, Segment, Signing, SigningStep},
    task::{DigestOutcome, DigestTask, Step},
    trust::TrustBundle,
};
use vnfseal_tests::{File, Provider, now, program, run};

use crate::{
    folder::{METADATA, pack},
    host::{sign, signer},
    programs::programs_read,
};

#[test]
fn as_many_files_as_the_limits_allow() {
    let by = Provider::new("Acme");
    let named = |number: usize| File::new(&format!("Files/{number}"), number.to_string());
    let few = [File::new("a.yaml", "x"), File::new("a.mf", METADATA)];
    let files: Vec<File> = few.into_iter().chain((2..65_536).map(named)).collect();
    // It is read and verified there.
    let package = pack(&files, &by);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("many.csar");
    std::fs::write(&path, &package).unwrap();
    let end = &package[package.len() - 22 - 20 - 56..];
    assert!(end.starts_with(b"PK\x06\x06") && end[32..40] == 65_536_u64.to_le_bytes());
    programs_read(&path);
}

const LARGE: u64 = 5 << 30;
const SMALL: [(&str, &str); 4] = [("a.yaml", "x"), ("a.mf", METADATA), ("b", "before"), ("z", "behind")];

/// The content of a file: the large one is all zeros.
fn content(source: usize, offset: u64, length: u64) -> Vec<u8> {
    let place = |number| usize::try_from(number).unwrap();
    match SMALL.get(source) {
        Some((_, content)) => content.as_bytes()[place(offset)..place(offset + length)].to_vec(),
        None => vec![0; place(length)],
    }
}

/// Digests a file. Of the large one, any outcome will do, as long as it is always the same.
fn outcome(task: &DigestTask, bytes: impl Fn(u64, u64) -> Vec<u8>) -> DigestOutcome {
    if task.size == LARGE {
        let crc32 = task.finds_crc32.then_some(0x1234_5678);
        let is_right = task.crc32.is_none_or(|stated| stated == 0x1234_5678);
        assert!(is_right, "the archive states the CRC-32");
        let digests = vec![vec![0x5a; 32]; task.algorithms.len()];
        return DigestOutcome { index: task.index, intact: true, digests, head: vec![0; 32], crc32 };
    }
    let mut digester = Digester::new(task.clone());
    digester.update(&bytes(task.offset, task.compressed_size), |_| ());
    digester.finish()
}

/// Packs a folder with a large file in the middle.
fn packed(by: &Provider) -> Vec<Segment> {
    let small = SMALL.map(|(path, content)| FolderFile { path: path.into(), size: content.len().try_into().unwrap() });
    let files = small.into_iter().chain([FolderFile { path: "large".into(), size: LARGE }]).collect();
    let (policy, trust) = (Policy::default(), TrustBundle::from(&by.trust()));
    let mut signing = Signing::pack(files, &trust, &policy, &signer(by, None), now()).unwrap();
    loop {
        match signing.step() {
            SigningStep::Read(asked) => {
                let bytes = content(asked.source, asked.offset, asked.length);
                signing.supply(asked.source, asked.offset, &bytes).unwrap();
            }
            SigningStep::Digest(tasks) => {
                for task in tasks {
                    let read = |offset, length| content(task.source, offset, length);
                    signing.complete(outcome(&task, read)).unwrap();
                }
            }
            SigningStep::Sign(requests) => {
                signing.sign(&requests.iter().map(|request| sign(&by.signer, request)).collect::<Vec<_>>()).unwrap();
            }
            SigningStep::Ready => return signing.segments().unwrap().to_vec(),
        }
    }
}

/// Reads a range of the package.
fn read(segments: &[Segment], offset: u64, length: u64) -> Vec<u8> {
    let (mut bytes, mut start, end) = (Vec::new(), 0, offset + length);
    for segment in segments {
        let next = start + segment.length();
        let (from, to) = (offset.clamp(start, next) - start, end.clamp(start, next) - start);
        match segment {
            Segment::Range(range) => bytes.extend(content(range.source, range.offset + from, to - from)),
            Segment::New(new) => bytes.extend(&new[usize::try_from(from).unwrap()..usize::try_from(to).unwrap()]),
        }
        start = next;
    }
    bytes
}

#[test]
fn a_file_beyond_four_gibibytes() {
    let by = Provider::new("Acme");
    let segments = packed(&by);
    let size = segments.iter().map(Segment::length).sum();
    let mut verification = Verification::new("large.csar", size, Policy::default().limits);
    loop {
        match verification.step() {
            Step::Read(asked) => {
                let bytes = read(&segments, asked.offset, asked.length);
                verification.supply(asked.source, asked.offset, &bytes).unwrap();
            }
            Step::Digest(tasks) => {
                for task in tasks {
                    let read = |offset, length| read(&segments, offset, length);
                    verification.complete(outcome(&task, read)).unwrap();
                }
            }
            Step::Ready(_) => break,
        }
    }
    let report = verification.report(&(&by.trust()).into(), &Policy::default(), now()).unwrap();
    assert_eq!((report.verdict, report.findings.len()), (Verdict::Passed, 0), "{:#?}", report.findings);
    let Some(mut python) = program("python3") else { return };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.csar");
    let mut file = SystemFile::create_new(&path).unwrap();
    for segment in &segments {
        match segment {
            Segment::Range(range) if range.length == LARGE => {
                file.seek(SeekFrom::Current(i64::try_from(LARGE).unwrap())).unwrap();
            }
            Segment::Range(range) => file.write_all(&content(range.source, range.offset, range.length)).unwrap(),
            Segment::New(bytes) => file.write_all(bytes).unwrap(),
        }
    }
    let script = "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); \
                  assert z.namelist() == ['a.mf', 'a.yaml', 'b', 'large', 'z'], z.namelist(); \
                  assert z.getinfo('large').file_size == 5 << 30; \
                  sys.stdout.buffer.write(z.read('b') + z.read('z'))";
    assert_eq!(run(python.args(["-c", script]).arg(path), &[]), b"beforebehind");
}

//! Artifacts of a package that are encrypted and decrypted, while everything else stays octet for octet.

use std::sync::Arc;

use vnfseal::{
    Verification,
    digester::Digester,
    encrypt::{Failure, NewContent, Replacing, ReplacingStep, Segment, artifact_paths, crc32_after},
    policy::Limits,
    report::Verdict,
    task::{DigestOutcome, Range},
};
use vnfseal_tests::{
    Archive, IMAGE, KeyAlgorithm, MANIFEST, Package, Provider, SCRIPT, assert_passed, delivery, findings, read_to_end,
    verify,
};

use crate::host::{Holder, encrypt};

fn read(package: &[u8]) -> Verification {
    let mut verification = Verification::new("package", package.len() as u64, Limits::default());
    read_to_end(&mut verification, package);
    verification
}

fn place(range: Range) -> std::ops::Range<usize> {
    usize::try_from(range.offset).unwrap()..usize::try_from(range.offset + range.length).unwrap()
}

/// Has the content of artifacts renewed by `renew`. Returns the segments, and what the host has made.
fn drive(
    replacing: &mut Replacing,
    package: &[u8],
    renew: impl Fn(&[u8]) -> Vec<u8>,
) -> Result<(Vec<Segment>, Vec<u8>), Failure> {
    let mut store = Vec::new();
    loop {
        match replacing.step() {
            ReplacingStep::Read(range) => {
                let source = if range.source == 0 { package } else { &store };
                replacing.supply(range.source, range.offset, &source[place(range)]).unwrap();
            }
            ReplacingStep::Replace(tasks) => {
                let mut made = Vec::new();
                for task in tasks {
                    let range = Range { source: 0, offset: task.offset, length: task.compressed_size };
                    let (mut digester, mut content) = (Digester::new(task), Vec::new());
                    digester.update(&package[place(range)], |piece| content.extend_from_slice(piece));
                    let new = renew(&content);
                    let range = Range { source: 1, offset: store.len() as u64, length: new.len() as u64 };
                    made.push((digester.finish(), NewContent { range, crc32: crc32_after(0, &new) }));
                    store.extend(new);
                }
                replacing.replace(&made)?;
            }
            ReplacingStep::Ready => return Ok((replacing.segments()?.to_vec(), store)),
        }
    }
}

fn assemble(package: &[u8], (segments, store): (Vec<Segment>, Vec<u8>)) -> Vec<u8> {
    let bytes = |segment: &Segment| match segment {
        Segment::Range(range) if range.source == 0 => package[place(*range)].to_vec(),
        Segment::Range(range) => store[place(*range)].to_vec(),
        Segment::New(bytes) => bytes.clone(),
    };
    segments.iter().flat_map(bytes).collect()
}

fn encrypted(package: &[u8], paths: &[&str], holder: &Holder) -> Result<Vec<u8>, Failure> {
    let paths: Vec<String> = paths.iter().map(ToString::to_string).collect();
    let mut replacing = Replacing::to_encrypt(&read(package), &paths)?;
    Ok(assemble(package, drive(&mut replacing, package, |content| encrypt(&[holder], content))?))
}

fn decrypted(package: &[u8], holder: &Holder) -> Result<Vec<u8>, Failure> {
    let mut replacing = Replacing::to_decrypt(&read(package))?;
    let decrypt = |message: &[u8]| holder.decrypt(message).expect("a message for the holder");
    Ok(assemble(package, drive(&mut replacing, package, decrypt)?))
}

fn code<T>(result: Result<T, Failure>) -> &'static str {
    let Some(Failure::Refused(refusal)) = result.err() else { panic!("it is not refused") };
    assert!(refusal.sentence.ends_with('.'), "{refusal}");
    refusal.reason.code
}

#[test]
fn decryption_restores_what_was_signed() {
    let acme = Provider::new("Acme");
    let holder = Holder::new(KeyAlgorithm::EcP256);
    let signed = Package::acme().option_1(&acme.signing()).to_bytes();
    let stored = encrypted(&signed, &[SCRIPT, IMAGE], &holder).unwrap();
    let report = verify(&stored, &acme.trust());
    assert_eq!(report.verdict, Verdict::Indeterminate);
    assert_eq!(findings(&report, "artifact.encrypted-by-service-provider").count(), 2);
    let restored = decrypted(&stored, &holder).unwrap();
    assert_passed(&verify(&restored, &acme.trust()));
    // Stored files come back as they were; nothing else has moved in the meantime.
    let again = encrypted(&restored, &[SCRIPT, IMAGE], &holder).unwrap();
    assert_eq!(decrypted(&again, &holder).unwrap(), restored);
}

#[test]
fn only_artifacts_are_chosen_from() {
    let acme = Provider::new("Acme");
    let signed = Package::acme().option_1(&acme.signing()).to_bytes();
    let verification = read(&signed);
    let paths = artifact_paths(&verification).unwrap();
    assert!(paths.contains(&SCRIPT) && paths.contains(&IMAGE), "{paths:?}");
    for path in paths {
        assert!(!path.starts_with("TOSCA-Metadata/") && path != MANIFEST, "{path}");
    }
}

/// Returns the codes of all refusals that need a package.
pub(crate) fn refusals() -> Vec<&'static str> {
    let acme = Provider::new("Acme");
    let holder = Holder::new(KeyAlgorithm::EcP256);
    let signed: Archive = Package::acme().option_1(&acme.signing());
    let bytes = signed.to_bytes();
    let changed = signed.clone().changing(SCRIPT, |content| content.push(b'\n')).to_bytes();
    let once = encrypted(&bytes, &[SCRIPT], &holder).unwrap();
    let in_delivery = Package::acme().option_2(&acme.signing()).to_bytes();
    let no_digest = |text: String| {
        let mut lines: Vec<_> = text.lines().collect();
        let at = lines.iter().position(|line| line.ends_with(SCRIPT)).expect("the script is listed");
        lines.drain(at + 1..at + 3);
        lines.join("\n") + "\n"
    };
    let without_digests = Package::acme().manifest(no_digest).option_1(&acme.signing()).to_bytes();
    vec![
        code(encrypted(b"no package", &[SCRIPT], &holder)),
        code(encrypted(&bytes, &[], &holder)),
        code(encrypted(&bytes, &[MANIFEST], &holder)),
        code(encrypted(&bytes, &["TOSCA-Metadata/TOSCA.meta"], &holder)),
        code(encrypted(&bytes, &["missing"], &holder)),
        code(encrypted(&changed, &[SCRIPT], &holder)),
        code(encrypted(&once, &[SCRIPT], &holder)),
        code(encrypted(&in_delivery, &[SCRIPT], &holder)),
        code(decrypted(&in_delivery, &holder)),
        code(encrypted(&without_digests, &[SCRIPT], &holder)),
        code(decrypted(&bytes, &holder)),
    ]
}

#[test]
fn what_the_host_has_read_is_what_was_verified() {
    let acme = Provider::new("Acme");
    let package = Package::acme().option_1(&acme.signing()).to_bytes();
    let begin = || {
        let mut replacing = Replacing::to_encrypt(&read(&package), &[SCRIPT.into()]).unwrap();
        loop {
            match replacing.step() {
                ReplacingStep::Read(range) => {
                    replacing.supply(range.source, range.offset, &package[place(range)]).unwrap();
                }
                ReplacingStep::Replace(tasks) => return (replacing, tasks[0].clone()),
                ReplacingStep::Ready => panic!("nothing was asked for"),
            }
        }
    };
    let (mut replacing, task) = begin();
    let good = {
        let range = Range { source: 0, offset: task.offset, length: task.compressed_size };
        let mut digester = Digester::new(task.clone());
        digester.update(&package[place(range)], |_| ());
        digester.finish()
    };
    assert!(good.intact && !good.digests.is_empty());
    // New content is zeros here. The search for the end record may come across it.
    let supply = |replacing: &mut Replacing, range: Range| {
        let zeros = vec![0; usize::try_from(range.length).unwrap()];
        let bytes = if range.source == 0 { &package[place(range)] } else { &zeros };
        replacing.supply(range.source, range.offset, bytes).unwrap();
    };
    let content = |source, length| NewContent { range: Range { source, offset: 0, length }, crc32: 7 };
    let other = DigestOutcome { digests: vec![vec![0; good.digests[0].len()]], ..good.clone() };
    for outcome in [DigestOutcome::broken(0), other] {
        assert_eq!(code(replacing.replace(&[(outcome, content(1, 5))])), "artifact.changed");
    }
    // What only a faulty host does is not refused for a reason of the package.
    let is_misuse = |result: Result<(), Failure>| matches!(result, Err(Failure::Misuse(_)));
    assert!(is_misuse(replacing.replace(&[(DigestOutcome { index: 1, ..good.clone() }, content(1, 5))])));
    assert!(is_misuse(replacing.replace(&[])));
    assert!(is_misuse(replacing.replace(&[(good.clone(), content(0, 5))])));
    assert!(is_misuse(replacing.segments().map(|_| ())));
    let unread = Verification::new("package", package.len() as u64, Limits::default());
    assert!(is_misuse(artifact_paths(&unread).map(|_| ())));
    assert!(is_misuse(Replacing::to_encrypt(&unread, &[SCRIPT.into()]).map(|_| ())));
    assert!(is_misuse(Replacing::to_decrypt(&unread).map(|_| ())));
    // New content of any length, and an empty one, make an archive that is read.
    for length in [0, 1, 0xFFFF_FFFE, 0xFFFF_FFFF, 5 << 30] {
        let (mut replacing, _) = begin();
        replacing.replace(&[(good.clone(), content(1, length))]).unwrap();
        while let ReplacingStep::Read(range) = replacing.step() {
            assert!(range.length < 1 << 20, "the new content is not read as a whole");
            supply(&mut replacing, range);
        }
        let total: u64 = replacing.segments().unwrap().iter().map(Segment::length).sum();
        assert!(total > length, "{length}");
    }
    // A checksum with the octets of a signature would make readers disagree.
    let (mut replacing, _) = begin();
    let range = Range { source: 1, offset: 0, length: 5 };
    let crc32 = u32::from_le_bytes(*b"PK\x03\x04");
    replacing.replace(&[(good, NewContent { range, crc32 })]).unwrap();
    while let ReplacingStep::Read(range) = replacing.step() {
        supply(&mut replacing, range);
    }
    assert_eq!(code(replacing.segments().map(<[Segment]>::to_vec)), "archive.not-written");
}

/// Nothing in a delivery can be put back: its signature is over the whole CSAR.
#[test]
fn a_delivery_without_encrypted_artifacts_is_used_as_it_is() {
    let acme = Provider::new("Acme");
    let holder = Holder::new(KeyAlgorithm::EcP256);
    let plain = Package::acme().option_2(&acme.signing()).to_bytes();
    assert_eq!(code(decrypted(&plain, &holder)), "artifact.none-encrypted");
    let stored = Package::acme().unsigned().changing(SCRIPT, |content| *content = encrypt(&[&holder], content));
    let inside = delivery(Arc::new(stored.to_bytes()), &acme.signing()).to_bytes();
    assert_eq!(code(decrypted(&inside, &holder)), "package.signed-as-a-whole");
}

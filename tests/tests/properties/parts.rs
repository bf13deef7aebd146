//! Stripping, adding, doubling and reordering parts of a package: whoever has no key can do so. The verdict never becomes
//! better, in the order of core: passed, indeterminate, failed. What still passes has the same files.

use std::{path::Path, sync::LazyLock, thread};

use vnfseal::{
    policy::{Policy, Strictness},
    report::Verdict,
    trust::TrustBundle,
};
use vnfseal_tests::{
    Archive, CERTIFICATE, File, IMAGE, MANIFEST, PLAIN_FILE, RawArchive, RawEntry, SCRIPT, SIGNATURE, TOSCA_META, VNFD,
    describe, verify_under,
};

use crate::targets::{
    package::{Original, originals, signed_text},
    parties::{ATTACKER, TRUST, policy, signing},
};

/// The ways in which parts are changed, one of each kind or none. All combinations are tried.
#[derive(Clone, Copy, Debug)]
struct Change {
    stripped: Option<usize>,
    signature: Option<Signature>,
    added: Option<usize>,
    doubled: Option<usize>,
    order: Option<Order>,
}

/// What becomes of signatures.
#[derive(Clone, Copy, Debug)]
enum Signature {
    /// No signature is left, in the manifest or in files.
    Stripped,
    /// The certificates in files are gone.
    WithoutCertificates,
    /// A stranger signs instead.
    Strangers,
    /// A stranger signs too.
    AndStrangers,
}

#[derive(Clone, Copy, Debug)]
enum Order {
    Reversed,
    Rotated,
}

const SIGNATURES: [Signature; 4] =
    [Signature::Stripped, Signature::WithoutCertificates, Signature::Strangers, Signature::AndStrangers];
const ORDERS: [Order; 2] = [Order::Reversed, Order::Rotated];

/// The files that are added: to each name a content that has some meaning under it.
fn additions() -> &'static [File] {
    static ADDITIONS: LazyLock<Vec<File>> = LazyLock::new(|| {
        let script = "#!/bin/sh\nreboot\n";
        let signature = signing(&ATTACKER).to_file(script.as_bytes());
        vec![
            File::new("Scripts/evil.sh", script),
            File::new("Scripts/instantiate.sh.sig.cms", signature.clone()),
            File::new(SIGNATURE, signature),
            File::new(CERTIFICATE, ATTACKER.signer.to_pem()),
            File::new("evil.mf", "metadata:\n  vnf_provider_id: Acme\n"),
            File::new("evil.yaml", "tosca_definitions_version: tosca_simple_yaml_1_2\n"),
            File::new("evil.csar", "PK"),
            File::new(TOSCA_META, "TOSCA-Meta-File-Version: 1.0\nEntry-Definitions: evil.yaml\n"),
        ]
    });
    &ADDITIONS
}

/// The files that are there twice: each with its own content, and with another one.
const DOUBLED: [(&str, bool); 6] =
    [(MANIFEST, false), (MANIFEST, true), (SCRIPT, false), (SCRIPT, true), (TOSCA_META, true), (IMAGE, false)];

fn some<T: Copy>(values: impl IntoIterator<Item = T>) -> Vec<Option<T>> {
    [None].into_iter().chain(values.into_iter().map(Some)).collect()
}

/// Returns all combinations for a package. With every file that is stripped, one of the additions and of the doubled files
/// goes, a different one each time, so that all meet.
fn changes(original: &Original) -> Vec<Change> {
    let (files, additions) = (original.archive.files.len(), additions().len());
    let mut changes = Vec::new();
    for stripped in some(0..files) {
        let number = stripped.map_or(0, |index| index + 1);
        let of_stripped = |count: usize| if stripped.is_some() { some([number % count]) } else { some(0..count) };
        for signature in some(SIGNATURES) {
            for added in of_stripped(additions) {
                for doubled in of_stripped(DOUBLED.len()) {
                    let order = some(ORDERS)[changes.len() % 3];
                    changes.push(Change { stripped, signature, added, doubled, order });
                }
            }
        }
    }
    changes
}

impl Change {
    /// Returns the best verdict that the change may have. Where nobody is trusted, a stranger is one of all those who are not known:
    /// a package that he signs anew is another package.
    fn least(self, before: Verdict, is_without_trust: bool) -> Verdict {
        let is_signed_anew = matches!(self.signature, Some(Signature::Strangers | Signature::AndStrangers));
        if is_without_trust && is_signed_anew { before.min(Verdict::Indeterminate) } else { before }
    }

    /// Returns the files of the package with this change, or `None` if it has no such part.
    fn files(self, original: &Archive) -> Option<Vec<File>> {
        let mut archive = original.clone();
        if let Some(signature) = self.signature {
            signature.change(&mut archive)?;
        }
        if let Some(index) = self.stripped {
            (index < archive.files.len()).then(|| archive.files.remove(index))?;
        }
        if let Some(index) = self.added {
            archive.files.push(additions()[index].clone());
        }
        match self.order {
            Some(Order::Reversed) => archive.files.reverse(),
            Some(Order::Rotated) if !archive.files.is_empty() => archive.files.rotate_left(1),
            _ => {}
        }
        if let Some(index) = self.doubled {
            let (path, is_other) = DOUBLED[index];
            let file = original.files.iter().find(|file| file.path == path)?;
            let content = if is_other { b"#!/bin/sh\nreboot\n".to_vec() } else { file.content.to_vec() };
            archive.files.push(File::new(path, content));
        }
        Some(archive.files)
    }
}

/// Returns an archive of files that may have the same name, which the maker of archives does not write.
fn to_bytes(files: &[File]) -> Vec<u8> {
    let entry = |file: &File| RawEntry {
        external: PLAIN_FILE,
        ..RawArchive::of(&Archive { files: vec![file.clone()] }).entries.remove(0)
    };
    RawArchive { entries: files.iter().map(entry).collect(), comment: Vec::new(), zip64_end: None }.to_bytes()
}

/// Returns whether files are the same, in whatever order.
fn are_same(files: &[File], others: &[File]) -> bool {
    let sorted = |files: &[File]| {
        let mut pairs: Vec<_> = files.iter().map(|file| (file.path.clone(), file.content.clone())).collect();
        pairs.sort();
        pairs
    };
    sorted(files) == sorted(others)
}

impl Signature {
    fn change(self, archive: &mut Archive) -> Option<()> {
        let has_ending =
            |file: &File, ending: &str| Path::new(&file.path).extension().is_some_and(|each| each == ending);
        let before = archive.files.len();
        match self {
            Self::WithoutCertificates => archive.files.retain(|file| !has_ending(file, "cert")),
            Self::Stripped => archive.files.retain(|file| !has_ending(file, "cms")),
            Self::Strangers | Self::AndStrangers => {}
        }
        let manifest = archive.files.iter_mut().find(|file| file.path == MANIFEST);
        let Some(manifest) = manifest.filter(|_| !matches!(self, Self::WithoutCertificates)) else {
            return (archive.files.len() < before).then_some(());
        };
        let (all, text) = (manifest.content.to_vec(), signed_text(&manifest.content).to_vec());
        let strangers = signing(&ATTACKER).to_pem(&text).into_bytes();
        let changed = match self {
            Self::Strangers => [text, strangers].concat(),
            Self::AndStrangers => [all, strangers].concat(),
            Self::Stripped | Self::WithoutCertificates => text,
        };
        manifest.content = changed.into();
        Some(())
    }
}

const BY_DEFAULT: &str = "by default";
const WITHOUT_TRUST: &str = "without trust";

/// What the operator asks for: by default, as little as possible, and without trust in anybody.
fn questions() -> [(&'static str, Policy, TrustBundle); 3] {
    let lenient = Policy { unlisted_files: Strictness::Report, other_signers: Strictness::Report, ..policy() };
    [
        (BY_DEFAULT, policy(), TRUST.clone()),
        ("leniently", lenient, TRUST.clone()),
        (WITHOUT_TRUST, policy(), TrustBundle::new()),
    ]
}

#[test]
fn no_change_of_parts_makes_a_verdict_better() {
    let of_original = |original: &'static Original| {
        let questions = questions();
        let judge = |package: &[u8]| {
            questions.iter().map(|(_, policy, trust)| verify_under(policy, package, trust.clone())).collect::<Vec<_>>()
        };
        let before = judge(&original.package);
        assert_eq!(before[0].verdict == Verdict::Passed, original.may_pass, "{}", original.name);
        let mut count = 0;
        let mut better = Vec::new();
        for change in changes(original) {
            let Some(files) = change.files(&original.archive) else { continue };
            let package = to_bytes(&files);
            count += 1;
            for ((was, is), (name, ..)) in before.iter().zip(judge(&package)).zip(&questions) {
                if is.verdict < change.least(was.verdict, *name == WITHOUT_TRUST) {
                    better.push(format!("{}, {change:?}, judged {name}: {}", original.name, describe(&is)));
                }
                // A document beside a CSAR is no part of the package, and is warned of.
                let is_warned_of = is.findings.iter().any(|finding| finding.code == "package.extra-file");
                let is_right =
                    is.verdict != Verdict::Passed || are_same(&files, &original.archive.files) || is_warned_of;
                if *name == BY_DEFAULT && !is_right {
                    better.push(format!("{}, {change:?}, passes with other files: {}", original.name, describe(&is)));
                }
            }
        }
        (count, better)
    };
    let found: Vec<(usize, Vec<String>)> = thread::scope(|scope| {
        let running: Vec<_> = originals().iter().map(|original| scope.spawn(move || of_original(original))).collect();
        running.into_iter().map(|each| each.join().expect("no panic")).collect()
    });
    let count: usize = found.iter().map(|(count, _)| count).sum();
    let better: Vec<_> = found.into_iter().flat_map(|(_, better)| better).collect();
    assert!(better.is_empty(), "{} of {count}:\n{}", better.len(), better.join("\n"));
    assert!(count > 3000, "only {count} packages");
}

/// The parts of a package by their names: what holds of each alone is clear to read.
#[test]
fn each_part_of_a_good_package_counts() {
    for original in originals().iter().filter(|original| original.may_pass) {
        for file in &original.archive.files {
            let without = original.archive.clone().removing(&file.path).to_bytes();
            let report = verify_under(&policy(), &without, TRUST.clone());
            assert_ne!(report.verdict, Verdict::Passed, "{} without {}", original.name, file.path);
        }
    }
    assert!(originals().iter().any(|original| original.archive.files.iter().any(|file| file.path == VNFD)));
}

//! The host's part of a verification, in a few lines: it reads what core needs, digests what core plans, and asks for a
//! report.

use std::{
    ops::Range,
    time::{SystemTime, UNIX_EPOCH},
};

use vnfseal::{
    Inspection, Verification,
    digester::Digester,
    policy::Policy,
    report::Report,
    task::{DigestOutcome, DigestTask, Step},
    time::Time,
    trust::TrustBundle,
};

use crate::{Trust, assert_consistent};

/// The size of the pieces that a host reads, in bytes. It is small, so that small packages are cut as well.
const CHUNK: usize = 1000;

/// Verifies a package now, with the default policy.
#[must_use]
pub fn verify(package: &[u8], trust: impl Into<TrustBundle>) -> Report {
    verify_under(&Policy::default(), package, trust)
}

/// Verifies a package now, or at the time of the policy.
///
/// # Panics
/// If the policy is not valid, core asks for bytes that are not there, or the report contradicts itself.
#[must_use]
pub fn verify_under(policy: &Policy, package: &[u8], trust: impl Into<TrustBundle>) -> Report {
    verify_with(policy, package, &[], trust)
}

/// Verifies a package with the content of external artifacts, by URI. Checks that every report agrees with itself.
///
/// # Panics
/// If the policy is not valid, core asks for bytes that are not there, or the report contradicts itself.
#[must_use]
pub fn verify_with(
    policy: &Policy,
    package: &[u8],
    externals: &[(&str, &[u8])],
    trust: impl Into<TrustBundle>,
) -> Report {
    let mut verification = Verification::new("package", length(package), policy.limits.clone());
    let mut sources = vec![package];
    for (uri, content) in externals {
        let source = verification.add_external_artifact(uri, length(content)).expect("each URI once");
        assert_eq!(source, sources.len(), "sources are numbered in the order they are given");
        sources.push(content);
    }
    answer_all(&mut verification, &sources);
    let report = verification.report(&trust.into(), policy, now()).expect("everything was answered");
    assert_consistent(&report);
    report
}

/// Reads a package to its end. Returns the number of tasks that were digested.
///
/// # Panics
/// If core asks for bytes that are not there.
pub fn read_to_end(reading: &mut impl Driver, package: &[u8]) -> usize {
    answer_all(reading, &[package])
}

/// A reader of a package: a verification or an inspection.
pub trait Driver {
    /// Returns what it needs next.
    fn step(&mut self) -> Step;
    /// Answers a read.
    ///
    /// # Errors
    /// The same as for `Verification::supply`.
    fn supply(&mut self, source: usize, offset: u64, bytes: &[u8]) -> Result<(), String>;
    /// Answers a digest task.
    ///
    /// # Errors
    /// The same as for `Verification::complete`.
    fn complete(&mut self, outcome: DigestOutcome) -> Result<(), String>;
}

macro_rules! drive {
    ($($reading:ident)*) => {
        $(impl Driver for $reading {
            fn step(&mut self) -> Step {
                $reading::step(self)
            }
            fn supply(&mut self, source: usize, offset: u64, bytes: &[u8]) -> Result<(), String> {
                $reading::supply(self, source, offset, bytes)
            }
            fn complete(&mut self, outcome: DigestOutcome) -> Result<(), String> {
                $reading::complete(self, outcome)
            }
        })*
    };
}

drive!(Verification Inspection);

fn answer_all(reading: &mut impl Driver, sources: &[&[u8]]) -> usize {
    let (mut expanded, mut digested) = (Vec::new(), 0);
    loop {
        match reading.step() {
            Step::Read(range) => {
                let bytes = &source(sources, &expanded, range.source)[place(range.offset, range.length)];
                reading.supply(range.source, range.offset, bytes).expect("just what was asked for");
            }
            Step::Digest(tasks) => {
                digested += tasks.len();
                for task in tasks {
                    let (outcome, content) = digest(&task, source(sources, &expanded, task.source));
                    reading.complete(outcome).expect("a task of this step");
                    expanded.extend(task.expand.then_some(content));
                }
            }
            Step::Ready(_) => return digested,
        }
    }
}

/// Runs a task like a host that holds one chunk at a time. Also returns the content, if it is to be kept.
fn digest(task: &DigestTask, source: &[u8]) -> (DigestOutcome, Vec<u8>) {
    let mut content = Vec::new();
    let mut digester = Digester::new(task.clone());
    for chunk in source[place(task.offset, task.compressed_size)].chunks(CHUNK) {
        digester.update(chunk, |piece| {
            if task.expand {
                content.extend_from_slice(piece);
            }
        });
    }
    (digester.finish(), content)
}

/// Returns a source by its number: the given ones come first, then those that were decompressed.
fn source<'a>(given: &[&'a [u8]], expanded: &'a [Vec<u8>], number: usize) -> &'a [u8] {
    given.get(number).copied().unwrap_or_else(|| &expanded[number - given.len()])
}

fn place(offset: u64, length: u64) -> Range<usize> {
    let in_memory = |number| usize::try_from(number).expect("a package in memory");
    in_memory(offset)..in_memory(offset + length)
}

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).expect("64 bits are enough")
}

/// Returns the present time.
#[must_use]
pub fn now() -> Time {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock after 1970");
    Time::from_unix(i64::try_from(since.as_secs()).expect("a clock of our time"))
}

impl From<&Trust> for TrustBundle {
    fn from(trust: &Trust) -> Self {
        let mut bundle = Self::new();
        bundle.add(trust.to_json().as_bytes()).expect("a bundle core can read");
        bundle
    }
}

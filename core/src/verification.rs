//! A verification, driven by its host.

use alloc::{boxed::Box, collections::BTreeMap, format, string::String};
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, Waker},
};

use crate::{
    evidence::Evidence,
    gather::{self, Given, Supplied},
    host::exchange::Exchange,
    host::task::{DigestOutcome, Step},
    policy::Policy,
    report::Report,
    time::Time,
    trust::TrustBundle,
    verify,
};

/// The verification of one package. It does no input or output: the host asks for the next [`Step`], carries it out,
/// answers, and asks again, until the report can be written.
///
/// ```
/// use vnfseal::{Verification, digester::Digester, policy::Policy, task::Step, time::Time, trust::TrustBundle};
///
/// let package = b"not a package";
/// let mut verification = Verification::new("x.csar", package.len() as u64, Policy::default());
/// let part = |offset: u64, length: u64| &package[offset as usize..(offset + length) as usize];
/// loop {
///     match verification.step() {
///         Step::Read(range) => {
///             verification.supply(range.source, range.offset, part(range.offset, range.length)).unwrap();
///         }
///         Step::Digest(tasks) => {
///             for task in tasks {
///                 let bytes = part(task.offset, task.compressed_size);
///                 let mut digester = Digester::new(task);
///                 digester.update(bytes, |_| ());
///                 verification.complete(digester.finish()).unwrap();
///             }
///         }
///         Step::Ready(_) => break,
///     }
/// }
/// let report = verification.report(&TrustBundle::new(), Time::from_unix(1_795_262_400)).unwrap();
/// assert_eq!(report.findings[0].code, "archive.not-zip");
/// ```
pub struct Verification {
    exchange: Exchange,
    policy: Policy,
    state: State,
}

enum State {
    /// Nothing was asked for yet.
    Given(Given),
    Gathering(Pin<Box<dyn Future<Output = Evidence>>>),
    Gathered(Box<Evidence>),
}

impl Verification {
    /// Begins the verification of a file of this name (to show) and size in bytes.
    #[must_use]
    pub fn new(file_name: &str, file_size: u64, policy: Policy) -> Self {
        let given = Given { file_name: file_name.into(), file_size, externals: BTreeMap::new() };
        Self { exchange: Exchange::default(), policy, state: State::Given(given) }
    }

    /// Supplies the content of an external artifact, of this size in bytes, by the URI exactly as the manifest states it.
    /// Returns the source to read it from when a [`Step`] asks for it. Without this an external artifact is not checked.
    ///
    /// # Errors
    /// When the URI was supplied before, or [`Verification::step`] was called already.
    pub fn add_external_artifact(&mut self, uri: &str, size: u64) -> Result<usize, String> {
        let State::Given(given) = &mut self.state else {
            return Err("External artifacts have to be supplied before the first step.".into());
        };
        let source = given.next_source();
        if given.externals.contains_key(uri) {
            return Err(format!("The external artifact '{uri}' was supplied twice."));
        }
        given.externals.insert(uri.into(), Supplied { source, size });
        Ok(source)
    }

    /// What is needed next. Asked again without an answer in between, it says the same again.
    pub fn step(&mut self) -> Step {
        loop {
            if let Some(step) = self.exchange.step() {
                let is_answered = matches!(&step, Step::Digest(open) if open.is_empty());
                if !is_answered {
                    return step;
                }
            }
            match &mut self.state {
                State::Given(given) => {
                    let gathering = gather::gather(self.exchange.clone(), given.clone(), self.policy.limits.clone());
                    self.state = State::Gathering(Box::pin(gathering));
                }
                // Nothing wakes: the exchange is looked at after every poll.
                State::Gathering(gathering) => {
                    if let Poll::Ready(evidence) = gathering.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
                        self.state = State::Gathered(Box::new(evidence));
                    }
                }
                State::Gathered(_) => return Step::Ready(true),
            }
        }
    }

    /// Answers [`Step::Read`] with all the bytes of the range.
    ///
    /// # Errors
    /// When this is not what was asked for.
    pub fn supply(&mut self, source: usize, offset: u64, bytes: &[u8]) -> Result<(), String> {
        if self.exchange.supply(source, offset, bytes) {
            return Ok(());
        }
        Err(format!("{} bytes at {offset} of source {source} were not asked for.", bytes.len()))
    }

    /// Answers one task of [`Step::Digest`], in any order.
    ///
    /// # Errors
    /// When this is not what was asked for.
    pub fn complete(&mut self, outcome: DigestOutcome) -> Result<(), String> {
        let index = outcome.index;
        if self.exchange.complete(outcome) {
            return Ok(());
        }
        Err(format!("The outcome of task {index} was not asked for, or does not fit it."))
    }

    /// Judges what was found by `trust`, the policy and the time: a pure function, the same input gives the same report.
    /// `now` is the host's clock, and counts unless the policy says at what time to validate.
    ///
    /// # Errors
    /// When [`Verification::step`] has not said [`Step::Ready`] yet.
    pub fn report(&self, trust: &TrustBundle, now: Time) -> Result<Report, String> {
        match &self.state {
            State::Gathered(evidence) => Ok(verify::verify(evidence, trust, &self.policy, now)),
            State::Given(_) | State::Gathering(_) => Err("The package has not been read to its end yet.".into()),
        }
    }
}

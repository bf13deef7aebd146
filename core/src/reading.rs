//! The reading of a package: the common part of a verification and an inspection.

use alloc::{boxed::Box, collections::BTreeMap, format, rc::Rc, string::String};
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, Waker},
};

use crate::{
    evidence::Evidence,
    gather::{self, Given, Scope, Supplied},
    host::{
        exchange::Exchange,
        task::{DigestOutcome, Step},
    },
    policy::Limits,
};

/// The reading of one package, driven by its host.
pub(crate) struct Reading {
    exchange: Exchange,
    limits: Limits,
    state: State,
}

enum State {
    /// The host has not asked for a step yet.
    Given(Given),
    Gathering(Pin<Box<dyn Future<Output = Evidence>>>),
    Gathered(Rc<Evidence>),
}

impl Reading {
    pub(crate) fn new(file_name: &str, file_size: u64, limits: Limits, scope: Scope) -> Self {
        let given =
            Given { file_name: file_name.into(), file_size, externals: BTreeMap::new(), scope, digests_file: false };
        Self { exchange: Exchange::default(), limits, state: State::Given(given) }
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }

    pub(crate) fn add_external_artifact(&mut self, uri: &str, size: u64) -> Result<usize, String> {
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

    pub(crate) fn request_file_digest(&mut self) -> Result<(), String> {
        let State::Given(given) = &mut self.state else {
            return Err("The digest of the file has to be asked for before the first step.".into());
        };
        given.digests_file = true;
        Ok(())
    }

    pub(crate) fn step(&mut self) -> Step {
        loop {
            if let Some(step) = self.exchange.step() {
                let is_answered = matches!(&step, Step::Digest(open) if open.is_empty());
                if !is_answered {
                    return step;
                }
            }
            match &mut self.state {
                State::Given(given) => {
                    let gathering = gather::gather(self.exchange.clone(), given.clone(), self.limits.clone());
                    self.state = State::Gathering(Box::pin(gathering));
                }
                // No waker is needed, because the exchange is looked at after every poll.
                State::Gathering(gathering) => {
                    if let Poll::Ready(evidence) = gathering.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
                        self.state = State::Gathered(Rc::new(evidence));
                    }
                }
                State::Gathered(_) => return Step::Ready(true),
            }
        }
    }

    pub(crate) fn supply(&mut self, source: usize, offset: u64, bytes: &[u8]) -> Result<(), String> {
        if self.exchange.supply(source, offset, bytes) {
            return Ok(());
        }
        Err(format!("{} bytes at {offset} of source {source} were not asked for.", bytes.len()))
    }

    pub(crate) fn complete(&mut self, outcome: DigestOutcome) -> Result<(), String> {
        let index = outcome.index;
        if self.exchange.complete(outcome) {
            return Ok(());
        }
        Err(format!("The outcome of task {index} was not asked for, or does not fit it."))
    }

    /// Returns the evidence. It is an error to ask before the last step.
    pub(crate) fn evidence(&self) -> Result<&Rc<Evidence>, String> {
        match &self.state {
            State::Gathered(evidence) => Ok(evidence),
            State::Given(_) | State::Gathering(_) => Err("The package has not been read to its end yet.".into()),
        }
    }
}

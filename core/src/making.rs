//! The making of a new package, driven by its host like a verification: it reads, asks once for what only the host has,
//! and writes.

use alloc::{boxed::Box, string::String, vec::Vec};
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, Waker},
};

use crate::{
    archive::segment::Segment,
    host::{
        exchange::Exchange,
        task::{DigestOutcome, DigestTask, Range, Step},
    },
    reason::{Failure, Refusal},
};

/// Work that asks an exchange.
pub(crate) type Work<T> = Pin<Box<dyn Future<Output = Result<T, Refusal>>>>;

/// A package in the making. It asks its host for an answer to `A`.
pub(crate) struct Making<A> {
    exchange: Exchange,
    state: State<A>,
}

enum State<A> {
    Preparing(Work<A>),
    Asking(A),
    Writing(Work<Vec<Segment>>),
    Done(Result<Vec<Segment>, Refusal>),
}

/// What a making needs next.
pub(crate) enum Need<'a, A> {
    /// Bytes of a source.
    Read(Range),
    /// Digests.
    Digest(Vec<DigestTask>),
    /// An answer, with which it is written.
    Answer(&'a A),
    /// Nothing: it is done.
    Nothing,
}

impl<A> Making<A> {
    /// Begins with work that asks this exchange.
    pub(crate) fn new(exchange: Exchange, work: impl Future<Output = Result<A, Refusal>> + 'static) -> Self {
        Self { exchange, state: State::Preparing(Box::pin(work)) }
    }

    /// Returns what is needed next. If it is called again without an answer in between, it returns the same again.
    pub(crate) fn step(&mut self) -> Need<'_, A> {
        let mut context = Context::from_waker(Waker::noop());
        loop {
            match self.exchange.step() {
                Some(Step::Read(range)) => return Need::Read(range),
                Some(Step::Digest(open)) if !open.is_empty() => return Need::Digest(open),
                _ => {}
            }
            // No waker is needed, because the exchange is looked at after every poll.
            self.state = match &mut self.state {
                State::Preparing(work) => match work.as_mut().poll(&mut context) {
                    Poll::Pending => continue,
                    Poll::Ready(Ok(asked)) => State::Asking(asked),
                    Poll::Ready(Err(refusal)) => State::Done(Err(refusal)),
                },
                State::Writing(work) => match work.as_mut().poll(&mut context) {
                    Poll::Pending => continue,
                    Poll::Ready(written) => State::Done(written),
                },
                State::Asking(_) | State::Done(_) => break,
            };
        }
        if let State::Asking(asked) = &self.state { Need::Answer(asked) } else { Need::Nothing }
    }

    /// Takes bytes that were asked for.
    pub(crate) fn supply(&mut self, source: usize, offset: u64, bytes: &[u8]) -> Result<(), String> {
        if self.exchange.supply(source, offset, bytes) { Ok(()) } else { Err("These bytes were not asked for.".into()) }
    }

    /// Takes an outcome that was asked for.
    pub(crate) fn complete(&mut self, outcome: DigestOutcome) -> Result<(), String> {
        if self.exchange.complete(outcome) {
            Ok(())
        } else {
            Err("This outcome was not asked for, or does not fit its task.".into())
        }
    }

    /// Returns what is asked for now.
    pub(crate) fn asked(&self) -> Result<&A, Failure> {
        match &self.state {
            State::Asking(asked) => Ok(asked),
            _ => Err(Failure::Misuse("No answer was asked for.".into())),
        }
    }

    /// Goes on with the answer, as work that writes the package.
    pub(crate) fn write(&mut self, work: Work<Vec<Segment>>) {
        self.state = State::Writing(work);
    }

    /// Returns the new package.
    pub(crate) fn segments(&self) -> Result<&[Segment], Failure> {
        match &self.state {
            State::Done(Ok(segments)) => Ok(segments),
            State::Done(Err(refusal)) => Err(refusal.clone().into()),
            _ => Err(Failure::Misuse("The package is not written yet.".into())),
        }
    }
}

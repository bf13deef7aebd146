//! The seam between core, which does no input or output, and its host.
//!
//! The part of a verification that needs bytes is written as one `async` function that reads top to bottom. It never
//! waits for anything but this exchange: when it needs bytes or digests it puts a [`Step`] here and yields; the host
//! answers and polls again. So a Blob, a file, an HTTP range or an object store all serve the same loop, nothing is
//! read or parsed twice, and there is no executor, thread or clock in core.

use alloc::{rc::Rc, vec, vec::Vec};
use core::{cell::RefCell, future::poll_fn, task::Poll};

use crate::host::task::{DigestOutcome, DigestTask, Range, Step};

/// Shared by the verification, which asks, and its handle, which the host answers through.
#[derive(Clone, Default)]
pub(crate) struct Exchange(Rc<RefCell<State>>);

#[derive(Default)]
enum State {
    #[default]
    Idle,
    Reading(Range),
    Read(Vec<u8>),
    Digesting {
        tasks: Vec<DigestTask>,
        outcomes: Vec<Option<DigestOutcome>>,
    },
}

impl Exchange {
    /// Reads a range of a source. The caller has checked that it lies within the source.
    pub(crate) async fn read(&self, range: Range) -> Vec<u8> {
        if range.length == 0 {
            return Vec::new();
        }
        *self.0.borrow_mut() = State::Reading(range);
        poll_fn(|_| {
            let mut state = self.0.borrow_mut();
            match core::mem::take(&mut *state) {
                State::Read(bytes) => Poll::Ready(bytes),
                other => {
                    *state = other;
                    Poll::Pending
                }
            }
        })
        .await
    }

    /// Has the tasks run; the outcomes come in the order of the tasks.
    pub(crate) async fn digest(&self, tasks: Vec<DigestTask>) -> Vec<DigestOutcome> {
        if tasks.is_empty() {
            return Vec::new();
        }
        let outcomes = vec![None; tasks.len()];
        *self.0.borrow_mut() = State::Digesting { tasks, outcomes };
        poll_fn(|_| {
            let mut state = self.0.borrow_mut();
            match core::mem::take(&mut *state) {
                State::Digesting { outcomes, .. } if outcomes.iter().all(Option::is_some) => {
                    Poll::Ready(outcomes.into_iter().flatten().collect())
                }
                other => {
                    *state = other;
                    Poll::Pending
                }
            }
        })
        .await
    }

    /// What the host has to do, if anything.
    pub(crate) fn step(&self) -> Option<Step> {
        match &*self.0.borrow() {
            State::Reading(range) => Some(Step::Read(*range)),
            State::Digesting { tasks, outcomes } => {
                let open = tasks.iter().zip(outcomes).filter(|(_, outcome)| outcome.is_none());
                Some(Step::Digest(open.map(|(task, _)| task.clone()).collect()))
            }
            State::Idle | State::Read(_) => None,
        }
    }

    /// Takes the bytes that were asked for; whether they were.
    pub(crate) fn supply(&self, source: usize, offset: u64, bytes: &[u8]) -> bool {
        let mut state = self.0.borrow_mut();
        let asked = matches!(&*state, State::Reading(range)
            if range.source == source && range.offset == offset && u64::try_from(bytes.len()) == Ok(range.length));
        if asked {
            *state = State::Read(bytes.to_vec());
        }
        asked
    }

    /// Takes the outcome of a task that was asked for; whether it was.
    pub(crate) fn complete(&self, outcome: DigestOutcome) -> bool {
        let mut state = self.0.borrow_mut();
        let State::Digesting { tasks, outcomes } = &mut *state else {
            return false;
        };
        // The tasks of one request are numbered one after the other.
        let first = tasks.first().map_or(0, |task| task.index);
        let Some(position) = outcome.index.checked_sub(first) else { return false };
        let (Some(task), Some(slot)) = (tasks.get(position), outcomes.get_mut(position)) else { return false };
        let fits = slot.is_none() && outcome.fits(task);
        if fits {
            *slot = Some(outcome);
        }
        fits
    }
}

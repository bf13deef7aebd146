//! The seam between core, which does no input or output, and its host.
//!
//! The part of a verification that needs bytes is written as one `async` function that reads top to bottom. It waits
//! only for this exchange. When it needs bytes or digests it puts a [`Step`] here and yields; the host answers and
//! polls again. So a Blob, a file, an HTTP range and an object store all use the same loop. Nothing is read or parsed
//! twice, and core has no executor, thread or clock.

use alloc::{rc::Rc, vec, vec::Vec};
use core::{cell::RefCell, future::poll_fn, task::Poll};

use crate::host::task::{DigestOutcome, DigestTask, Range, Step};

/// The exchange is shared by the verification, which asks, and its handle, through which the host answers.
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

    /// Asks the host to run the tasks. The outcomes come in the order of the tasks.
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

    /// Returns what the host has to do, if anything.
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

    /// Takes the bytes of a read. Returns whether they were asked for.
    pub(crate) fn supply(&self, source: usize, offset: u64, bytes: &[u8]) -> bool {
        let mut state = self.0.borrow_mut();
        let asked = matches!(&*state, State::Reading(range)
            if range.source == source && range.offset == offset && u64::try_from(bytes.len()) == Ok(range.length));
        if asked {
            *state = State::Read(bytes.to_vec());
        }
        asked
    }

    /// Takes the outcome of a task. Returns whether it was asked for.
    pub(crate) fn complete(&self, outcome: DigestOutcome) -> bool {
        let mut state = self.0.borrow_mut();
        let State::Digesting { tasks, outcomes } = &mut *state else {
            return false;
        };
        // The tasks of one request have consecutive numbers.
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

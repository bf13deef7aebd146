//! One suite: its cases, what is expected of each, and its outcome.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    time::{Duration, Instant},
};

use serde::Deserialize;

/// The expected outcome of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Word {
    /// The case is right, and has to be accepted.
    Accept,
    /// The case is wrong, or more than we support, and has to be refused.
    Refuse,
    /// The case has to end without a panic.
    End,
}

impl Word {
    pub(crate) fn accept_if(condition: bool) -> Self {
        if condition { Self::Accept } else { Self::Refuse }
    }
}

/// The outcome of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Accepted,
    /// The case was refused, for this reason.
    Refused(String),
    Panicked,
    /// The case took longer than any input may take.
    Hung,
}

/// The longest time for any case, in a build that is not optimised for speed, on a machine that does other things.
const CASE_MAX: Duration = Duration::from_secs(10);

pub(crate) struct Case {
    pub(crate) id: String,
    pub(crate) expected: Word,
    pub(crate) outcome: Outcome,
    pub(crate) time: Duration,
}

impl Case {
    pub(crate) fn is_right(&self) -> bool {
        match self.outcome {
            Outcome::Accepted => self.expected != Word::Refuse,
            Outcome::Refused(_) => self.expected != Word::Accept,
            Outcome::Panicked | Outcome::Hung => false,
        }
    }

    pub(crate) fn is_false_accept(&self) -> bool {
        self.outcome == Outcome::Accepted && !self.is_right()
    }

    /// Returns whether the case was refused, as it should be, but only for a key that is too small. Then it shows
    /// nothing.
    pub(crate) fn is_moot(&self) -> bool {
        let is_small_key =
            |reason: &str| reason.contains("bits, less than 2048") || reason.contains("key is too small");
        matches!(&self.outcome, Outcome::Refused(reason) if is_small_key(reason)) && self.is_right()
    }

    /// Returns whether the outcome is wrong on the safe side.
    pub(crate) fn is_false_refusal(&self) -> bool {
        matches!(self.outcome, Outcome::Refused(_)) && !self.is_right()
    }
}

pub(crate) struct Suite {
    pub(crate) name: &'static str,
    pub(crate) cases: Vec<Case>,
    /// The number of cases that ask for something this project does not do, and show nothing about what it does.
    pub(crate) skipped: usize,
}

impl Suite {
    pub(crate) fn new(name: &'static str) -> Self {
        Self { name, cases: Vec::new(), skipped: 0 }
    }

    /// Runs one case. `verify` returns the reason for a refusal.
    pub(crate) fn case(&mut self, id: impl Into<String>, expected: Word, verify: impl FnOnce() -> Result<(), String>) {
        let began = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(verify));
        let time = began.elapsed();
        let outcome = match outcome {
            Err(_) => Outcome::Panicked,
            Ok(_) if time > CASE_MAX => Outcome::Hung,
            Ok(Ok(())) => Outcome::Accepted,
            Ok(Err(reason)) => Outcome::Refused(reason),
        };
        self.cases.push(Case { id: id.into(), expected, outcome, time });
    }

    pub(crate) fn skip(&mut self) {
        self.skipped += 1;
    }
}

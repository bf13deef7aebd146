//! The reasons why the engine gave no answer.

use crate::words::locale::say;

/// The answer to a question: JSON, or the reason why there is none. The engine refuses, or is not available.
pub(crate) type Answer = Result<String, Fault>;

/// The reason why there is no report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The worker or the engine could not be loaded.
    NotLoaded(String),
    /// The worker ended before it had a result.
    WorkerGone(String),
    /// The engine could not run: a file cannot be read, or a trust file is not one.
    Refused(String),
}

impl Fault {
    /// Returns the reason in words.
    pub(crate) fn reason(self) -> String {
        match self {
            Self::NotLoaded(reason) if reason.is_empty() => say!("stopped-not-loaded"),
            Self::WorkerGone(reason) if reason.is_empty() => say!("stopped-worker-gone"),
            Self::NotLoaded(reason) | Self::WorkerGone(reason) | Self::Refused(reason) => reason,
        }
    }
}

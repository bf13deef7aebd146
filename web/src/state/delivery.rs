//! One package in the queue, and how far it has come.

use std::{ops::Deref, rc::Rc};

use gloo::file::{Blob, ObjectUrl};
use vnfseal::{
    policy::Policy,
    report::{ArtifactKind, Report, Verdict},
};
use web_sys::File;

use super::Supplied;
use crate::{artifact_tree::ArtifactTree, json::Unreadable, locale::say, quantities::whole, report_reader};

/// One package in the queue.
#[derive(Clone, PartialEq)]
pub(crate) struct Delivery {
    /// Unique on this page; identical files get different ones.
    pub(crate) key: u32,
    /// The file; only a handle, nothing is read yet.
    pub(crate) file: File,
    /// Whether nothing says that it is a package: it may be an external artifact of another.
    pub(crate) is_guess: bool,
    /// The URIs of its external artifacts, as its latest report has them.
    pub(crate) external_uris: Rc<[String]>,
    /// The files for those.
    pub(crate) supplied: Supplied,
    /// Grows whenever something else has to be read. What the worker has read under one number it keeps, and judges again
    /// without reading.
    pub(crate) reading: u32,
    /// How far it has come.
    pub(crate) stage: Stage,
}

impl Delivery {
    /// Queues it to be read from its beginning: the file may have changed, or something else belongs to it.
    pub(super) fn read_again(&mut self) {
        self.reading = self.reading.wrapping_add(1);
        self.stage = Stage::Queued;
    }
}

/// How far a package has come.
#[derive(Clone, Default, PartialEq)]
pub(crate) enum Stage {
    /// Others come first.
    #[default]
    Queued,
    /// Its verification runs.
    Running(Progress),
    /// The user stopped it.
    Cancelled,
    /// It ended without a report.
    Stopped(Fault),
    /// It was read, and there is a report, but no verdict yet: nobody who is trusted has signed, and the user has not
    /// said whom to trust.
    Read(Verified),
    /// It ended with a report.
    Done(Verified),
}

impl Stage {
    /// Whether its verification runs.
    pub(crate) fn is_running(&self) -> bool {
        matches!(self, Self::Running(_))
    }
}

/// How far a verification has come.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Progress {
    /// `opening`, `digesting` or `verifying`; empty before the first message.
    pub(crate) phase: String,
    /// Bytes done so far.
    pub(crate) bytes_done: f64,
    /// Bytes to do; 0 while not known.
    pub(crate) bytes_total: f64,
    /// The artifacts at hand: one, or one for each worker.
    pub(crate) current: Vec<Current>,
    /// Bytes a second; 0 while not known.
    pub(crate) rate: f64,
    /// When this was heard, in milliseconds of the page's clock.
    pub(crate) heard_at: f64,
}

/// An artifact that is being digested.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Current {
    /// Its path.
    pub(crate) path: String,
    /// Bytes of it done so far, as far as known.
    pub(crate) bytes_done: f64,
    /// Its size; 0 where the engine does not tell.
    pub(crate) bytes_total: f64,
}

/// How much the latest moment counts for the rate: at ten messages a second, the last two seconds or so.
const WEIGHT: f64 = 0.06;

impl Progress {
    /// Whole percent, once the total is known.
    pub(crate) fn percent(&self) -> Option<u64> {
        (self.bytes_total > 0.0).then(|| whole(self.bytes_done / self.bytes_total * 100.0).min(100))
    }

    /// Seconds to go, begun ones too, once there is a rate.
    pub(crate) fn seconds_left(&self) -> Option<u64> {
        let seconds = |left: f64| whole((left / self.rate).ceil());
        (self.rate > 0.0 && self.bytes_total > 0.0).then(|| seconds(self.bytes_total - self.bytes_done))
    }

    /// This, as what follows on `before`: with a rate, and with what was done of an artifact that the engine only names.
    pub(crate) fn after(mut self, before: &Self) -> Self {
        let (seconds, bytes) = ((self.heard_at - before.heard_at) / 1000.0, self.bytes_done - before.bytes_done);
        self.rate = match before.rate {
            _ if seconds <= 0.0 || bytes < 0.0 || before.phase.is_empty() => before.rate,
            rate if rate > 0.0 => {
                let weight = (WEIGHT * seconds * 10.0).min(1.0);
                (bytes / seconds).mul_add(weight, rate * (1.0 - weight))
            }
            _ => bytes / seconds,
        };
        if let ([now], [earlier]) = (self.current.as_mut_slice(), before.current.as_slice())
            && now.bytes_total <= 0.0
        {
            now.bytes_done = if now.path == earlier.path { earlier.bytes_done + bytes } else { bytes };
        }
        self
    }
}

/// Why there is no report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The worker or the engine could not be loaded.
    NotLoaded(String),
    /// The worker ended before it had a result.
    WorkerGone(String),
    /// The engine could not run: a file cannot be read, or a trust file is none.
    Refused(String),
}

impl Fault {
    /// The reason in words.
    pub(crate) fn reason(self) -> String {
        match self {
            Self::NotLoaded(reason) if reason.is_empty() => say!("stopped-not-loaded"),
            Self::WorkerGone(reason) if reason.is_empty() => say!("stopped-worker-gone"),
            Self::NotLoaded(reason) | Self::WorkerGone(reason) | Self::Refused(reason) => reason,
        }
    }
}

/// A report, its JSON as the engine wrote it, and what the user had asked. Compared by identity: a report can have 65,536
/// artifacts.
#[derive(Clone)]
pub(crate) struct Verified {
    written: Rc<(Report, ObjectUrl)>,
    tree: Rc<ArtifactTree>,
    asked: Rc<Policy>,
}

impl Verified {
    /// Reads a report's JSON.
    pub(crate) async fn read(json: &str) -> Result<Self, Unreadable> {
        let (report, tree) = report_reader::read(json).await?;
        let file = ObjectUrl::from(Blob::new_with_options(json, Some("application/json")));
        Ok(Self { written: Rc::new((report, file)), tree: Rc::new(tree), asked: Rc::default() })
    }

    /// Its artifacts as a tree.
    pub(crate) fn tree(&self) -> &ArtifactTree {
        &self.tree
    }

    /// The same, and the policy that it was asked by. (The one in the report has every default filled in.)
    pub(crate) fn asked_by(self, policy: &Rc<Policy>) -> Self {
        Self { asked: Rc::clone(policy), ..self }
    }

    /// The URIs of its external artifacts.
    pub(crate) fn external_uris(&self) -> Rc<[String]> {
        let externals = self.artifacts.iter().filter(|artifact| artifact.kind == ArtifactKind::External);
        externals.map(|artifact| artifact.artifact_path.clone()).collect()
    }

    /// Whether somebody has signed who is trusted.
    pub(crate) fn has_trusted_signer(&self) -> bool {
        self.signatures.iter().any(|signature| signature.authenticity == Verdict::Passed)
    }

    /// The policy that it was asked by.
    pub(crate) fn asked(&self) -> &Policy {
        &self.asked
    }

    /// The address that the JSON can be downloaded from as long as this exists.
    pub(crate) fn address(&self) -> &str {
        &self.written.1
    }
}

impl Deref for Verified {
    type Target = Report;

    fn deref(&self) -> &Report {
        &self.written.0
    }
}

impl PartialEq for Verified {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.written, &other.written)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: f64, bytes_done: f64, path: &str) -> Progress {
        let current = vec![Current { path: path.into(), ..Current::default() }];
        Progress {
            phase: "digesting".into(),
            bytes_done,
            bytes_total: 1000.0,
            current,
            rate: 0.0,
            heard_at: seconds * 1000.0,
        }
    }

    #[test]
    fn a_steady_run_has_its_rate() {
        let mut progress = at(0.0, 0.0, "a");
        for tenth in 1..=50_u32 {
            let seconds = f64::from(tenth) / 10.0;
            progress = at(seconds, seconds * 100.0, if tenth > 20 { "b" } else { "a" }).after(&progress);
        }
        assert!((progress.rate - 100.0).abs() < 0.01, "{}", progress.rate);
        assert!(progress.seconds_left().is_some_and(|left| left == 5 || left == 6));
        assert!((progress.current[0].bytes_done - 300.0).abs() < 0.01, "{:?}", progress.current);
    }
}

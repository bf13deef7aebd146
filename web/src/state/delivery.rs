//! One package in the queue, and how far it has come.

use std::rc::Rc;

use web_sys::File;

use crate::{
    engine::{Fault, Progress, Supplied},
    report::Verified,
};

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

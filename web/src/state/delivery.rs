//! One package in the queue, and its progress.

use std::rc::Rc;

use web_sys::File;

use crate::{
    engine::{Fault, Progress, Supplied},
    report::Verified,
};

/// One package in the queue.
#[derive(Clone, PartialEq)]
pub(crate) struct Delivery {
    /// A number that is unique on this page, even for identical files.
    pub(crate) key: u32,
    /// The file. It is only a handle, and nothing is read yet.
    pub(crate) file: File,
    /// Whether nothing shows that it is a package. It may be an external artifact of another one.
    pub(crate) is_guess: bool,
    /// The URIs of its external artifacts, according to its latest report.
    pub(crate) external_uris: Rc<[String]>,
    /// The files for its external artifacts.
    pub(crate) supplied: Supplied,
    /// A number that grows whenever something else has to be read. The worker keeps what it has read under one number,
    /// and judges it again without reading.
    pub(crate) reading: u32,
    /// The progress of the package.
    pub(crate) stage: Stage,
}

impl Delivery {
    /// Queues the package to be read from its beginning, because the file may have changed, or other files belong to
    /// it.
    pub(super) fn read_again(&mut self) {
        self.reading = self.reading.wrapping_add(1);
        self.stage = Stage::Queued;
    }
}

/// The progress of a package.
#[derive(Clone, Default, PartialEq)]
pub(crate) enum Stage {
    /// Other packages come first.
    #[default]
    Queued,
    /// The verification of the package runs.
    Running(Progress),
    /// The user cancelled the verification.
    Cancelled,
    /// The verification ended without a report.
    Stopped(Fault),
    /// The package was read, and there is a report, but no verdict yet: nobody who is trusted has signed, and the user
    /// has not decided whom to trust.
    Read(Verified),
    /// The verification ended with a report.
    Done(Verified),
}

impl Stage {
    /// Returns whether the verification of the package runs.
    pub(crate) fn is_running(&self) -> bool {
        matches!(self, Self::Running(_))
    }
}

//! One package in the queue, and its progress.

use std::rc::Rc;

use web_sys::File;

use crate::{
    browser::server::Origin,
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
    /// Whether it was made on this page, and the user may have saved it nowhere.
    pub(crate) is_made: bool,
    /// Where it was fetched from, if it is of the catalogue.
    pub(crate) origin: Option<Origin>,
    /// The URIs of its external artifacts, according to its latest report.
    pub(crate) external_uris: Rc<[String]>,
    /// The files for its external artifacts.
    pub(crate) supplied: Supplied,
    /// A number that grows whenever something else has to be read. The worker keeps what it has read under one number,
    /// and judges it again without reading.
    pub(crate) reading: u32,
    /// What the worker has of it under that number.
    pub(crate) content: Content,
    /// What is known of the digest of its file.
    pub(crate) digest: FileDigest,
    /// How far it has come.
    pub(crate) stage: Stage,
    /// How far it had come by trust and policy that no longer count, while what was read of it is judged again.
    pub(crate) outdated: Option<Stage>,
    /// Whether its report was made of what had been read before, without reading it again.
    pub(crate) is_judged_again: bool,
    /// The report that the user has in some other form, so that it is not lost with the page.
    pub(crate) saved: Option<Verified>,
}

/// What is known of the digest of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum FileDigest {
    /// Nobody has asked for it.
    #[default]
    Unknown,
    /// It is being computed.
    Running(Progress),
    /// SHA-256 of the file, in lower-case hex.
    Known(String),
    /// The file could not be read.
    Unreadable,
}

impl Delivery {
    /// A package that came.
    pub(super) fn new(key: u32, file: File, is_guess: bool) -> Self {
        Self {
            key,
            file,
            is_guess,
            is_made: false,
            origin: None,
            external_uris: Rc::default(),
            supplied: Supplied::default(),
            reading: 0,
            content: Content::default(),
            digest: FileDigest::default(),
            stage: Stage::default(),
            outdated: None,
            is_judged_again: false,
            saved: None,
        }
    }

    /// What names it for the worker, together with the files that belong to it.
    pub(crate) fn reading_name(&self) -> String {
        format!("{}.{}", self.key, self.reading)
    }

    /// Returns whether the whole file is encrypted, and not artifacts in it.
    pub(crate) fn is_encrypted_file(&self) -> bool {
        matches!(&self.stage, Stage::Done(report) if report.is_encrypted())
    }

    /// Returns the stage that is drawn. While it is judged again, that is the one before, so that the page does not jump; what
    /// says a verdict in words says that it is outdated.
    pub(crate) fn shown(&self) -> &Stage {
        self.outdated.as_ref().filter(|_| self.is_open()).unwrap_or(&self.stage)
    }

    /// Returns the report whose values about the package are drawn: the present one, or the one before it is judged again.
    pub(crate) fn reported(&self) -> Option<&Verified> {
        match self.shown() {
            Stage::Done(report) | Stage::Read(report) => Some(report),
            _ => None,
        }
    }

    /// Notes that the user has its report in some other form.
    pub(super) fn save(&mut self) {
        if let Stage::Done(report) = &self.stage {
            self.saved = Some(report.clone());
        }
    }

    /// Returns whether something that the user has nowhere else would be lost with the page.
    pub(super) fn would_be_lost(&self) -> bool {
        match &self.stage {
            Stage::Done(report) => self.saved.as_ref() != Some(report),
            _ => self.is_open(),
        }
    }

    /// Returns whether it waits for its verdict or is being verified.
    pub(crate) fn is_open(&self) -> bool {
        matches!(self.stage, Stage::Queued | Stage::Running(_))
    }

    /// It has come to this stage.
    pub(super) fn enter(&mut self, stage: Stage) {
        match &stage {
            Stage::Running(_) => self.content = self.content.min(Content::BeingRead),
            Stage::Queued => {}
            Stage::Read(_) | Stage::Done(_) => {
                self.is_judged_again = self.content == Content::Read;
                (self.content, self.outdated) = (Content::Read, None);
            }
            Stage::Cancelled | Stage::Stopped(_) => (self.content, self.outdated) = (Content::Unread, None),
        }
        self.stage = stage;
    }

    /// The worker reads it and says how far it is. What is kept is judged without that.
    pub(super) fn progress(&mut self, progress: Progress) {
        (self.content, self.outdated) = (Content::BeingRead, None);
        self.enter(Stage::Running(progress));
    }

    /// Queues it to be judged by other trust or another policy. What was said of it no longer counts.
    pub(super) fn judge_again(&mut self) {
        let before = std::mem::take(&mut self.stage);
        if matches!(before, Stage::Read(_) | Stage::Done(_)) {
            self.outdated = Some(before);
        }
    }

    /// Queues it to be read from its beginning: the file may have changed, or something else belongs to it.
    pub(super) fn read_again(&mut self) {
        self.reading = self.reading.wrapping_add(1);
        self.content = Content::Unread;
        self.outdated = None;
        self.digest = FileDigest::Unknown;
        self.stage = Stage::Queued;
    }
}

/// What the worker has of a package, as far as this page knows. It decides the order only: what takes no time comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Content {
    /// All of it.
    Read,
    /// A part, and it reads on.
    BeingRead,
    /// Nothing.
    #[default]
    Unread,
}

/// How far a package has come.
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

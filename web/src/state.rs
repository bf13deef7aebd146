//! What the page knows, and every way in which that changes.

use std::{ops::Deref, rc::Rc};

use gloo::file::{Blob, ObjectUrl};
use vnfseal::report::Report;
use web_sys::File;
use yew::Reducible;

use crate::untrusted;

/// What a file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// It is verified.
    Package,
    /// It says who may sign.
    Trust,
}

/// A file the user gave.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct InputFile {
    /// Unique on this page; identical files get different ones.
    pub(crate) key: u32,
    /// What it is for.
    pub(crate) purpose: Purpose,
    /// The file; only a handle, nothing is read yet.
    pub(crate) file: File,
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
    /// The artifact at hand.
    pub(crate) path: String,
}

impl Progress {
    /// Whole percent, once the total is known.
    pub(crate) fn percent(&self) -> Option<f64> {
        (self.bytes_total > 0.0).then(|| (self.bytes_done / self.bytes_total * 100.0).clamp(0.0, 100.0).floor())
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

/// A report and its JSON as the engine wrote it. Compared by identity: a report can have 65,536 artifacts.
#[derive(Clone)]
pub(crate) struct Verified(Rc<(Report, ObjectUrl)>);

impl Verified {
    /// Parses a report's JSON.
    pub(crate) fn parse(json: &str) -> Result<Self, serde_json::Error> {
        let report = serde_json::from_str(json)?;
        let file = ObjectUrl::from(Blob::new_with_options(json, Some("application/json")));
        Ok(Self(Rc::new((report, file))))
    }

    /// The address that the JSON can be downloaded from as long as this exists.
    pub(crate) fn address(&self) -> &str {
        &self.0.1
    }
}

impl Deref for Verified {
    type Target = Report;

    fn deref(&self) -> &Report {
        &self.0.0
    }
}

impl PartialEq for Verified {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Where the page stands.
#[derive(Clone, Default, PartialEq)]
pub(crate) enum Stage {
    /// There is no package yet.
    #[default]
    Waiting,
    /// A verification runs.
    Running(Progress),
    /// The user stopped it.
    Cancelled,
    /// It ended without a report.
    Stopped(Fault),
    /// It ended with one.
    Done(Verified),
}

/// What happened.
#[derive(Clone)]
pub(crate) enum Action {
    /// Files came in, each with its purpose, and remarks about what was left out.
    Add(Vec<(File, Purpose)>, Vec<String>),
    /// A file is for the other purpose.
    SwapPurpose(u32),
    /// A file is taken away.
    Remove(u32),
    /// The remarks were read.
    DismissNotices,
    /// The same again.
    VerifyAgain,
    /// The running verification shall stop.
    Cancel,
    /// A verification came further.
    Progressed(u32, Progress),
    /// A verification ended with a report.
    Finished(u32, Verified),
    /// A verification ended without one.
    Failed(u32, Fault),
}

/// What the page knows.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct State {
    /// The files in hand; at most one is the package.
    pub(crate) files: Vec<InputFile>,
    /// Remarks about files that were left out.
    pub(crate) notices: Vec<String>,
    /// Where the page stands.
    pub(crate) stage: Stage,
    /// The number of the latest verification. Answers to an earlier one are too late and count for nothing.
    pub(crate) run: u32,
    last_key: u32,
}

impl State {
    /// The package in hand.
    pub(crate) fn package(&self) -> Option<&InputFile> {
        self.with_purpose(Purpose::Package).next()
    }

    /// The files of one purpose.
    pub(crate) fn with_purpose(&self, purpose: Purpose) -> impl Iterator<Item = &InputFile> {
        self.files.iter().filter(move |file| file.purpose == purpose)
    }

    /// Whether a verification runs.
    pub(crate) fn is_running(&self) -> bool {
        matches!(self.stage, Stage::Running(_))
    }

    /// Starts anew with the files in hand: every change of them makes an earlier result stale.
    fn restart(&mut self) {
        self.run = self.run.wrapping_add(1);
        self.stage = if self.package().is_some() { Stage::Running(Progress::default()) } else { Stage::Waiting };
    }

    fn add(&mut self, files: Vec<(File, Purpose)>, notices: Vec<String>) {
        self.notices = notices;
        let before = self.files.clone();
        let mut package_came = false;
        for (file, purpose) in files {
            if purpose == Purpose::Trust {
                self.add_trust(file);
            } else if package_came {
                let name = untrusted::escaped(&file.name());
                self.notices.push(format!("One package at a time: {name} was left out."));
            } else {
                package_came = true;
                self.set_package(file);
            }
        }
        if self.files != before {
            self.restart();
        }
    }

    fn add_trust(&mut self, file: File) {
        let known = self.with_purpose(Purpose::Trust).any(|input| is_same_file(&input.file, &file));
        if !known {
            self.push(file, Purpose::Trust);
        }
    }

    fn set_package(&mut self, file: File) {
        self.files.retain(|input| input.purpose != Purpose::Package);
        self.push(file, Purpose::Package);
    }

    fn push(&mut self, file: File, purpose: Purpose) {
        self.last_key = self.last_key.wrapping_add(1);
        self.files.push(InputFile { key: self.last_key, purpose, file });
    }

    fn swap_purpose(&mut self, key: u32) {
        let Some(position) = self.files.iter().position(|input| input.key == key) else {
            return;
        };
        let input = self.files.remove(position);
        match input.purpose {
            Purpose::Package => self.add_trust(input.file),
            Purpose::Trust => self.set_package(input.file),
        }
        self.restart();
    }

    /// The stage of run `run`, while it is the one whose answer is awaited.
    fn settle(&mut self, run: u32, stage: Stage) {
        if self.is_running() && self.run == run {
            self.stage = stage;
        }
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut state = Rc::unwrap_or_clone(self);
        match action {
            Action::Add(files, notices) => state.add(files, notices),
            Action::SwapPurpose(key) => state.swap_purpose(key),
            Action::Remove(key) => {
                state.files.retain(|input| input.key != key);
                state.restart();
            }
            Action::DismissNotices => state.notices.clear(),
            Action::VerifyAgain => state.restart(),
            Action::Cancel => state.settle(state.run, Stage::Cancelled),
            Action::Progressed(run, progress) => state.settle(run, Stage::Running(progress)),
            Action::Finished(run, verified) => state.settle(run, Stage::Done(verified)),
            Action::Failed(run, fault) => state.settle(run, Stage::Stopped(fault)),
        }
        state.into()
    }
}

fn is_same_file(one: &File, other: &File) -> bool {
    one.name() == other.name()
        && one.size().total_cmp(&other.size()).is_eq()
        && one.last_modified().total_cmp(&other.last_modified()).is_eq()
}

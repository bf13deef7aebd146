//! Everything that can happen to the page, and what comes with it.

use std::rc::Rc;

use vnfseal::policy::Policy;
use web_sys::File;

use super::{Fault, Progress, TrustFile, Verified};
use crate::{
    engine::RuleText,
    locale::Language,
    trust::{Installed, Placement, TrustStore},
};

/// What a file is for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Input {
    /// It is verified.
    Package(File),
    /// It says who may sign.
    Trust(TrustFile),
    /// Nothing tells: an external artifact of a package, or else a package.
    Unknown(File),
}

/// What is on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum View {
    /// Packages and their reports.
    #[default]
    Verify,
    /// The trust store.
    Trust,
    /// The policy.
    Policy,
    /// The page itself: what it is made of, and that it works without a network.
    ThisPage,
}

/// Something to be installed in the trust store: it waits for somebody to compare its fingerprint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Candidate {
    /// What would be installed; the place can still be changed.
    pub(crate) entry: Installed,
    /// Certificates that may stand between it and an anchor.
    pub(crate) intermediates: Rc<[String]>,
}

/// What happened.
#[derive(Clone)]
pub(crate) enum Action {
    /// Files came in, and remarks about what was left out.
    Add(Vec<Input>, Vec<String>),
    /// A package is a trust file after all, or the other way round.
    Reassign(u32, Input),
    /// The certificates of a trust file have this place.
    Place(u32, Option<Placement>),
    /// A package or a trust file is taken away.
    Remove(u32),
    /// A package is looked at.
    Select(u32),
    /// Something else is looked at.
    Show(View),
    /// The remarks were read.
    DismissNotices,
    /// Something is worth a remark.
    Remark(String),
    /// A package has another file for the external artifact of this URI, or none any more.
    Supply(u32, String, Option<File>),
    /// A package is verified again.
    VerifyAgain(u32),
    /// A verification shall stop.
    Cancel(u32),
    /// A verification came further.
    Progressed(u32, Progress),
    /// A verification ended with a report.
    Finished(u32, Verified),
    /// A verification ended without one.
    Failed(u32, Fault),
    /// The engine told its rules.
    Rules(Rc<[RuleText]>),
    /// The policy is another.
    SetPolicy(Rc<Policy>),
    /// What this browser kept of an earlier visit.
    Restore(TrustStore, Policy),
    /// Certificates wait to be installed.
    Propose(Vec<Candidate>),
    /// One of them is not to be installed.
    Withdraw(String),
    /// One is installed.
    Install(Installed),
    /// An installed one is removed.
    Uninstall(String, Placement),
    /// The page speaks another language.
    Speak(Language),
}

//! Everything that can happen to the page, and what comes with it.

use std::rc::Rc;

use vnfseal::policy::Policy;
use web_sys::File;

use crate::{
    browser::{database::Kept, kept::KeptTerms},
    engine::{RuleText, RunEvent},
    trust::{EntryId, Installed, Placement, TrustFile, inspection::Inspected},
    words::locale::Language,
};

/// What a file is for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Input {
    /// It is verified.
    Package(File),
    /// It offers certificates.
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

/// What happened.
#[derive(Clone)]
pub(crate) enum Action {
    /// Files came in, and remarks about what was left out.
    Add(Vec<Input>, Vec<String>),
    /// The engine has read a trust file, or could not.
    Inspected(u32, Result<Vec<Inspected>, String>),
    /// The user trusts these of a trust file for this visit.
    TrustForVisit(u32, Vec<EntryId>),
    /// These of a trust file are left out.
    LeaveOut(u32, Vec<EntryId>),
    /// A certificate of a trust file shall stand at this place.
    Place(u32, EntryId, Placement),
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
    /// The verification of this number came further or ended.
    Ran(u32, RunEvent),
    /// The engine told its rules.
    Rules(Rc<[RuleText]>),
    /// The policy is another.
    SetPolicy(Rc<Policy>),
    /// What this browser keeps, read anew.
    TakeKept(KeptTerms),
    /// What cannot be read is kept as it is, and the page goes on without it.
    GoOnWithout(Kept),
    /// An entry is installed in this tab only: the browser keeps nothing.
    InstallHere(Installed),
    /// An entry is no longer installed in this tab.
    UninstallHere(EntryId),
    /// An entry was removed from the trust store, and can be put back; or no longer.
    Removed(Option<Installed>),
    /// The page speaks another language.
    Speak(Language),
}

//! Everything that can happen to the page, with its data.

use std::rc::Rc;

use vnfseal::policy::Policy;
use web_sys::File;

use super::{Address, Arrangement, Comparing, FileDigest, SavedReport, Wanted};
use crate::{
    browser::{
        database::Kept,
        kept::KeptTerms,
        server::{Origin, Server},
    },
    engine::{RuleText, RunEvent},
    trust::{EntryId, Installed, Placement, TrustFile, inspection::Inspected},
    words::locale::Language,
};

/// A file with its purpose.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Input {
    /// The file is verified.
    Package(File),
    /// The file is a package that was made on this page.
    Made(File),
    /// The file is a package that was fetched of the catalogue.
    Stored(File, Origin),
    /// The file offers certificates.
    Trust(TrustFile),
    /// A report that came as a file.
    Report(SavedReport),
    /// Nothing shows the purpose: it is an external artifact of a package, or else a package.
    Unknown(File),
}

/// A screen of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum View {
    /// Packages and their reports.
    #[default]
    Verify,
    /// The catalogue of the server.
    Catalogue,
    /// Reports that came as files, and two reports compared.
    Reports,
    /// The runs of audits that the server reads.
    Runs,
    /// The trust store.
    Trust,
    /// The policy.
    Policy,
    /// The page itself: its files, and its use without a network.
    ThisPage,
}

/// What can be done with a package. Each has a dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Work {
    /// A package with the service provider's signature.
    Sign,
    /// An encrypted file.
    Encrypt,
    /// What was encrypted.
    Decrypt,
    /// A package at the NFVO.
    Upload,
}

/// An event that changes the state.
#[derive(Clone)]
pub(crate) enum Action {
    /// Files came in, and remarks about what was left out.
    Add(Vec<Input>, Vec<String>),
    /// The engine has read a trust file, or could not.
    Inspected(u32, Result<Vec<Inspected>, String>),
    /// The user trusts these entries of a trust file for this visit.
    TrustForVisit(u32, Vec<EntryId>),
    /// The user leaves out these entries of a trust file.
    LeaveOut(u32, Vec<EntryId>),
    /// The user places a certificate of a trust file here.
    Place(u32, EntryId, Placement),
    /// The user wants to compare a certificate of a report, or no longer.
    CompareFingerprint(Option<Comparing>),
    /// The user has compared it, and trusts it for this visit at this placement.
    TrustCompared(Placement),
    /// The user removes a package or a trust file.
    Remove(u32),
    /// The user removes all packages.
    Clear,
    /// The user arranges the table of packages.
    Arrange(Arrangement),
    /// The user has the reports of these packages in some other form.
    Saved(Vec<u32>),
    /// The user has this browser keep reports from now on, or no longer.
    KeepReports(bool),
    /// Another tab may have changed which reports this browser keeps, and whether it keeps any.
    HistoryChanged(bool),
    /// The user opens a run of an audit, or goes back to all runs.
    OpenRun(Option<String>),
    /// The user reads a report that came as a file.
    ShowReport(u32),
    /// The user removes a report that came as a file.
    RemoveReport(u32),
    /// The user compares two reports, the older one first.
    Compare([Option<u32>; 2]),
    /// The user selects a package.
    Select(u32),
    /// The user changes the screen.
    Show(View),
    /// The user goes to an address of the page.
    Visit(Address),
    /// The user has read the remarks.
    DismissNotices,
    /// There is a new remark.
    Remark(String),
    /// The user supplies a file for the external artifact of this URI, or removes it.
    Supply(u32, String, Option<File>),
    /// The user has a package verified again.
    VerifyAgain(u32),
    /// The user opens a dialog that makes something new of a package, or closes it.
    Open(Option<(Work, u32)>),
    /// The user looks at a file of the selected package.
    Look(Wanted),
    /// The user has looked at it.
    CloseViewer,
    /// The digest of a package's file is being computed, or is known.
    Digested(u32, FileDigest),
    /// The user cancels a verification.
    Cancel(u32),
    /// The verification with this number made progress or ended.
    Ran(u32, RunEvent),
    /// The server of the page has said what it has.
    Served(Server),
    /// The engine has sent its rules.
    Rules(Rc<[RuleText]>),
    /// The policy has changed.
    SetPolicy(Rc<Policy>),
    /// The stored values were read anew.
    TakeKept(KeptTerms),
    /// An unreadable value stays stored, and the page goes on without it.
    GoOnWithout(Kept),
    /// An entry is installed in this tab only, because the browser stores nothing.
    InstallHere(Installed),
    /// An entry is no longer installed in this tab.
    UninstallHere(EntryId),
    /// An entry was removed from the trust store and can be put back; with `None`, it no longer can.
    Removed(Option<Installed>),
    /// The user changes the language of the page.
    Speak(Language),
}

//! The requests to the engine.

use std::{collections::BTreeMap, rc::Rc};

use web_sys::{Blob, File};

use crate::json::Json;

/// The files that were supplied for the external artifacts of a package, by URI.
pub(crate) type Supplied = Rc<BTreeMap<String, File>>;

/// A package to verify, and the terms.
#[derive(Debug)]
pub(crate) struct Job {
    /// The number of the run.
    pub(crate) run: u32,
    /// The package.
    pub(crate) package: File,
    /// The name of the package together with these files. The worker reads them once for each name, and a reading under way
    /// goes on.
    pub(crate) reading: String,
    /// The files for its external artifacts.
    pub(crate) supplied: Supplied,
    /// The trust bundle.
    pub(crate) trust: Json,
    /// The policy.
    pub(crate) policy: Json,
}

/// A file of a package, to be read again.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    /// The package.
    pub(crate) package: File,
    /// The name under which the worker has read it.
    pub(crate) name: String,
    /// The files for its external artifacts.
    pub(crate) supplied: Supplied,
    /// The policy, whose limits bound what is read.
    pub(crate) policy: Json,
    /// The path of the file.
    pub(crate) path: String,
    /// Whether the path is one beside the CSAR, in its delivery.
    pub(crate) in_delivery: bool,
}

/// Another request to the engine.
#[derive(Clone, Debug)]
pub(crate) enum Question {
    /// A request for the table of findings.
    Rules,
    /// A request for what a report says of its engine.
    Engine,
    /// A check whether a policy can be used. If not, the error says what is wrong with it.
    CheckPolicy(Json),
    /// An inspection of a policy in a file. If it cannot be used, the error says what is wrong with it.
    ReadPolicy(File),
    /// An inspection of a trust file.
    InspectTrust(File),
    /// An inspection of the entries that this browser stores. It is requested before each verification that needs it.
    InspectKept(File),
    /// A check whether the chain of a certificate holds.
    VerifyCertificate(Json),
    /// A report as a page that stands alone: its JSON, and the tag of a language.
    Page(Blob, String),
    /// A comparison of two reports: the JSON of the older and of the newer one.
    Compare(Blob, Blob),
    /// The text of a file in a package.
    ReadText(Reading),
    /// A package inside a package.
    OpenInside(Reading),
    /// The digest of a whole file.
    DigestFile(File),
}

impl Question {
    /// Returns whether the question is sent to the next worker if one ends without an answer. Nobody else would ask it
    /// again.
    pub(super) fn outlives_worker(&self) -> bool {
        matches!(self, Self::Rules | Self::Engine | Self::InspectTrust(_))
    }
}

//! What the engine is asked.

use std::{collections::BTreeMap, rc::Rc};

use web_sys::File;

use crate::json::Json;

/// The files that were supplied for the external artifacts of a package, by URI.
pub(crate) type Supplied = Rc<BTreeMap<String, File>>;

/// What is to be verified, and by what.
#[derive(Debug)]
pub(crate) struct Job {
    /// The number of the run.
    pub(crate) run: u32,
    /// The package.
    pub(crate) package: File,
    /// What names the package together with these files: the worker reads them once.
    pub(crate) reading: String,
    /// The files for its external artifacts.
    pub(crate) supplied: Supplied,
    /// Whom to trust: a bundle.
    pub(crate) trust: Json,
    /// What to ask of it.
    pub(crate) policy: Json,
}

/// Something else that is asked of the engine.
#[derive(Clone, Debug)]
pub(crate) enum Question {
    /// The table of findings.
    Rules,
    /// Whether a policy can be used: what is wrong with it is the error.
    CheckPolicy(Json),
    /// What is in a trust file.
    InspectTrust(File),
    /// The same, of what this browser keeps. It is asked before each verification that needs it.
    InspectKept(File),
    /// Whether the chain of a certificate holds.
    VerifyCertificate(Json),
}

impl Question {
    /// Whether it is asked again of the next worker, should one end before it has answered: nobody else would.
    pub(super) fn outlives_worker(&self) -> bool {
        matches!(self, Self::Rules | Self::InspectTrust(_))
    }
}

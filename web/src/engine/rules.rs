//! The engine's table of rules.

use vnfseal::report::{Aspect, Severity};

use crate::json::objects;

/// A rule of the engine's table, as far as the page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RuleText {
    /// The stable code.
    pub(crate) code: String,
    /// How grave its findings are.
    pub(crate) severity: Severity,
    /// The part of the verdict it bears on.
    pub(crate) aspect: Aspect,
    /// Whether a policy may accept it although it is no mere warning.
    pub(crate) acceptable: bool,
    /// What is wrong, in general.
    pub(crate) title: String,
}

impl RuleText {
    /// Whether a policy may accept it. (Core refuses a policy that accepts anything else.)
    pub(crate) fn may_be_accepted(&self) -> bool {
        self.acceptable || self.severity >= Severity::Warn
    }
}

objects! {
    RuleText {
        code: "code",
        severity: "severity",
        aspect: "aspect",
        acceptable: "acceptable",
        title: "title",
    }
}

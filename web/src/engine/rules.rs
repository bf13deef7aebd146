//! The engine's table of rules.

use vnfseal::report::{Aspect, Severity};

use crate::json::objects;

/// A rule of the engine's table, with the parts that the page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RuleText {
    /// The stable code.
    pub(crate) code: String,
    /// The severity of its findings.
    pub(crate) severity: Severity,
    /// The part of the verdict that it affects.
    pub(crate) aspect: Aspect,
    /// Whether a policy may accept it although it is more than a warning.
    pub(crate) acceptable: bool,
    /// The fault, in general.
    pub(crate) title: String,
}

impl RuleText {
    /// Returns whether a policy may accept it. (Core refuses a policy that accepts anything else.)
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

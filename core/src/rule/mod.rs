//! The rules: everything that core can find. This module defines what a rule is; `table` has the rules themselves.

mod details;
mod place;
mod severity;
mod table;
mod violation;

use serde::Serialize;

pub use self::{
    details::{Details, ReachedLimit},
    place::Place,
    severity::{Aspect, Severity},
    table::RULES,
};
pub(crate) use self::{table::*, violation::Violation};

/// One rule of the table.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Rule {
    /// The stable dotted code.
    pub code: &'static str,
    /// The severity of a finding of this rule.
    pub severity: Severity,
    /// The part of the verdict that it affects.
    pub aspect: Aspect,
    /// Whether a policy may accept it (see [`Policy::accept`](crate::policy::Policy::accept)).
    pub acceptable: bool,
    /// The clause that it enforces.
    pub clause: &'static str,
    /// The fault, in general.
    pub title: &'static str,
    /// The reason why it matters.
    pub why: &'static str,
    /// What to do for who received the package. It names nothing that only its maker can do.
    pub fix: &'static str,
    /// What to do for the vendor, who made the package. It is absent where the fault is not the package's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vendor_fix: Option<&'static str>,
    /// The codes that ONAP's validator (vnfsdk-validation) has for the same fault.
    pub onap: &'static [&'static str],
}

/// Finds a rule by its code.
#[must_use]
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.code == code)
}

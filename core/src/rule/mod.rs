//! The rules: everything core can find. What a rule is; the rules themselves stand in `table`.

mod place;
mod severity;
mod table;
mod violation;

use serde::Serialize;

pub use self::{
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
    /// How grave a finding of this rule is.
    pub severity: Severity,
    /// Which part of the verdict it bears on.
    pub aspect: Aspect,
    /// Whether a policy may accept it (see [`Policy::accept`](crate::policy::Policy::accept)).
    pub acceptable: bool,
    /// The clause it enforces.
    pub clause: &'static str,
    /// What is wrong, in general.
    pub title: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// What to do.
    pub fix: &'static str,
    /// The codes ONAP's validator (vnfsdk-validation) has for the same thing.
    pub onap: &'static [&'static str],
}

/// Finds a rule by its code.
#[must_use]
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.code == code)
}

//! Findings, and how the package stands to the standard.

use alloc::{borrow::Cow, string::String, vec::Vec};

use serde::{Deserialize, Serialize};

use crate::rule::{Aspect, Place, Severity};

/// One statement of GS NFV-SEC 021 and how this package stands to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Conformance {
    /// The statement's name in our register, `SEC021-5.2-b` say.
    pub id: Cow<'static, str>,
    /// The statement in our words.
    pub statement: Cow<'static, str>,
    /// Whether it is met.
    pub state: ConformanceState,
    /// Why it does not apply, why nothing is known, or where it happens when it is not this verification that shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<Cow<'static, str>>,
    /// Codes of the findings behind it.
    pub findings: Vec<Cow<'static, str>>,
}

/// Whether a statement is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum ConformanceState {
    /// Shown to be met.
    Met,
    /// Shown not to be met.
    NotMet,
    /// Neither could be shown.
    Unknown,
    /// Does not concern this package, policy or stage.
    NotApplicable,
}

/// One statement about the package, from the table of rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// The rule's stable code, `artifact.digest-mismatch` say.
    pub code: Cow<'static, str>,
    /// How grave.
    pub severity: Severity,
    /// Which part of the verdict it bears on.
    pub aspect: Aspect,
    /// What is wrong, with the values of this package.
    pub what: String,
    /// Why it matters.
    pub why: Cow<'static, str>,
    /// What to do.
    pub fix: Cow<'static, str>,
    /// The clause it enforces.
    pub clause: Cow<'static, str>,
    /// The codes ONAP's validator has for the same thing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub onap: Vec<Cow<'static, str>>,
    /// Where.
    #[serde(default, skip_serializing_if = "Place::is_nowhere")]
    pub place: Place,
    /// Whether the policy accepts it: shown, and without weight for the verdict.
    #[serde(default)]
    pub accepted: bool,
}

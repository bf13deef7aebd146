//! How grave a broken rule is, and what part of the verdict it bears on.

use serde::{Deserialize, Serialize};

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    /// A "shall" is not met: the verdict is `failed`.
    Fail,
    /// It cannot be told: the verdict is at best `indeterminate`.
    Unknown,
    /// A "should" is not met.
    Warn,
    /// A remark.
    Note,
}

/// The part of the verdict a finding bears on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Aspect {
    /// Digests and signature mathematics.
    Integrity,
    /// Chains, roles, usage and time.
    Authenticity,
    /// Listed, missing, ambiguous.
    Completeness,
}

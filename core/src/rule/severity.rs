//! The severity of a broken rule, and the part of the verdict that it affects.

use serde::{Deserialize, Serialize};

/// The severity of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    /// A "shall" is not met, so the verdict is `failed`.
    Fail,
    /// The answer is not known, so the verdict is at best `indeterminate`.
    Unknown,
    /// A "should" is not met.
    Warn,
    /// A remark.
    Note,
}

/// The part of the verdict that a finding affects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Aspect {
    /// Digests and signature mathematics.
    Integrity,
    /// Chains, roles, usage and time.
    Authenticity,
    /// Files that are missing, not listed or ambiguous.
    Completeness,
}

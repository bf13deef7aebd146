//! The contents of a policy.

use alloc::{string::String, vec::Vec};

use serde::{Deserialize, Serialize};

use crate::policy::Policy;

/// The contents of a policy, and its differences from the default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PolicyInspection {
    /// The policy as it would be applied, with defaults filled in.
    pub policy: Policy,
    /// The differences from the default policy, in the order of the policy's keys.
    pub changes: Vec<PolicyChange>,
}

/// A value of a policy that is not the default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PolicyChange {
    /// The key, with the keys above it, for example `limits.entries`.
    pub key: String,
    /// The effect of the value on the verdict.
    pub effect: PolicyEffect,
    /// The effect of the value, as a sentence.
    pub sentence: String,
}

/// The effect of a value on the verdict, compared with the default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum PolicyEffect {
    /// A package can pass that would not pass otherwise.
    Looser,
    /// A package can fail that would pass otherwise.
    Stricter,
    /// The value asks another question: it names another edition, stage or time.
    Other,
    /// The value has no effect together with another value of the policy.
    Nothing,
}

//! What is in a policy.

use alloc::{string::String, vec::Vec};

use serde::{Deserialize, Serialize};

use crate::policy::Policy;

/// What a policy asks for, and where it is not the default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PolicyInspection {
    /// The policy as it would be applied, defaults filled in.
    pub policy: Policy,
    /// What differs from the default policy, in the order of the policy's keys.
    pub changes: Vec<PolicyChange>,
}

/// A value of a policy that is not the default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PolicyChange {
    /// The key, with the keys above it: `limits.entries`, for example.
    pub key: String,
    /// What it does to the verdict.
    pub effect: PolicyEffect,
    /// What it does, in a sentence.
    pub sentence: String,
}

/// What a value does to the verdict, compared with the default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum PolicyEffect {
    /// A package can pass that would not pass otherwise.
    Looser,
    /// A package can fail that would pass otherwise.
    Stricter,
    /// It asks another question: another edition, stage or time.
    Other,
    /// Beside another value of the policy it does nothing.
    Nothing,
}

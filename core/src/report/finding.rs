//! Findings, where they are, and how the package stands to the standard.

use alloc::{borrow::Cow, string::String, vec::Vec};

use serde::{Deserialize, Serialize};

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

/// Where a finding is.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Place {
    /// A path in the CSAR, or in the delivery that holds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Whether the path is one in an Option 2 delivery, beside the CSAR: a file of the CSAR may have the same.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub in_delivery: bool,
    /// A line of that file, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// The line of the manifest that lists that file, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manifest_line: Option<u32>,
    /// SHA-256 fingerprint of a certificate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<String>,
    /// Index into `Report::signatures`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<usize>,
}

impl Place {
    /// The path, if it is one in the CSAR.
    pub(crate) fn path_in_csar(&self) -> Option<&str> {
        self.path.as_deref().filter(|_| !self.in_delivery)
    }

    /// Whether it names no place at all.
    #[must_use]
    pub fn is_nowhere(&self) -> bool {
        *self == Self::default()
    }
}

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

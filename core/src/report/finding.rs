//! Findings, and whether the package meets the standard.

use alloc::{borrow::Cow, string::String, vec::Vec};

use serde::{Deserialize, Serialize};

use crate::rule::{Aspect, Details, Place, Severity};

/// A statement of GS NFV-SEC 021, and whether this package meets it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Conformance {
    /// The statement's name in our register, for example `SEC021-5.2-b`.
    pub id: Cow<'static, str>,
    /// The statement in our words.
    pub statement: Cow<'static, str>,
    /// Whether it is met.
    pub state: ConformanceState,
    /// The reason why it does not apply, why nothing is known, or where it happens if this verification does not show
    /// it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<Cow<'static, str>>,
    /// The remark's stable name, for programs: for example `no-signature`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark_code: Option<Cow<'static, str>>,
    /// The codes of the findings that explain the state.
    pub findings: Vec<Cow<'static, str>>,
}

/// Whether a statement is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum ConformanceState {
    /// The statement is shown to be met.
    Met,
    /// The statement is shown not to be met.
    NotMet,
    /// Neither could be shown.
    Unknown,
    /// The statement does not concern this package, policy or stage.
    NotApplicable,
}

/// One finding about the package, from the table of rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// The rule's stable code, for example `artifact.digest-mismatch`.
    pub code: Cow<'static, str>,
    /// The severity of the finding.
    pub severity: Severity,
    /// The part of the verdict that it affects.
    pub aspect: Aspect,
    /// The fault, with the values of this package.
    pub what: String,
    /// The reason why it matters.
    pub why: Cow<'static, str>,
    /// What to do for who received the package.
    pub fix: Cow<'static, str>,
    /// What to do for the vendor, who made the package. It is absent where the fault is not the package's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vendor_fix: Option<Cow<'static, str>>,
    /// The clause that the rule enforces.
    pub clause: Cow<'static, str>,
    /// The codes that ONAP's validator has for the same fault.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub onap: Vec<Cow<'static, str>>,
    /// The place of the fault.
    #[serde(default, skip_serializing_if = "Place::is_nowhere")]
    pub place: Place,
    /// The values in the sentence `what`, for programs.
    #[serde(default, skip_serializing_if = "Details::is_empty")]
    pub details: Details,
    /// Whether the policy accepts the finding. An accepted finding is shown, but does not affect the verdict.
    #[serde(default)]
    pub accepted: bool,
}

impl Finding {
    /// Returns how many findings it stands for: itself, and those of its rule that are not listed.
    #[must_use]
    pub fn count(&self) -> usize {
        let left_out = self.details.left_out.unwrap_or_default();
        usize::try_from(left_out).unwrap_or(usize::MAX).saturating_add(1)
    }

    /// Returns how many findings these stand for.
    #[must_use]
    pub fn count_of<'a>(findings: impl IntoIterator<Item = &'a Self>) -> usize {
        findings.into_iter().map(Self::count).fold(0, usize::saturating_add)
    }
}

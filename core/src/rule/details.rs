//! What a finding is about, for programs: the values that its sentence has.

use alloc::{borrow::Cow, string::String, vec::Vec};

use serde::{Deserialize, Serialize};

use crate::digest::Checksum;

/// The values behind a finding's sentence, so that no program has to read English. A certificate's fingerprint is in the
/// finding's [`Place`](super::Place).
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Details {
    /// The digest that was declared or signed, and the digest that the content has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<Checksum>,
    /// The limit that was reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<ReachedLimit>,
    /// The subject of the certificate that the finding is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// What else the sentence names: files, entries of TOSCA.meta, algorithms, issuers, patterns. It is in the order of the
    /// sentence, and leaves out the path of the place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// The time that decides, in RFC 3339: the end or beginning of a validity, or the date of a revocation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// The reason of a revocation, as RFC 5280 section 5.3.1 names it: `keyCompromise`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Cow<'static, str>>,
    /// How many further findings of the same rule there are that are not listed. Only the last that is listed has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_out: Option<u64>,
}

impl Details {
    /// Whether there are no details.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A limit that was reached.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ReachedLimit {
    /// The name of the limit in the table of limits, for example `CMS_SIGNERS`.
    pub name: Cow<'static, str>,
    /// The number in force, in the unit of that table. A policy may have changed it. It is absent if it depends on what the
    /// package has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u64>,
    /// The number that the package has, if it was counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<u64>,
}

//! Where something is wrong.

use alloc::string::String;

use serde::{Deserialize, Serialize};

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
    /// A file.
    pub(crate) fn path(path: &str) -> Self {
        Self { path: Some(path.into()), ..Self::default() }
    }

    /// A file, and the line of the manifest that lists it.
    pub(crate) fn listed(path: &str, manifest_line: u32) -> Self {
        Self { manifest_line: Some(manifest_line), ..Self::path(path) }
    }

    /// A certificate, by its fingerprint.
    pub(crate) fn certificate(fingerprint: &str) -> Self {
        Self { fingerprint: Some(fingerprint.into()), ..Self::default() }
    }

    /// A line of a file, from 1.
    pub(crate) fn line(path: &str, line: u32) -> Self {
        Self { path: Some(path.into()), line: Some(line), ..Self::default() }
    }

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

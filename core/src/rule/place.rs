//! The place of a fault.

use alloc::string::String;

use serde::{Deserialize, Serialize};

/// The place of a finding.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Place {
    /// A path in the CSAR, or in the delivery that holds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Whether the path is one in an Option 2 delivery, beside the CSAR. A file of the CSAR may have the same path.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub in_delivery: bool,
    /// The number of a line of that file, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// The number of the manifest line that lists that file, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manifest_line: Option<u32>,
    /// The SHA-256 fingerprint of a certificate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<String>,
    /// The index of a signature in `Report::signatures`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<usize>,
}

impl Place {
    /// Returns the place of a file.
    pub(crate) fn path(path: &str) -> Self {
        Self { path: Some(path.into()), ..Self::default() }
    }

    /// Returns the place of a file, with the line of the manifest that lists it.
    pub(crate) fn listed(path: &str, manifest_line: u32) -> Self {
        Self { manifest_line: Some(manifest_line), ..Self::path(path) }
    }

    /// Returns the place of a certificate, by its fingerprint.
    pub(crate) fn certificate(fingerprint: &str) -> Self {
        Self { fingerprint: Some(fingerprint.into()), ..Self::default() }
    }

    /// Returns the place of a line of a file, from 1.
    pub(crate) fn line(path: &str, line: u32) -> Self {
        Self { path: Some(path.into()), line: Some(line), ..Self::default() }
    }

    /// Returns the path, if it is one in the CSAR.
    pub(crate) fn path_in_csar(&self) -> Option<&str> {
        self.path.as_deref().filter(|_| !self.in_delivery)
    }

    /// Returns whether it names no place at all.
    #[must_use]
    pub fn is_nowhere(&self) -> bool {
        *self == Self::default()
    }
}

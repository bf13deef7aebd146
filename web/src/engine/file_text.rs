//! The text of a file in a package, as the worker gives it.

use crate::json::{self, objects};

/// What the worker says of a file: its text, or the code of the reason why it is not given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FileText {
    /// The text.
    pub(crate) text: Option<String>,
    /// Whether all of it is UTF-8.
    pub(crate) is_utf8: Option<bool>,
    /// The size of the file in bytes.
    pub(crate) size: Option<u64>,
    /// The code of the reason, for example `file.too-large`.
    pub(crate) reason: Option<String>,
}

impl FileText {
    /// Reads an answer of the worker. What this page cannot read has no text.
    pub(crate) fn of(json: &str) -> Self {
        json::parse(json).unwrap_or_default()
    }
}

objects! {
    FileText { text: "text", is_utf8: "isUtf8", size: "size", reason: "reason" }
}

//! The parts of a changed archive.

use alloc::{collections::BTreeMap, string::String, vec::Vec};

use crate::rule::{self, Violation};

/// A part of a changed archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// A range of the old archive.
    Old {
        /// The offset where the range begins.
        offset: u64,
        /// The length of the range in bytes.
        length: u64,
    },
    /// New bytes.
    New(Vec<u8>),
}

impl Segment {
    /// Returns the length in bytes.
    #[must_use]
    pub fn length(&self) -> u64 {
        match self {
            Self::Old { length, .. } => *length,
            Self::New(bytes) => u64::try_from(bytes.len()).unwrap_or(u64::MAX),
        }
    }
}

/// The new contents of files, by path.
pub(crate) type Changes = BTreeMap<String, Vec<u8>>;

/// Reports what the checks before make impossible, or content too large for a signature.
pub(super) fn impossible() -> Violation {
    rule::ARCHIVE_DIRECTORY.broken("The archive cannot be changed in this way.")
}

//! The parts of a changed archive.

use alloc::{collections::BTreeMap, string::String, vec::Vec};

use crate::{
    host::task::Range,
    rule::{self, Violation},
};

/// A part of a changed archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// A range of a source: 0 is the old archive, and others are what the host has supplied.
    Range(Range),
    /// New bytes.
    New(Vec<u8>),
}

impl Segment {
    /// Returns the length in bytes.
    #[must_use]
    pub fn length(&self) -> u64 {
        match self {
            Self::Range(range) => range.length,
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

//! The parts of a new or changed archive.

use alloc::{collections::BTreeMap, string::String, vec::Vec};

use crate::{
    host::{exchange::Exchange, task::Range},
    rule::{self, Violation},
    zip_record::crc32,
};

/// A part of a new or changed archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// A range of a source: the old archive, or what the host has supplied.
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

/// The new contents of small files, by path.
#[cfg(feature = "sign")]
pub(crate) type Changes = BTreeMap<String, Vec<u8>>;

/// The new contents of files of any size, by path.
pub(crate) type Contents = BTreeMap<String, EntryContent>;

/// The content of a file that is new or changes.
#[derive(Clone, Debug)]
pub(crate) enum EntryContent {
    /// A few bytes.
    Bytes(Vec<u8>),
    /// What the host has supplied.
    Supplied(NewContent),
}

/// New content of any length, which the host has supplied.
// Only encryption gives it to hosts.
#[cfg_attr(not(feature = "encrypt"), allow(unreachable_pub))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewContent {
    /// Where it is. It may be empty.
    pub range: Range,
    /// Its CRC-32.
    pub crc32: u32,
}

impl EntryContent {
    /// Returns a whole source of the host.
    #[cfg(feature = "sign")]
    pub(crate) const fn of_source(source: usize, length: u64, crc32: u32) -> Self {
        Self::Supplied(NewContent { range: Range { source, offset: 0, length }, crc32 })
    }

    pub(crate) fn length(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => u64::try_from(bytes.len()).unwrap_or(u64::MAX),
            Self::Supplied(content) => content.range.length,
        }
    }

    pub(super) fn crc32(&self) -> u32 {
        match self {
            Self::Bytes(bytes) => crc32(bytes),
            Self::Supplied(content) => content.crc32,
        }
    }
}

impl From<Vec<u8>> for EntryContent {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}

/// The archive that segments make, which can be read anywhere. There may be a segment or two for each of its files.
pub(crate) struct Assembled<'a> {
    segments: &'a [Segment],
    /// Where each segment begins.
    starts: Vec<u64>,
    pub(crate) length: u64,
}

impl<'a> Assembled<'a> {
    pub(crate) fn of(segments: &'a [Segment]) -> Option<Self> {
        let (mut starts, mut length) = (Vec::new(), 0_u64);
        for segment in segments {
            starts.push(length);
            length = length.checked_add(segment.length())?;
        }
        Some(Self { segments, starts, length })
    }

    /// Reads a range of the archive. The exchange has its sources.
    pub(crate) async fn read(&self, exchange: &Exchange, offset: u64, length: u64) -> Option<Vec<u8>> {
        let end = offset.checked_add(length)?;
        let first = self.starts.partition_point(|start| *start <= offset).checked_sub(1)?;
        let mut bytes = Vec::new();
        for (segment, start) in
            self.segments.iter().zip(&self.starts).skip(first).take_while(|(_, start)| **start < end)
        {
            let next = start.checked_add(segment.length())?;
            // The part of the segment that lies in the range.
            let (from, to) = (offset.clamp(*start, next).checked_sub(*start)?, end.min(next).checked_sub(*start)?);
            match segment {
                Segment::Range(whole) => {
                    let (offset, length) = (whole.offset.checked_add(from)?, to.checked_sub(from)?);
                    bytes.extend(exchange.read(Range { offset, length, ..*whole }).await);
                }
                Segment::New(new) => {
                    bytes.extend_from_slice(new.get(usize::try_from(from).ok()?..usize::try_from(to).ok()?)?);
                }
            }
        }
        (end <= self.length).then_some(bytes)
    }
}

/// Reports what the checks before make impossible, or content too large for a signature.
pub(crate) fn impossible() -> Violation {
    rule::ARCHIVE_DIRECTORY.broken("The archive cannot be written in this way.")
}

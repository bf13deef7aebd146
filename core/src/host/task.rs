//! What a host is asked to do, and how it answers.

use alloc::{string::String, vec::Vec};

use serde::{Deserialize, Serialize};

use crate::digest::{DigestAlgorithm, hexadecimal};

/// Part of the package, or an external artifact, that the host has to read through once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DigestTask {
    /// The number of the task. Its outcome has the same number.
    pub index: usize,
    /// The source to read from. 0 is the file itself. Then come the external artifacts that were supplied, and after
    /// them the CSAR that a task with [`Self::expand`] produced.
    pub source: usize,
    /// The path in the archive, or the URI of an external artifact. It is only shown.
    pub path: String,
    /// The offset in the source where the bytes begin.
    pub offset: u64,
    /// The length of the bytes in the source.
    pub compressed_size: u64,
    /// The length of the content after decompression, in bytes.
    pub size: u64,
    /// The compression method of the bytes in the source.
    pub method: Method,
    /// The CRC-32 that the archive states, or null for content that is in no archive. The field is always present, so
    /// that no host forgets to check it.
    #[serde(deserialize_with = "Option::deserialize")]
    pub crc32: Option<u32>,
    /// The digests to compute, all in one pass.
    pub algorithms: Vec<DigestAlgorithm>,
    /// Prefixes in lower-case hex. For each, the host computes the SHA-512 of its octets followed by the content, as
    /// Ed25519 needs it (RFC 8032 section 5.1.7). They are computed in the same pass and come after the other digests.
    #[serde(default)]
    pub prefixes: Vec<String>,
    /// Whether the host keeps the decompressed bytes, which become the next source.
    pub expand: bool,
    /// Whether the outcome has to state the CRC-32 of the content, because the content goes into an archive.
    #[serde(default, skip_serializing_if = "is_false")]
    pub finds_crc32: bool,
}

impl DigestTask {
    /// Returns a task over a whole source, which is in no archive. It has no number and computes nothing yet.
    pub(crate) const fn of_source(source: usize, path: String, size: u64) -> Self {
        Self {
            index: 0,
            source,
            path,
            offset: 0,
            compressed_size: size,
            size,
            method: Method::Stored,
            crc32: None,
            algorithms: Vec::new(),
            prefixes: Vec::new(),
            expand: false,
            finds_crc32: false,
        }
    }
}

// Serde passes the value by reference.
#[allow(clippy::trivially_copy_pass_by_ref)]
const fn is_false(value: &bool) -> bool {
    !*value
}

/// How an archive holds an entry's content (ISO/IEC 21320-1 allows these two).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Method {
    /// The content is stored as it is.
    Stored,
    /// The content is a raw deflate stream (RFC 1951).
    Deflated,
}

/// The outcome of a [`DigestTask`]. It holds only facts, which core judges. It is the same whoever ran the task, and in
/// whatever pieces. For content that is not intact it holds nothing else, because how far one gets depends on the
/// pieces. In JSON, octets are lower-case hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DigestOutcome {
    /// The number of the task.
    pub index: usize,
    /// Whether the content decompressed to exactly the size and the CRC-32 of the task.
    pub intact: bool,
    /// The digests, in the order of the task, with those of prefixes last. Empty if the content is not intact.
    #[serde(with = "hexadecimal::list")]
    pub digests: Vec<Vec<u8>>,
    /// The first bytes of the content, at most [`HEAD_LENGTH`]. Empty if the content is not intact.
    #[serde(with = "hexadecimal")]
    pub head: Vec<u8>,
    /// The CRC-32 of the content, if the task asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crc32: Option<u32>,
}

impl DigestOutcome {
    /// Returns the outcome of a task whose content is not what the archive states.
    #[must_use]
    pub const fn broken(index: usize) -> Self {
        Self { index, intact: false, digests: Vec::new(), head: Vec::new(), crc32: None }
    }

    /// Returns whether this can be the outcome of the task.
    pub(crate) fn fits(&self, task: &DigestTask) -> bool {
        let expected = task.algorithms.len().saturating_add(task.prefixes.len());
        let is_whole = self.digests.len() == expected && self.crc32.is_some() == task.finds_crc32;
        self.index == task.index && (!self.intact || is_whole)
    }
}

/// The number of first bytes of a content that are kept: enough to recognize the content type of a CMS structure.
pub const HEAD_LENGTH: usize = 32;

/// The next thing that a [`Verification`](crate::Verification) needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Step {
    /// The verification needs bytes of a source. Answer with [`Verification::supply`](crate::Verification::supply).
    Read(Range),
    /// The verification needs digests. Answer each task with [`Verification::complete`](crate::Verification::complete).
    Digest(Vec<DigestTask>),
    /// The verification needs nothing: [`Verification::report`](crate::Verification::report) can be called.
    Ready(bool),
}

/// A range of bytes in a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Range {
    /// The number of the source.
    pub source: usize,
    /// The offset where the range begins.
    pub offset: u64,
    /// The length of the range in bytes, never 0.
    pub length: u64,
}

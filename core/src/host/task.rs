//! What a host is asked to do, and how it answers.

use alloc::{string::String, vec::Vec};

use serde::{Deserialize, Serialize};

use crate::digest::DigestAlgorithm;

/// Part of the package, or an external artifact, that the host has to read through once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DigestTask {
    /// Its number; the outcome carries it back.
    pub index: usize,
    /// The source to read from: 0 is the file itself, then come the external artifacts that were supplied, and after
    /// them the CSAR that a task with [`Self::expand`] produced.
    pub source: usize,
    /// The path in the archive, or the URI of an external artifact, to show.
    pub path: String,
    /// Where the bytes begin in the source.
    pub offset: u64,
    /// How many bytes the source holds of it.
    pub compressed_size: u64,
    /// How many bytes it has when it is decompressed.
    pub size: u64,
    /// How the source holds it.
    pub method: Method,
    /// The CRC-32 the archive states; null for what is in no archive. It is never left out: nothing should forget to check it.
    #[serde(deserialize_with = "Option::deserialize")]
    pub crc32: Option<u32>,
    /// The digests to compute, all in one pass.
    pub algorithms: Vec<DigestAlgorithm>,
    /// For each of these octets, in lower-case hex, the SHA-512 of them and the content behind them: what Ed25519 needs
    /// (RFC 8032 section 5.1.7). They are computed in the same pass, and come after the other digests.
    #[serde(default)]
    pub prefixes: Vec<String>,
    /// Whether the decompressed bytes are to be kept and become the next source.
    pub expand: bool,
}

/// How an archive holds an entry's content (ISO/IEC 21320-1 allows these two).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Method {
    /// As it is.
    Stored,
    /// As a raw deflate stream (RFC 1951).
    Deflated,
}

/// What came out of a [`DigestTask`]: facts only, core judges them. It says the same whoever ran the task, and in
/// whatever pieces: of content that is not intact it says nothing else, because how far one gets depends on the pieces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DigestOutcome {
    /// The task's number.
    pub index: usize,
    /// Whether the content decompressed to exactly the size and the CRC-32 of the task.
    pub intact: bool,
    /// The digests asked for, in the order of the task, those with prefixes last, in lower-case hex; none of content that is
    /// not intact.
    pub digests: Vec<String>,
    /// The first bytes of the content, at most [`HEAD_LENGTH`], in lower-case hex; none of content that is not intact.
    pub head: String,
}

impl DigestOutcome {
    /// The outcome of a task whose content is not what the archive states.
    #[must_use]
    pub const fn broken(index: usize) -> Self {
        Self { index, intact: false, digests: Vec::new(), head: String::new() }
    }

    /// Whether this can be the outcome of the task.
    pub(crate) fn fits(&self, task: &DigestTask) -> bool {
        let expected = task.algorithms.len().saturating_add(task.prefixes.len());
        self.index == task.index && (!self.intact || self.digests.len() == expected)
    }
}

/// How many first bytes of a content are looked at: enough to tell a CMS structure's content type.
pub const HEAD_LENGTH: usize = 32;

/// What a [`Verification`](crate::Verification) needs next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Step {
    /// Bytes of a source; answered with [`Verification::supply`](crate::Verification::supply).
    Read(Range),
    /// Digests; each task is answered with [`Verification::complete`](crate::Verification::complete).
    Digest(Vec<DigestTask>),
    /// Nothing: [`Verification::report`](crate::Verification::report) can be called.
    Ready(bool),
}

/// A range of bytes in a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Range {
    /// The source.
    pub source: usize,
    /// Where it begins.
    pub offset: u64,
    /// How many bytes, never 0.
    pub length: u64,
}

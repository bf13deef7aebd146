//! The reference digester: inflate, CRC-32 and digests in one pass, chunk by chunk, in constant memory.

use alloc::{boxed::Box, vec, vec::Vec};

use zlib_rs::{Inflate, InflateFlush, Status};

use crate::{
    digest::{DigestAlgorithm, Hasher, from_hex},
    host::task::{DigestOutcome, DigestTask, HEAD_LENGTH, Method},
};

/// The output buffer of one inflate step: large enough that the cost of calls is small, small enough for every cache.
const BUFFER_LENGTH: usize = 64 << 10;

/// Runs one [`DigestTask`]. Give it the task's bytes in order, then ask for the outcome.
pub struct Digester {
    task: DigestTask,
    inflater: Option<Inflater>,
    hashers: Vec<Hasher>,
    crc32: u32,
    /// The number of compressed bytes taken.
    taken: u64,
    /// The number of content bytes seen.
    seen: u64,
    head: Vec<u8>,
    is_broken: bool,
}

struct Inflater {
    inflate: Inflate,
    buffer: Box<[u8]>,
    has_ended: bool,
}

impl Digester {
    /// Begins a task.
    #[must_use]
    pub fn new(task: DigestTask) -> Self {
        let inflater = (task.method == Method::Deflated).then(|| Inflater {
            // The window is 32 KiB, as ZIP uses it for a raw deflate stream.
            inflate: Inflate::new(false, 15),
            buffer: vec![0; BUFFER_LENGTH].into_boxed_slice(),
            has_ended: false,
        });
        let plain = task.algorithms.iter().map(|algorithm| Hasher::new(*algorithm));
        let hashers = plain.chain(task.prefixes.iter().map(|prefix| behind(prefix))).collect();
        Self { task, inflater, hashers, crc32: 0, taken: 0, seen: 0, head: Vec::new(), is_broken: false }
    }

    /// Takes the next bytes of the source, and gives the content they decompress to, in pieces, to `sink`. Content
    /// beyond the size that the archive states is never produced.
    pub fn update(&mut self, chunk: &[u8], mut sink: impl FnMut(&[u8])) {
        self.taken = self.taken.saturating_add(u64::try_from(chunk.len()).unwrap_or(u64::MAX));
        if self.taken > self.task.compressed_size {
            self.is_broken = true;
        }
        if self.is_broken {
            return;
        }
        match self.inflater.take() {
            None => self.take_content(chunk, &mut sink),
            Some(mut inflater) => {
                self.inflate(&mut inflater, chunk, &mut sink);
                self.inflater = Some(inflater);
            }
        }
    }

    /// Returns the outcome of the task.
    #[must_use]
    pub fn finish(self) -> DigestOutcome {
        let has_ended = self.inflater.is_none_or(|inflater| inflater.has_ended);
        let is_intact = !self.is_broken
            && has_ended
            && self.taken == self.task.compressed_size
            && self.seen == self.task.size
            && self.task.crc32.is_none_or(|crc32| crc32 == self.crc32);
        if !is_intact {
            return DigestOutcome::broken(self.task.index);
        }
        DigestOutcome {
            index: self.task.index,
            intact: true,
            digests: self.hashers.into_iter().map(Hasher::finish).collect(),
            head: self.head,
            crc32: self.task.finds_crc32.then_some(self.crc32),
        }
    }

    fn inflate(&mut self, inflater: &mut Inflater, mut input: &[u8], sink: &mut impl FnMut(&[u8])) {
        loop {
            if inflater.has_ended {
                // Compressed bytes after the end of the stream belong to nothing.
                self.is_broken |= !input.is_empty();
                return;
            }
            let (before_in, before_out) = (inflater.inflate.total_in(), inflater.inflate.total_out());
            let status = inflater.inflate.decompress(input, &mut inflater.buffer, InflateFlush::NoFlush);
            let taken = advance(before_in, inflater.inflate.total_in());
            let produced = advance(before_out, inflater.inflate.total_out());
            match (status, input.get(taken..), inflater.buffer.get(..produced)) {
                (Ok(status), Some(rest), Some(content)) => {
                    input = rest;
                    inflater.has_ended = status == Status::StreamEnd;
                    self.take_content(content, sink);
                }
                _ => self.is_broken = true,
            }
            let is_stuck = taken == 0 && produced == 0;
            let wants_input = input.is_empty() && produced < inflater.buffer.len();
            if self.is_broken || (!inflater.has_ended && (is_stuck || wants_input)) {
                return;
            }
        }
    }

    fn take_content(&mut self, content: &[u8], sink: &mut impl FnMut(&[u8])) {
        let length = u64::try_from(content.len()).unwrap_or(u64::MAX);
        self.seen = self.seen.saturating_add(length);
        if self.seen > self.task.size {
            self.is_broken = true;
            return;
        }
        if self.task.crc32.is_some() || self.task.finds_crc32 {
            self.crc32 = zlib_rs::crc32::crc32(self.crc32, content);
        }
        for hasher in &mut self.hashers {
            hasher.update(content);
        }
        let wanted = HEAD_LENGTH.saturating_sub(self.head.len()).min(content.len());
        self.head.extend_from_slice(content.get(..wanted).unwrap_or_default());
        sink(content);
    }
}

/// Returns a SHA-512 that has taken the prefix. Core asks only for prefixes in hexadecimal; for others the digest has
/// no meaning.
fn behind(prefix: &str) -> Hasher {
    let mut hasher = Hasher::new(DigestAlgorithm::Sha512);
    hasher.update(&from_hex(prefix).unwrap_or_default());
    hasher
}

fn advance(before: u64, after: u64) -> usize {
    usize::try_from(after.saturating_sub(before)).unwrap_or(usize::MAX)
}

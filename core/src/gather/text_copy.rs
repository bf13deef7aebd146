//! The copy that OpenSSL signs of a file that it takes for text.

use alloc::vec::Vec;

use crate::{
    cms::verify::Digests,
    digest::{DigestAlgorithm, Hasher},
    ordered::Ordered as _,
};

/// The longest piece of a line that OpenSSL reads (`MAX_SMLEN` in `asn_mime.c`, without the NUL after it).
const LINE_MAX: usize = 1023;

/// Digests the copy of a file that `openssl cms -sign` signs without `-binary` (`SMIME_crlf_copy`). OpenSSL reads lines
/// as C strings, which end at the first NUL, and gives them CRLF line ends. A line that begins with NUL ends the copy.
pub(super) struct TextCopy {
    hashers: Vec<(DigestAlgorithm, Hasher)>,
    line: Vec<u8>,
    has_ended: bool,
}

impl TextCopy {
    pub(super) fn new(algorithms: &[DigestAlgorithm]) -> Self {
        let hashers = algorithms.iter().map(|algorithm| (*algorithm, Hasher::new(*algorithm))).collect();
        Self { hashers, line: Vec::new(), has_ended: false }
    }

    /// Takes the next bytes of the file. Returns whether the copy goes on.
    pub(super) fn update(&mut self, bytes: &[u8]) -> bool {
        for byte in bytes {
            if self.has_ended {
                break;
            }
            self.line.push(*byte);
            if *byte == b'\n' || self.line.len() == LINE_MAX {
                self.take_line();
            }
        }
        !self.has_ended
    }

    pub(super) fn finish(mut self) -> Digests {
        if !self.line.is_empty() && !self.has_ended {
            self.take_line();
        }
        self.hashers.into_iter().map(|(algorithm, hasher)| (algorithm, hasher.finish())).into_short_map()
    }

    fn take_line(&mut self) {
        let line = core::mem::take(&mut self.line);
        let seen = line.split(|byte| *byte == 0).next().unwrap_or_default();
        if seen.is_empty() {
            self.has_ended = true;
            return;
        }
        let is_line_end = |byte: &u8| matches!(byte, b'\r' | b'\n');
        let length = seen.iter().rposition(|byte| !is_line_end(byte)).map_or(0, |last| last.saturating_add(1));
        let (text, end) = seen.split_at_checked(length).unwrap_or((seen, &[]));
        for (_, hasher) in &mut self.hashers {
            hasher.update(text);
            if end.contains(&b'\n') {
                hasher.update(b"\r\n");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::TextCopy;
    use crate::digest::DigestAlgorithm;

    #[test]
    fn the_copy_of_openssl() {
        let long = vec![b'x'; 1500];
        for (file, copy) in [
            (&b"a\nb\r\nc"[..], &b"a\r\nb\r\nc"[..]),
            (b"PK\x03\x04\n\0\0\nrest", b"PK\x03\x04\r\n"),
            (b"PK\x03\x04\x14\0\x08\nmore\n\0", b"PK\x03\x04\x14more\r\n"),
            (b"a\r\r\n\n\r\nb\r", b"a\r\n\r\n\r\nb"),
            (&long, &long),
            (b"", b""),
        ] {
            for pieces in [1, 7, 4096] {
                let mut text = TextCopy::new(&[DigestAlgorithm::Sha256]);
                for piece in file.chunks(pieces) {
                    text.update(piece);
                }
                let digest = text.finish().remove(&DigestAlgorithm::Sha256);
                assert_eq!(digest, Some(DigestAlgorithm::Sha256.digest(copy)), "{file:?}");
            }
        }
    }
}

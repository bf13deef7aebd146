//! CRC-32 under the interface of the crate `crc32fast`, computed by zlib-rs. zip needs it for names in extra fields alone, and its
//! tables of 16 KB, which nothing compresses, would be a second copy of what zlib-rs has.

#![no_std]

use zlib_rs::crc32::{crc32, crc32_combine};

/// Returns the CRC-32 of bytes.
#[must_use]
pub fn hash(bytes: &[u8]) -> u32 {
    crc32(0, bytes)
}

/// The CRC-32 of what is given to it piece by piece.
#[derive(Clone, Debug, Default)]
pub struct Hasher {
    state: u32,
    length: u64,
}

impl Hasher {
    /// Begins with nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Begins after bytes of this CRC-32.
    #[must_use]
    pub fn new_with_initial(state: u32) -> Self {
        Self { state, length: 0 }
    }

    /// Begins after so many bytes of this CRC-32.
    #[must_use]
    pub fn new_with_initial_len(state: u32, length: u64) -> Self {
        Self { state, length }
    }

    /// Takes the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.state = crc32(self.state, bytes);
        self.length = self.length.wrapping_add(u64::try_from(bytes.len()).unwrap_or_default());
    }

    /// Takes what another one was given, after its own.
    pub fn combine(&mut self, next: &Self) {
        self.state = crc32_combine(self.state, next.state, next.length);
        self.length = self.length.wrapping_add(next.length);
    }

    /// Returns the CRC-32 of all.
    #[must_use]
    pub fn finalize(self) -> u32 {
        self.state
    }

    /// Begins again with nothing.
    pub fn reset(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The check value of CRC-32 (ISO-HDLC).
    const CHECK: u32 = 0xCBF4_3926;

    #[test]
    fn it_is_crc_32() {
        assert_eq!(hash(b"123456789"), CHECK);
        assert_eq!(hash(b""), 0);
    }

    #[test]
    fn pieces_are_the_whole() {
        let mut first = Hasher::new();
        first.update(b"12");
        first.update(b"34");
        let mut next = Hasher::new();
        next.update(b"56789");
        assert_eq!(Hasher::new_with_initial_len(first.clone().finalize(), 4).finalize(), hash(b"1234"));
        first.combine(&next);
        assert_eq!(first.clone().finalize(), CHECK);
        first.reset();
        assert_eq!(first.finalize(), hash(b""));
    }
}

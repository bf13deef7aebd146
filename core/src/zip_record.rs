//! Reads the numbers of a ZIP record, and computes its checksum.

/// Little-endian fields at offsets, as APPNOTE lists them.
pub(crate) struct Fields<'a>(pub(crate) &'a [u8]);

impl Fields<'_> {
    pub(crate) fn u16(&self, offset: usize) -> Option<u16> {
        self.array(offset).map(u16::from_le_bytes)
    }

    pub(crate) fn u32(&self, offset: usize) -> Option<u32> {
        self.array(offset).map(u32::from_le_bytes)
    }

    pub(crate) fn u64(&self, offset: usize) -> Option<u64> {
        self.array(offset).map(u64::from_le_bytes)
    }

    fn array<const N: usize>(&self, offset: usize) -> Option<[u8; N]> {
        self.0.get(offset..)?.first_chunk().copied()
    }
}

/// Returns the CRC-32 of bytes that follow others, from that of the others. It is 0 at the beginning.
#[cfg(feature = "encrypt")]
#[must_use]
pub fn crc32_after(others: u32, bytes: &[u8]) -> u32 {
    zlib_rs::crc32::crc32(others, bytes)
}

/// Returns the CRC-32 of a few bytes (APPNOTE 4.4.7).
pub(crate) fn crc32(bytes: &[u8]) -> u32 {
    zlib_rs::crc32::crc32(0, bytes)
}

//! Writes the records of a new entry: local header and record of the directory (APPNOTE 4.3.7 and 4.3.12). The entry is a
//! plain file, stored, with its sizes before it.

use alloc::vec::Vec;

use super::{
    directory::{END_SIGNATURE, RECORD_SIGNATURE},
    extra::ALL_ONES,
    kind::STORED,
    local_header::SIGNATURE,
    name::FLAG_UTF8,
    record_writer::{MADE_BY_UNIX, OPEN, Value, ZIP64_VERSION, end_records, put, put_values, zip64_field},
};
use crate::time::Time;

/// The version of the format that is needed without ZIP64 (4.4.3).
const VERSION: u16 = 20;
/// A plain file that everybody may read and its owner may write (4.4.15).
const PLAIN_FILE: u32 = 0o100_644 << 16;

/// A new entry of an archive.
pub(super) struct NewEntry<'a> {
    pub(super) name: &'a str,
    pub(super) crc32: u32,
    pub(super) length: u64,
    pub(super) header_start: u64,
    pub(super) at: Time,
}

impl NewEntry<'_> {
    pub(super) fn local_header(&self) -> Option<Vec<u8>> {
        let extra = if self.is_large() { zip64_field(&[self.length; 2])? } else { Vec::new() };
        let mut header = SIGNATURE.to_vec();
        let version = if self.is_large() { ZIP64_VERSION } else { VERSION };
        header.extend(version.to_le_bytes());
        header.extend(self.shared(extra.len())?);
        header.extend_from_slice(self.name.as_bytes());
        header.extend(extra);
        Some(header)
    }

    pub(super) fn central_record(&self) -> Option<Vec<u8>> {
        let values = [(24, self.length), (20, self.length), (42, self.header_start)];
        let values = values.map(|(place, number)| Value { place, number, is_open: false });
        let mut record = RECORD_SIGNATURE.to_vec();
        record.extend([MADE_BY_UNIX | VERSION, VERSION].map(u16::to_le_bytes).concat());
        record.extend(self.shared(0)?);
        // No comment, the first disk, no internal attributes. The offset follows the attributes.
        record.extend([0; 6]);
        record.extend(PLAIN_FILE.to_le_bytes());
        record.extend([0; 4]);
        let extra = put_values(&mut record, values)?;
        if !extra.is_empty() {
            put(&mut record, 4, &[MADE_BY_UNIX | ZIP64_VERSION, ZIP64_VERSION].map(u16::to_le_bytes).concat())?;
            put(&mut record, 30, &u16::try_from(extra.len()).ok()?.to_le_bytes())?;
        }
        record.extend_from_slice(self.name.as_bytes());
        record.extend(extra);
        Some(record)
    }

    /// Writes the fields that both headers have, from the flags to the length of the extra fields.
    fn shared(&self, extra_length: usize) -> Option<Vec<u8>> {
        let flags = if self.name.is_ascii() { 0 } else { FLAG_UTF8 };
        let (date, time) = self.at.to_dos();
        let length = u32::try_from(self.length).ok().filter(|_| !self.is_large()).map_or(OPEN, u32::to_le_bytes);
        let mut fields = [flags, STORED, time, date].map(u16::to_le_bytes).concat();
        fields.extend(self.crc32.to_le_bytes());
        fields.extend([length, length].concat());
        for length in [self.name.len(), extra_length] {
            fields.extend(u16::try_from(length).ok()?.to_le_bytes());
        }
        Some(fields)
    }

    fn is_large(&self) -> bool {
        self.length >= ALL_ONES
    }
}

/// Writes the end records of a directory with this many entries, this length and this offset, with ZIP64 if needed.
pub(super) fn new_end_records(count: u64, length: u64, offset: u64) -> Option<Vec<u8>> {
    let stated = u16::try_from(count).unwrap_or(u16::MAX).to_le_bytes();
    let end = [END_SIGNATURE, &[0; 4], &stated, &stated, &[0; 10]].concat();
    end_records(&end, count, length, offset)
}

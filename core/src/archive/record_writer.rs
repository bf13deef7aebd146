//! Writes the records of a changed or new archive: local header, record of the directory, end records (APPNOTE 4.3). A field that
//! need not change stays as it is.

use alloc::vec::Vec;

use super::{
    directory::{Parts, RECORD_LENGTH, Record, ZIP64_END_LENGTH, ZIP64_END_SIGNATURE, ZIP64_LOCATOR_SIGNATURE},
    extra::{ALL_ONES, ZIP64, split_field},
    kind::{FLAG_DESCRIPTOR, STORED},
    local_header::{FLAGS_EFFORT, HEADER_LENGTH},
    segment::EntryContent,
};
use crate::zip_record::Fields;

/// The version that ZIP64 needs (4.4.3), and that it is made on Unix (4.4.2).
pub(super) const ZIP64_VERSION: u16 = 45;
pub(super) const MADE_BY_UNIX: u16 = 3 << 8;
/// A 32-bit field that leaves its value to ZIP64.
pub(super) const OPEN: [u8; 4] = [0xFF; 4];

/// What an entry has in the new archive.
pub(super) struct NewExtent<'a> {
    /// Its new content, if that changes.
    pub(super) content: Option<&'a EntryContent>,
    pub(super) header_start: u64,
}

/// Writes the local header of stored content, from the old header.
pub(super) fn local_header(old: &[u8], content: &EntryContent) -> Option<Vec<u8>> {
    let fields = Fields(old);
    let (fixed, rest) = old.split_at_checked(HEADER_LENGTH)?;
    let (name, extra) = rest.split_at_checked(fields.u16(26)?.into())?;
    let mut extra = without_zip64(extra)?;
    let mut header = fixed.to_vec();
    if content.length() >= ALL_ONES {
        put(&mut header, 4, &fields.u16(4)?.max(ZIP64_VERSION).to_le_bytes())?;
        extra.extend(zip64_field(&[content.length(); 2])?);
    }
    put(&mut header, 6, &stored_flags(fields.u16(6)?).to_le_bytes())?;
    put(&mut header, 8, &STORED.to_le_bytes())?;
    put(&mut header, 14, &stated(content))?;
    put(&mut header, 28, &u16::try_from(extra.len()).ok()?.to_le_bytes())?;
    header.extend_from_slice(name);
    header.extend(extra);
    Some(header)
}

/// Writes the record of an entry in the directory.
pub(super) fn central_record(parts: &Parts<'_>, record: &Record, new: &NewExtent<'_>) -> Option<Vec<u8>> {
    if new.content.is_none() && new.header_start == record.header_start {
        return Some(parts.record.to_vec());
    }
    let fields = Fields(parts.record);
    let mut header = parts.record.get(..RECORD_LENGTH)?.to_vec();
    let mut sizes = [(24, record.size), (20, record.compressed_size)].map(|(place, size)| Value {
        place,
        number: size,
        is_open: fields.u32(place) == Some(u32::MAX),
    });
    if let Some(content) = new.content {
        put(&mut header, 8, &stored_flags(record.flags).to_le_bytes())?;
        put(&mut header, 10, &STORED.to_le_bytes())?;
        put(&mut header, 16, &stated(content))?;
        sizes = sizes.map(|size| Value { number: content.length(), is_open: false, ..size });
    }
    let [size, compressed_size] = sizes;
    let header_start = Value { place: 42, number: new.header_start, is_open: fields.u32(42) == Some(u32::MAX) };
    let mut extra = put_values(&mut header, [size, compressed_size, header_start])?;
    if !extra.is_empty() {
        put(&mut header, 6, &record.version_needed.max(ZIP64_VERSION).to_le_bytes())?;
    }
    extra.extend(without_zip64(parts.extra)?);
    put(&mut header, 30, &u16::try_from(extra.len()).ok()?.to_le_bytes())?;
    // The number of the disk, which could be in the ZIP64 field, is always 0.
    put(&mut header, 34, &[0, 0])?;
    Some([&header, parts.name, &extra, parts.comment].concat())
}

/// A value of a record, and where its 32-bit field is.
pub(super) struct Value {
    pub(super) place: usize,
    pub(super) number: u64,
    /// Whether it is left to ZIP64 although it fits.
    pub(super) is_open: bool,
}

/// Writes the values into a record of the directory. Returns its ZIP64 field, which has a value for each that is left
/// open, in this order (4.5.3). It is empty if there is none.
pub(super) fn put_values(header: &mut [u8], values: [Value; 3]) -> Option<Vec<u8>> {
    let mut open = Vec::new();
    for value in values {
        if value.is_open || value.number >= ALL_ONES {
            put(header, value.place, &OPEN)?;
            open.push(value.number);
        } else {
            put(header, value.place, &u32::try_from(value.number).ok()?.to_le_bytes())?;
        }
    }
    if open.is_empty() { Some(Vec::new()) } else { zip64_field(&open) }
}

/// Writes a ZIP64 field with these values (4.5.3).
pub(super) fn zip64_field(values: &[u64]) -> Option<Vec<u8>> {
    let values: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
    let length = u16::try_from(values.len()).ok()?;
    Some([&ZIP64.to_le_bytes(), &length.to_le_bytes(), values.as_slice()].concat())
}

/// Writes the end records of a directory with this many entries, this length and this offset. `old` has the old ones.
pub(super) fn end_records(old: &[u8], count: u64, length: u64, offset: u64) -> Option<Vec<u8>> {
    let had_zip64 = old.starts_with(ZIP64_END_SIGNATURE);
    let zip64_length = usize::try_from(ZIP64_END_LENGTH).ok()?;
    let end = if had_zip64 { old.get(zip64_length.checked_add(LOCATOR_LENGTH)?..)? } else { old };
    let mut bytes = Vec::new();
    if had_zip64 || count >= u64::from(u16::MAX) || length >= ALL_ONES || offset >= ALL_ONES {
        let mut zip64 = if had_zip64 { old.get(..zip64_length)?.to_vec() } else { new_zip64_end(count)? };
        put(&mut zip64, 40, &length.to_le_bytes())?;
        put(&mut zip64, 48, &offset.to_le_bytes())?;
        bytes.extend(zip64);
        bytes.extend(ZIP64_LOCATOR_SIGNATURE);
        bytes.extend(0_u32.to_le_bytes());
        bytes.extend(offset.checked_add(length)?.to_le_bytes());
        bytes.extend(1_u32.to_le_bytes());
    }
    let mut end = end.to_vec();
    for (place, value) in [(12, length), (16, offset)] {
        let is_open = Fields(&end).u32(place)? == u32::MAX;
        let value = u32::try_from(value).ok().filter(|_| !is_open).unwrap_or(u32::MAX);
        put(&mut end, place, &value.to_le_bytes())?;
    }
    bytes.extend(end);
    Some(bytes)
}

/// The length of the locator of the ZIP64 end record (4.3.15).
const LOCATOR_LENGTH: usize = 20;

/// Writes a ZIP64 end record (4.3.14) without the place of the directory.
fn new_zip64_end(count: u64) -> Option<Vec<u8>> {
    let mut bytes = ZIP64_END_SIGNATURE.to_vec();
    bytes.extend(ZIP64_END_LENGTH.checked_sub(12)?.to_le_bytes());
    bytes.extend((MADE_BY_UNIX | ZIP64_VERSION).to_le_bytes());
    bytes.extend(ZIP64_VERSION.to_le_bytes());
    bytes.extend([0; 8]);
    bytes.extend([count, count, 0, 0].map(u64::to_le_bytes).concat());
    Some(bytes)
}

/// Returns the flags of stored content without a descriptor.
fn stored_flags(flags: u16) -> u16 {
    flags & !(FLAG_DESCRIPTOR | FLAGS_EFFORT)
}

/// Returns CRC-32, compressed size and size, as headers state them one behind the other. Sizes that do not fit are left to
/// ZIP64.
fn stated(content: &EntryContent) -> Vec<u8> {
    let length = u32::try_from(content.length()).unwrap_or(u32::MAX);
    [content.crc32(), length, length].map(u32::to_le_bytes).concat()
}

/// Returns extra fields without the one of ZIP64.
fn without_zip64(mut extra: &[u8]) -> Option<Vec<u8>> {
    let mut kept = Vec::new();
    while extra.len() >= 4 {
        let (id, _, rest) = split_field(extra)?;
        if id != ZIP64 {
            kept.extend_from_slice(extra.get(..extra.len().checked_sub(rest.len())?)?);
        }
        extra = rest;
    }
    kept.extend_from_slice(extra);
    Some(kept)
}

/// Writes a field at its place.
pub(super) fn put(record: &mut [u8], place: usize, value: &[u8]) -> Option<()> {
    let field = record.get_mut(place..place.checked_add(value.len())?)?;
    field.iter_mut().zip(value).for_each(|(to, from)| *to = *from);
    Some(())
}

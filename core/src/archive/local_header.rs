//! The local header before the data of an entry. It has to agree with the central directory (APPNOTE 4.3.7).

use alloc::format;

use super::{
    directory::{Record, extra_problem},
    extra::Extra,
    kind::{FLAG_DESCRIPTOR, STORED},
};
use crate::{
    rule::{self, Place, Violation},
    whitelist::zip::{self as whitelist, Header},
    zip_record::Fields,
};

pub(super) const SIGNATURE: &[u8] = b"PK\x03\x04";
/// The length of a local header without name and extra fields, in bytes.
pub(super) const HEADER_LENGTH: usize = 30;
/// Flag bits 1 and 2 state how hard the writer tried to compress. They change nothing for a reader.
pub(super) const FLAGS_EFFORT: u16 = 1 << 1 | 1 << 2;

/// The facts of a local header that the central directory does not state.
pub(super) struct LocalHeader {
    /// The offset of the data in the archive.
    pub(super) data_start: u64,
    /// Whether this entry has a ZIP64 field, so that sizes take eight bytes.
    pub(super) has_zip64: bool,
    /// The id of an extra field that is not on the whitelist.
    pub(super) unknown_extra: Option<u16>,
}

/// The CRC-32 and the two sizes of an entry.
#[derive(Clone, Copy, PartialEq)]
struct Extent {
    crc32: u32,
    size: u64,
    compressed_size: u64,
}

impl LocalHeader {
    /// Reads a whole local header and checks it against its record.
    pub(super) fn read(header: &[u8], record: &Record) -> Result<Self, Violation> {
        let fields = Fields(header);
        let number = |offset| fields.u16(offset).ok_or_else(|| cut_off(record));
        let (fixed, rest) = header.split_at_checked(HEADER_LENGTH).ok_or_else(|| cut_off(record))?;
        let (name, extra) = rest.split_at_checked(number(26)?.into()).ok_or_else(|| cut_off(record))?;
        if !fixed.starts_with(SIGNATURE) {
            return Err(cut_off(record));
        }
        if name != record.name_raw {
            return Err(differs(record, "has another name than the directory"));
        }
        let flags = number(6)?;
        if flags & !FLAGS_EFFORT != record.flags & !FLAGS_EFFORT {
            return Err(differs(record, "has other flags than the directory"));
        }
        if number(8)? != record.method {
            return Err(differs(record, "has another compression method than the directory"));
        }
        if !whitelist::is_version_needed(number(4)?) {
            return Err(differs(record, "needs a version of the format that not every reader has"));
        }
        // Readers that search for a record would find one inside this header.
        if header.get(SIGNATURE.len()..).is_none_or(whitelist::has_signature) {
            return Err(differs(record, "holds the signature of another record"));
        }
        let extra = Extra::read(extra, name, Header::Local)
            .map_err(|fault| extra_problem(rule::ARCHIVE_LOCAL_HEADER, &record.name, "its local header", &fault))?;
        check_extent(&fields, flags & FLAG_DESCRIPTOR != 0, &extra, record)?;
        let length = u64::try_from(header.len()).unwrap_or(u64::MAX);
        let data_start = record.header_start.checked_add(length).ok_or_else(|| cut_off(record))?;
        Ok(Self { data_start, has_zip64: extra.has_zip64(), unknown_extra: extra.unknown })
    }
}

/// Checks the CRC-32 and the sizes. A header with a data descriptor may leave them to the descriptor.
fn check_extent(
    fields: &Fields<'_>,
    has_descriptor: bool,
    extra: &Extra<'_>,
    record: &Record,
) -> Result<(), Violation> {
    let read = || Some((fields.u32(14)?, fields.u32(18)?, fields.u32(22)?));
    let (crc32, compressed_size, size) = read().ok_or_else(|| cut_off(record))?;
    // The ZIP64 field decides how wide the descriptor is. But readers of a stream also use the sizes of the header.
    if has_descriptor && extra.has_zip64() && [size, compressed_size] != [u32::MAX; 2] {
        return Err(differs(record, "has a ZIP64 field, and states its sizes elsewhere"));
    }
    let (size, compressed_size) = extra
        .of_header(size, compressed_size)
        .ok_or_else(|| differs(record, "leaves its sizes to ZIP64 in a way that readers take differently"))?;
    let stated = Extent { crc32, size, compressed_size };
    let right = Extent { crc32: record.crc32, size: record.size, compressed_size: record.compressed_size };
    if stated == right || (has_descriptor && stated.is_left_open(right, record.method == STORED)) {
        return Ok(());
    }
    Err(differs(record, "has another size or CRC-32 than the directory"))
}

impl Extent {
    /// Returns whether the header leaves everything to the descriptor, or everything but sizes that the writer knew
    /// before. A header with a CRC-32 but without sizes describes an empty file to some readers.
    fn is_left_open(self, right: Self, is_stored: bool) -> bool {
        let Self { crc32, size, compressed_size } = self;
        let knows_sizes = size == right.size && (compressed_size == 0 || compressed_size == right.compressed_size);
        let is_consistent = !is_stored || size == compressed_size;
        crc32 == 0 && ((size == 0 && compressed_size == 0) || (knows_sizes && is_consistent))
    }
}

/// Reports a local header that lies outside the archive, or another record where the header should be.
pub(super) fn cut_off(record: &Record) -> Violation {
    differs(record, "is cut off or is not one")
}

fn differs(record: &Record, what: &str) -> Violation {
    let what = format!("The local header of '{}' {what}.", record.name);
    rule::ARCHIVE_LOCAL_HEADER.broken_at(Place::path(&record.name), what)
}

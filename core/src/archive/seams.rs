//! The seams between entries. From the first byte of the file to the central directory, one entry follows the other.
//! Between them stand only the data descriptors that the entries ask for (APPNOTE 4.3.9).

use alloc::{format, string::String, vec::Vec};

use super::{
    Entry, Region,
    directory::{End, Record},
    kind::{DEFLATED, FLAG_DESCRIPTOR, STORED},
    local_header::{self, HEADER_LENGTH, LocalHeader},
};
use crate::{
    host::{exchange::Exchange, task::Method},
    rule::{self, Place, Violation},
    zip_record::Fields,
};

const DESCRIPTOR_SIGNATURE: &[u8] = b"PK\x07\x08";
/// The length of a data descriptor: signature, CRC-32, and two sizes of four bytes, or eight bytes with ZIP64 (4.3.9).
const DESCRIPTOR_LENGTH: u64 = 16;
const DESCRIPTOR_LENGTH_ZIP64: u64 = 24;
/// The deflate stream of no content: one last block with fixed codes (RFC 1951 section 3.2.6).
const DEFLATED_NOTHING: &[u8] = &[3, 0];
/// The number of bytes that one read brings while walking from header to header.
const WINDOW: u64 = 64 << 10;

/// Walks the entries in the order in which they lie in the file. Returns the files in the order of the directory.
pub(super) async fn check(
    exchange: &Exchange,
    region: Region,
    end: &End,
    records: &[Record],
) -> Result<Seams, Violation> {
    let mut order: Vec<usize> = (0..records.len()).collect();
    order.sort_by_key(|index| records.get(*index).map(|record| record.header_start));
    let mut window = Window::new(exchange, region);
    let mut position = 0;
    let mut starts = alloc::vec![0; records.len()];
    let mut unknown_extras = Vec::new();
    let mut in_file = order.iter().filter_map(|index| Some((*index, records.get(*index)?))).peekable();
    while let Some((index, record)) = in_file.next() {
        if record.header_start != position {
            return Err(gap(record, position));
        }
        let LocalHeader { data_start, has_zip64, unknown_extra } = check_header(&mut window, record).await?;
        unknown_extras.extend(unknown_extra.map(|id| (record.name.clone(), id)));
        if record.is_directory() {
            check_directory_data(&mut window, record, data_start).await?;
        }
        let data_end = data_start.checked_add(record.compressed_size).ok_or_else(|| gap(record, position))?;
        let next = in_file.peek().map_or(end.directory_offset, |(_, next)| next.header_start);
        check_descriptor(&mut window, record, has_zip64, data_end, next).await?;
        if let Some(start) = starts.get_mut(index) {
            *start = data_start;
        }
        position = next;
    }
    if position != end.directory_offset {
        let what = format!("{} bytes before the central directory belong to no entry.", end.directory_offset);
        return Err(rule::ARCHIVE_GAP.broken(what));
    }
    let files = records.iter().zip(starts).filter(|(record, _)| !record.is_directory());
    Ok(Seams { entries: files.map(|(record, data_start)| to_entry(record, data_start)).collect(), unknown_extras })
}

/// The facts known of the files after their local headers were read.
pub(super) struct Seams {
    pub(super) entries: Vec<Entry>,
    /// Extra fields in local headers that are not on the whitelist, by the name of their entry.
    pub(super) unknown_extras: Vec<(String, u16)>,
}

fn to_entry(record: &Record, data_start: u64) -> Entry {
    Entry {
        path: record.name.clone(),
        data_start,
        compressed_size: record.compressed_size,
        size: record.size,
        crc32: record.crc32,
        method: if record.method == STORED { Method::Stored } else { Method::Deflated },
        has_descriptor: record.flags & FLAG_DESCRIPTOR != 0,
    }
}

/// Reads a local header and checks it against its record.
async fn check_header(window: &mut Window<'_>, record: &Record) -> Result<LocalHeader, Violation> {
    let fixed = window.get(record.header_start, HEADER_LENGTH).await.ok_or_else(|| local_header::cut_off(record))?;
    let lengths = [26, 28].map(|offset| usize::from(Fields(fixed).u16(offset).unwrap_or(0)));
    let length = lengths.into_iter().fold(HEADER_LENGTH, usize::saturating_add);
    let header = window.get(record.header_start, length).await.ok_or_else(|| local_header::cut_off(record))?;
    LocalHeader::read(header, record)
}

/// Checks that a directory has no data, or only the deflate stream of no content. With other data, readers of a stream
/// could go on into what follows.
async fn check_directory_data(window: &mut Window<'_>, record: &Record, data_start: u64) -> Result<(), Violation> {
    let length = usize::try_from(record.compressed_size).unwrap_or(usize::MAX).min(DEFLATED_NOTHING.len());
    let data = window.get(data_start, length).await.ok_or_else(|| gap(record, data_start))?;
    let expected = if record.method == DEFLATED { DEFLATED_NOTHING } else { &[] };
    if record.crc32 == 0 && record.size == 0 && data == expected {
        return Ok(());
    }
    let what = format!("The directory '{}' has content, or what some readers take for content.", record.name);
    Err(rule::ARCHIVE_SPECIAL_FILE.broken_at(Place::path(&record.name), what))
}

/// Checks that only a data descriptor stands between the data and the next entry, if one is due. The descriptor has its
/// signature (4.3.9.3), and is as wide as the ZIP64 field says or the sizes need.
async fn check_descriptor(
    window: &mut Window<'_>,
    record: &Record,
    has_zip64: bool,
    data_end: u64,
    next: u64,
) -> Result<(), Violation> {
    let length = next.checked_sub(data_end).ok_or_else(|| gap(record, data_end))?;
    if record.flags & FLAG_DESCRIPTOR == 0 {
        return if length == 0 { Ok(()) } else { Err(gap(record, data_end)) };
    }
    if length > DESCRIPTOR_LENGTH_ZIP64 {
        return Err(gap(record, data_end));
    }
    let is_wide = has_zip64 || record.size.max(record.compressed_size) > u64::from(u32::MAX);
    let expected = if is_wide { DESCRIPTOR_LENGTH_ZIP64 } else { DESCRIPTOR_LENGTH };
    let bytes = window.get(data_end, usize::try_from(length).unwrap_or(0)).await;
    let bytes = bytes.filter(|_| length == expected).unwrap_or_default();
    let fields = Fields(bytes);
    let sizes = if is_wide {
        fields.u64(8).zip(fields.u64(16))
    } else {
        fields.u32(8).map(u64::from).zip(fields.u32(12).map(u64::from))
    };
    let is_right = bytes.starts_with(DESCRIPTOR_SIGNATURE)
        && fields.u32(4) == Some(record.crc32)
        && sizes == Some((record.compressed_size, record.size))
        && !(is_wide && record.is_directory());
    if is_right {
        return Ok(());
    }
    let what = format!(
        "The data descriptor of '{}' is not the one that its headers ask for: its signature, the CRC-32, and both sizes \
         of {} bytes each.",
        record.name,
        if is_wide { 8 } else { 4 }
    );
    Err(rule::ARCHIVE_LOCAL_HEADER.broken_at(Place::path(&record.name), what))
}

fn gap(record: &Record, position: u64) -> Violation {
    let what = format!("Around byte {position}, at '{}', entries overlap or leave bytes between them.", record.name);
    rule::ARCHIVE_GAP.broken_at(Place::path(&record.name), what)
}

/// The bytes read last. Neighbouring headers of small entries come from one read.
pub(super) struct Window<'a> {
    exchange: &'a Exchange,
    region: Region,
    offset: u64,
    bytes: Vec<u8>,
}

impl<'a> Window<'a> {
    pub(super) fn new(exchange: &'a Exchange, region: Region) -> Self {
        Self { exchange, region, offset: 0, bytes: Vec::new() }
    }

    /// Returns the bytes of a range, or `None` if it does not lie within the region.
    pub(super) async fn get(&mut self, offset: u64, length: usize) -> Option<&[u8]> {
        if self.find(offset, length).is_none() {
            let wanted = u64::try_from(length).ok()?.max(WINDOW).min(self.region.length.checked_sub(offset)?);
            let range = self.region.range(offset, wanted)?;
            self.bytes = self.exchange.read(range).await;
            self.offset = offset;
        }
        self.find(offset, length)
    }

    fn find(&self, offset: u64, length: usize) -> Option<&[u8]> {
        let start = usize::try_from(offset.checked_sub(self.offset)?).ok()?;
        self.bytes.get(start..start.checked_add(length)?)
    }
}

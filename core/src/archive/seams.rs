//! The seams between entries: from the first byte of the file to the central directory, entry follows entry with
//! nothing between, and every local header says what the directory says (APPNOTE 4.3.7 and 4.3.9).

use alloc::{format, vec::Vec};

use super::{
    Entry, Problem, Region,
    directory::{End, Fields, Record},
    extra::Extra,
    name::STORED,
};
use crate::{exchange::Exchange, rule, task::Method};

const HEADER_SIGNATURE: &[u8] = b"PK\x03\x04";
const HEADER_LENGTH: usize = 30;
const DESCRIPTOR_SIGNATURE: &[u8] = b"PK\x07\x08";
/// The longest data descriptor: signature, CRC-32 and two sizes of eight bytes.
const DESCRIPTOR_MAX: u64 = 24;
/// Flag bit 3: CRC-32 and sizes stand in a data descriptor behind the data.
const FLAG_DESCRIPTOR: u16 = 1 << 3;
/// Flag bits 1 and 2 tell how hard the writer tried; they change nothing for a reader.
const FLAGS_EFFORT: u16 = 1 << 1 | 1 << 2;
/// What is read at once while walking from header to header.
const WINDOW: u64 = 64 << 10;

/// Walks the entries in the order they lie in the file; returns the files in the order of the directory.
pub(super) async fn check(
    exchange: &Exchange,
    region: Region,
    end: &End,
    records: &[Record],
) -> Result<Vec<Entry>, Problem> {
    let mut order: Vec<usize> = (0..records.len()).collect();
    order.sort_by_key(|index| records.get(*index).map(|record| record.header_start));
    let mut window = Window { exchange, region, offset: 0, bytes: Vec::new() };
    let mut position = 0;
    let mut starts = alloc::vec![0; records.len()];
    let mut in_file = order.iter().filter_map(|index| Some((*index, records.get(*index)?))).peekable();
    while let Some((index, record)) = in_file.next() {
        if record.header_start != position {
            return Err(gap(record, position));
        }
        let data_start = check_header(&mut window, record).await?;
        let data_end = data_start.checked_add(record.compressed_size).ok_or_else(|| gap(record, position))?;
        let next = in_file.peek().map_or(end.directory_offset, |(_, next)| next.header_start);
        check_descriptor(&mut window, record, data_end, next).await?;
        if let Some(start) = starts.get_mut(index) {
            *start = data_start;
        }
        position = next;
    }
    if position != end.directory_offset {
        let what = format!("{} bytes before the central directory belong to no entry.", end.directory_offset);
        return Err(Problem::new(rule::ARCHIVE_GAP, what));
    }
    let files = records.iter().zip(starts).filter(|(record, _)| !record.is_directory());
    Ok(files.map(|(record, data_start)| to_entry(record, data_start)).collect())
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

/// Checks a local header against its record; returns where the data begins.
async fn check_header(window: &mut Window<'_>, record: &Record) -> Result<u64, Problem> {
    let differs = |what: &str| {
        let what = format!("The local header of '{}' {what}.", record.name);
        Problem::of_entry(rule::ARCHIVE_LOCAL_HEADER, &record.name, what)
    };
    let cut_off = || differs("is cut off or is none");
    let lengths = {
        let fixed = window.get(record.header_start, HEADER_LENGTH).await.ok_or_else(cut_off)?;
        let fields = Fields(fixed);
        if !fixed.starts_with(HEADER_SIGNATURE) {
            return Err(cut_off());
        }
        [fields.u16(26), fields.u16(28)].map(|length| usize::from(length.unwrap_or(0)))
    };
    let [name_length, extra_length] = lengths;
    let length = HEADER_LENGTH.saturating_add(name_length).saturating_add(extra_length);
    let header = window.get(record.header_start, length).await.ok_or_else(cut_off)?;
    let (name, extra) =
        header.get(HEADER_LENGTH..).and_then(|rest| rest.split_at_checked(name_length)).ok_or_else(cut_off)?;
    let fields = Fields(header);
    if name != record.name_raw {
        return Err(differs("has another name than the directory"));
    }
    let read = || Some((fields.u16(6)?, fields.u16(8)?, fields.u32(14)?, fields.u32(18)?, fields.u32(22)?));
    let (flags, method, crc32, compressed_size, size) = read().ok_or_else(cut_off)?;
    if flags & !FLAGS_EFFORT != record.flags & !FLAGS_EFFORT {
        return Err(differs("has other flags than the directory"));
    }
    if method != record.method {
        return Err(differs("has another compression method than the directory"));
    }
    let (size, compressed_size) = Extra::read(extra, name)
        .filter(|extra| !extra.has_unix_kind)
        .and_then(|extra| extra.of_header(size, compressed_size))
        .ok_or_else(|| differs("has extra fields that are damaged or can be read in two ways"))?;
    let same = crc32 == record.crc32 && size == record.size && compressed_size == record.compressed_size;
    let left_open = flags & FLAG_DESCRIPTOR != 0
        && (crc32 == 0 || crc32 == record.crc32)
        && (size == 0 || size == record.size)
        && (compressed_size == 0 || compressed_size == record.compressed_size);
    if !same && !left_open {
        return Err(differs("has another size or CRC-32 than the directory"));
    }
    record.header_start.checked_add(u64::try_from(length).unwrap_or(u64::MAX)).ok_or_else(cut_off)
}

/// Checks that nothing stands between the data and the next entry but a data descriptor, where there is to be one.
async fn check_descriptor(window: &mut Window<'_>, record: &Record, data_end: u64, next: u64) -> Result<(), Problem> {
    let length = next.checked_sub(data_end).ok_or_else(|| gap(record, data_end))?;
    if record.flags & FLAG_DESCRIPTOR == 0 {
        return if length == 0 { Ok(()) } else { Err(gap(record, data_end)) };
    }
    if length > DESCRIPTOR_MAX {
        return Err(gap(record, data_end));
    }
    let length = usize::try_from(length).unwrap_or(0);
    let bytes = window.get(data_end, length).await.ok_or_else(|| gap(record, data_end))?;
    // 4.3.9.3: the signature may be left out. Only one of the two readings has the right length.
    let values = if matches!(bytes.len(), 16 | 24) { bytes.strip_prefix(DESCRIPTOR_SIGNATURE) } else { Some(bytes) };
    let fields = Fields(values.unwrap_or_default());
    let sizes = match values.map(<[u8]>::len) {
        Some(12) => fields.u32(4).map(u64::from).zip(fields.u32(8).map(u64::from)),
        Some(20) => fields.u64(4).zip(fields.u64(12)),
        _ => None,
    };
    let right = fields.u32(0) == Some(record.crc32) && sizes == Some((record.compressed_size, record.size));
    if right {
        return Ok(());
    }
    let what = format!("The data descriptor of '{}' is not what the directory says.", record.name);
    Err(Problem::of_entry(rule::ARCHIVE_LOCAL_HEADER, &record.name, what))
}

fn gap(record: &Record, position: u64) -> Problem {
    let what = format!("Around byte {position}, at '{}', entries overlap or leave bytes between them.", record.name);
    Problem::of_entry(rule::ARCHIVE_GAP, &record.name, what)
}

/// The bytes read last: neighbouring headers of small entries come from one read.
struct Window<'a> {
    exchange: &'a Exchange,
    region: Region,
    offset: u64,
    bytes: Vec<u8>,
}

impl Window<'_> {
    async fn get(&mut self, offset: u64, length: usize) -> Option<&[u8]> {
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

//! An archive with other content in some of its files, as a list of segments: ranges of the old archive and new bytes.
//!
//! Nothing else is read, moved or compressed again, so a package of any size changes in a moment. New content is stored.
//! What is written uses only what the reader accepts, and the reader has to accept the result before anybody gets it.

use alloc::{collections::BTreeSet, vec::Vec};

use super::{
    Region,
    directory::{self, End, Record},
    kind,
    local_header::HEADER_LENGTH,
    record_writer::{NewExtent, central_record, end_records, local_header},
    reread, seams,
    segment::{Contents, EntryContent, NewContent, Segment, impossible},
};
use crate::{host::exchange::Exchange, ordered::Ordered as _, policy::Limits, rule::Violation, zip_record::Fields};

/// Returns the archive in `region` with other content in these files. The archive has to be one that the reader accepts.
pub(crate) async fn replace(
    exchange: &Exchange,
    region: Region,
    changes: &Contents,
    limits: &Limits,
) -> Result<Vec<Segment>, Violation> {
    let end = directory::find_end(exchange, region, limits).await?;
    let records = directory::read(exchange, region, &end).await?;
    kind::check_all(&records)?;
    seams::check(exchange, region, &end, &records).await?;
    let files: BTreeSet<&str> = records.iter().map(|record| record.name.as_str()).into_set();
    if !changes.keys().all(|path| files.contains(path.as_str()) && !path.ends_with('/')) {
        return Err(impossible());
    }
    let mut segments = Segments { all: Vec::new(), position: 0 };
    let starts = write_entries(exchange, region, &end, &records, changes, &mut segments).await?;
    let tail_length = region.length.saturating_sub(end.directory_offset);
    let tail = exchange.read(region.range(end.directory_offset, tail_length).ok_or_else(impossible)?).await;
    let new_tail = write_tail(&tail, &records, &starts, changes, segments.position);
    segments.push(Segment::New(new_tail.ok_or_else(impossible)?)).ok_or_else(impossible)?;
    reread::check(exchange, region, &segments.all, changes, limits).await?;
    Ok(segments.all)
}

/// The segments so far, and their length together.
struct Segments {
    all: Vec<Segment>,
    position: u64,
}

impl Segments {
    /// Adds a segment. Ranges that follow each other become one.
    fn push(&mut self, segment: Segment) -> Option<()> {
        self.position = self.position.checked_add(segment.length())?;
        if let (Some(Segment::Range(last)), Segment::Range(next)) = (self.all.last_mut(), &segment)
            && last.source == next.source
            && last.offset.checked_add(last.length) == Some(next.offset)
        {
            last.length = last.length.checked_add(next.length)?;
        } else {
            self.all.push(segment);
        }
        Some(())
    }
}

impl Segments {
    /// Adds a file with new content.
    fn push_new(&mut self, mut header: Vec<u8>, content: &EntryContent) -> Option<()> {
        match content {
            EntryContent::Bytes(bytes) => {
                header.extend_from_slice(bytes);
                self.push(Segment::New(header))
            }
            EntryContent::Supplied(NewContent { range, .. }) if range.length == 0 => self.push(Segment::New(header)),
            EntryContent::Supplied(NewContent { range, .. }) => {
                self.push(Segment::New(header))?;
                self.push(Segment::Range(*range))
            }
        }
    }
}

/// Writes the entries in the order in which they lie in the file. Returns where each begins now, in the order of the
/// directory.
async fn write_entries(
    exchange: &Exchange,
    region: Region,
    end: &End,
    records: &[Record],
    changes: &Contents,
    segments: &mut Segments,
) -> Result<Vec<u64>, Violation> {
    let mut order: Vec<(usize, &Record)> = records.iter().enumerate().collect();
    order.sort_by_key(|(_, record)| record.header_start);
    let mut starts = alloc::vec![0; records.len()];
    let mut order = order.into_iter().peekable();
    while let Some((index, record)) = order.next() {
        if let Some(start) = starts.get_mut(index) {
            *start = segments.position;
        }
        let offset = record.header_start;
        let next = order.peek().map_or(end.directory_offset, |(_, next)| next.header_start);
        if let Some(content) = changes.get(&record.name) {
            let header = read_header(exchange, region, offset).await.ok_or_else(impossible)?;
            let header = local_header(&header, content).ok_or_else(impossible)?;
            segments.push_new(header, content).ok_or_else(impossible)?;
        } else {
            let length = next.checked_sub(offset).ok_or_else(impossible)?;
            let range = region.range(offset, length).ok_or_else(impossible)?;
            segments.push(Segment::Range(range)).ok_or_else(impossible)?;
        }
    }
    Ok(starts)
}

/// Reads a whole local header.
async fn read_header(exchange: &Exchange, region: Region, offset: u64) -> Option<Vec<u8>> {
    let fixed = exchange.read(region.range(offset, u64::try_from(HEADER_LENGTH).ok()?)?).await;
    let [name, extra] = [26, 28].map(|place| Fields(&fixed).u16(place).map(u64::from));
    let length = name?.checked_add(extra?)?.checked_add(u64::try_from(HEADER_LENGTH).ok()?)?;
    Some(exchange.read(region.range(offset, length)?).await)
}

/// Writes the central directory and the end records. `tail` has the old ones.
fn write_tail(
    tail: &[u8],
    records: &[Record],
    starts: &[u64],
    changes: &Contents,
    directory_offset: u64,
) -> Option<Vec<u8>> {
    let (mut bytes, mut rest) = (Vec::new(), tail);
    for (record, start) in records.iter().zip(starts) {
        let (parts, after) = directory::split_parts(rest)?;
        let new = NewExtent { content: changes.get(&record.name), header_start: *start };
        bytes.extend(central_record(&parts, record, &new)?);
        rest = after;
    }
    let length = u64::try_from(bytes.len()).ok()?;
    let count = u64::try_from(records.len()).ok()?;
    bytes.extend(end_records(rest, count, length, directory_offset)?);
    Some(bytes)
}

//! The end record and the central directory (APPNOTE 4.3.12 to 4.3.16).

use alloc::{borrow::ToOwned, format, string::String, vec::Vec};
use std::io;

use zip::read::{ArchiveOffset, Config};

use super::{
    Region,
    extra::{Extent, Extra, Fault},
    name, other_format,
};
use crate::{
    cms,
    host::exchange::Exchange,
    limits,
    policy::Limits,
    rule::{self, Place, Violation},
    whitelist::zip::{self as whitelist, Header},
    zip_record::Fields,
};

pub(super) const END_SIGNATURE: &[u8] = b"PK\x05\x06";
const END_LENGTH: u64 = 22;
const END_RECORD_LENGTH: usize = 22;
pub(super) const ZIP64_LOCATOR_SIGNATURE: &[u8] = b"PK\x06\x07";
const ZIP64_LOCATOR_LENGTH: u64 = 20;
pub(super) const ZIP64_END_SIGNATURE: &[u8] = b"PK\x06\x06";
pub(super) const ZIP64_END_LENGTH: u64 = 56;
pub(super) const RECORD_SIGNATURE: &[u8] = b"PK\x01\x02";
pub(super) const RECORD_LENGTH: usize = 46;
/// The greatest length of a comment, in bytes (4.4.12).
const COMMENT_MAX: u64 = 0xFFFF;

/// The facts of the end records, which are proven to be the only ones and to agree.
pub(super) struct End {
    pub(super) directory_offset: u64,
    directory_length: u64,
    entries: u64,
    has_zip64: bool,
    pub(super) comment: Comment,
}

/// The comment of an entry or of the archive.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Comment {
    None,
    /// The comment is short plain text.
    Plain,
    /// The comment is anything else.
    Odd,
}

impl Comment {
    fn of(bytes: &[u8]) -> Self {
        match bytes {
            [] => Self::None,
            bytes if whitelist::is_comment(bytes) => Self::Plain,
            _ => Self::Odd,
        }
    }
}

/// One record of the central directory. The raw bytes and the `zip` crate agree on it.
pub(super) struct Record {
    pub(super) name: String,
    pub(super) name_raw: Vec<u8>,
    pub(super) made_by: u16,
    pub(super) version_needed: u16,
    pub(super) flags: u16,
    pub(super) method: u16,
    pub(super) crc32: u32,
    pub(super) compressed_size: u64,
    pub(super) size: u64,
    pub(super) header_start: u64,
    pub(super) internal_attributes: u16,
    pub(super) external_attributes: u32,
    /// The id of an extra field that is not on the whitelist.
    pub(super) unknown_extra: Option<u16>,
    pub(super) comment: Comment,
}

impl Record {
    pub(super) fn is_directory(&self) -> bool {
        self.name.ends_with('/')
    }
}

/// Finds the end record by the last signature of one in the file. The record has to end where the file ends.
pub(super) async fn find_end(exchange: &Exchange, region: Region, limits: &Limits) -> Result<End, Violation> {
    let tail_length = region.length.min(ZIP64_END_LENGTH + ZIP64_LOCATOR_LENGTH + END_LENGTH + COMMENT_MAX);
    let tail_offset = region.length.saturating_sub(tail_length);
    let tail = match region.range(tail_offset, tail_length) {
        Some(range) => exchange.read(range).await,
        None => Vec::new(),
    };
    let Some(position) = tail.windows(END_SIGNATURE.len()).rposition(|window| window == END_SIGNATURE) else {
        return Err(not_zip(exchange, region).await);
    };
    let end = tail.get(position..).unwrap_or_default();
    let fields = Fields(end);
    let comment_length = u64::from(fields.u16(20).ok_or_else(|| wrong("The end record is cut off."))?);
    let end_offset = tail_offset.saturating_add(as_u64(position));
    let expected = end_offset.saturating_add(END_LENGTH).saturating_add(comment_length);
    if expected != region.length {
        let what = format!("The archive should end at byte {expected}, but the file has {} bytes.", region.length);
        return Err(wrong(what));
    }
    if (0..position).any(|earlier| is_end_of_file(tail.get(earlier..).unwrap_or_default())) {
        return Err(wrong("The archive has two end records, and either could be taken for the right one."));
    }
    let comment = end.get(END_RECORD_LENGTH..).map_or(Comment::Odd, Comment::of);
    let found = End::of_fields(&fields, end_offset, &tail, position, comment)?;
    if found.entries > u64::from(limits.entries) || found.directory_length > u64::from(limits.directory_bytes) {
        let what = format!(
            "The archive states {} entries in a directory of {} bytes; the limits are {} and {}.",
            found.entries, found.directory_length, limits.entries, limits.directory_bytes
        );
        let reached = if found.entries > u64::from(limits.entries) {
            limits::POLICY_ENTRIES.reached_at(limits.entries, found.entries)
        } else {
            limits::POLICY_DIRECTORY_BYTES.reached_at(limits.directory_bytes, found.directory_length)
        };
        return Err(rule::ARCHIVE_LIMIT.broken(what).with_limit(reached));
    }
    Ok(found)
}

/// Describes a file without an end record, which is not a ZIP archive.
async fn not_zip(exchange: &Exchange, region: Region) -> Violation {
    let head = match region.range(0, region.length.min(other_format::HEAD)) {
        Some(range) => exchange.read(range).await,
        None => Vec::new(),
    };
    if cms::is_encrypted(&head) {
        return rule::PACKAGE_ENCRYPTED.broken("The file is encrypted as a whole (CMS). Decrypt it first.");
    }
    let format = other_format::short_name(&head).filter(|_| region.length > 0);
    rule::ARCHIVE_NOT_ZIP.broken(other_format::describe(&head, region.length)).naming(format)
}

/// Returns whether an end record begins here and its comment ends where the file ends.
fn is_end_of_file(rest: &[u8]) -> bool {
    let comment_length = rest.starts_with(END_SIGNATURE).then(|| Fields(rest).u16(20)).flatten();
    comment_length.is_some_and(|length| END_LENGTH.checked_add(length.into()) == Some(as_u64(rest.len())))
}

impl End {
    fn of_fields(
        fields: &Fields<'_>,
        end_offset: u64,
        tail: &[u8],
        position: usize,
        comment: Comment,
    ) -> Result<Self, Violation> {
        let read = || {
            let disks = [fields.u16(4)?, fields.u16(6)?];
            let entries = [fields.u16(8)?, fields.u16(10)?];
            Some((disks, entries, fields.u32(12)?, fields.u32(16)?))
        };
        let (disks, [entries_here, entries], length, offset) =
            read().ok_or_else(|| wrong("The end record is cut off."))?;
        let mut end = Self {
            directory_offset: offset.into(),
            directory_length: length.into(),
            entries: entries.into(),
            has_zip64: false,
            comment,
        };
        let mut directory_end = end_offset;
        let mut disks_agree = disks == [0, 0] && entries_here == entries;
        if let Some((zip64, zip64_offset)) = Self::read_zip64(end_offset, tail, position, comment)? {
            // 4.4.1.4: a field of the old record either says the same or is all ones.
            let agrees = (entries == 0xFFFF || u64::from(entries) == zip64.entries)
                && (length == u32::MAX || u64::from(length) == zip64.directory_length)
                && (offset == u32::MAX || u64::from(offset) == zip64.directory_offset);
            if !agrees {
                return Err(wrong("The end record and the ZIP64 end record say different things."));
            }
            let leaves_open = |field: u16| field == 0 || field == 0xFFFF;
            disks_agree = disks.into_iter().all(leaves_open) && (entries_here == entries || entries_here == 0xFFFF);
            end = zip64;
            directory_end = zip64_offset;
        } else if entries == 0xFFFF || length == u32::MAX || offset == u32::MAX {
            return Err(wrong("The end record refers to a ZIP64 end record, but there is none."));
        }
        if !disks_agree {
            return Err(wrong("The archive is one part of several."));
        }
        if end.directory_offset.checked_add(end.directory_length) != Some(directory_end) {
            return Err(wrong("The central directory does not end where the end record begins."));
        }
        Ok(end)
    }

    /// Reads the ZIP64 end record and where it begins, if its locator stands right before the end record.
    fn read_zip64(
        end_offset: u64,
        tail: &[u8],
        position: usize,
        comment: Comment,
    ) -> Result<Option<(Self, u64)>, Violation> {
        let before = |length: u64, end: usize| {
            let start = end.checked_sub(usize::try_from(length).ok()?)?;
            Some((start, tail.get(start..end)?))
        };
        let Some((locator_start, locator)) = before(ZIP64_LOCATOR_LENGTH, position) else {
            return Ok(None);
        };
        if !locator.starts_with(ZIP64_LOCATOR_SIGNATURE) {
            return Ok(None);
        }
        let inconsistent = || wrong("The ZIP64 end record and its locator do not fit together.");
        let (_, record) = before(ZIP64_END_LENGTH, locator_start).ok_or_else(inconsistent)?;
        let record_offset = end_offset.checked_sub(ZIP64_LOCATOR_LENGTH + ZIP64_END_LENGTH).ok_or_else(inconsistent)?;
        let (locator, fields) = (Fields(locator), Fields(record));
        let fits = record.starts_with(ZIP64_END_SIGNATURE)
            && fields.u64(4) == Some(ZIP64_END_LENGTH - 12)
            && locator.u32(4) == Some(0)
            && locator.u64(8) == Some(record_offset)
            && locator.u32(16) == Some(1)
            && fields.u32(16) == Some(0)
            && fields.u32(20) == Some(0)
            && fields.u64(24) == fields.u64(32)
            && fields
                .u16(12)
                .zip(fields.u16(14))
                .is_some_and(|(by, needed)| whitelist::are_zip64_end_versions(by, needed));
        if !fits {
            return Err(inconsistent());
        }
        let read = || {
            Some(Self {
                entries: fields.u64(32)?,
                directory_length: fields.u64(40)?,
                directory_offset: fields.u64(48)?,
                has_zip64: true,
                comment,
            })
        };
        read().map(|end| Some((end, record_offset))).ok_or_else(inconsistent)
    }
}

/// Reads the central directory, once with the `zip` crate and once raw. Both have to agree.
pub(super) async fn read(exchange: &Exchange, region: Region, end: &End) -> Result<Vec<Record>, Violation> {
    let length = region.length.saturating_sub(end.directory_offset);
    let range = region
        .range(end.directory_offset, length)
        .ok_or_else(|| wrong("The central directory lies outside the file."))?;
    let bytes = exchange.read(range).await;
    let directory_length = usize::try_from(end.directory_length).unwrap_or(usize::MAX);
    let directory = bytes.get(..directory_length).unwrap_or_default();
    if bytes.windows(END_SIGNATURE.len()).filter(|window| *window == END_SIGNATURE).count() != 1 {
        return Err(wrong("The central directory has an end record's signature inside."));
    }
    let records = read_raw(directory, end)?;
    name::check_all(&records)?;
    let view = View { length: region.length, start: end.directory_offset, bytes: &bytes, position: 0 };
    let config = Config { archive_offset: ArchiveOffset::Known(0) };
    let archive = zip::ZipArchive::with_config(config, view)
        .map_err(|error| damaged(format!("The central directory cannot be read: {error}.")))?;
    if archive.len() != records.len() || archive.offset() != 0 {
        return Err(damaged("Readers find different numbers of entries in the archive."));
    }
    for (index, record) in records.iter().enumerate() {
        let entry = archive.by_index_data(index).map_err(|_| damaged("An entry of the directory cannot be read."))?;
        let same = entry.name_raw() == record.name_raw
            && entry.crc32() == record.crc32
            && entry.size() == record.size
            && entry.compressed_size() == record.compressed_size
            && entry.header_start() == record.header_start;
        if !same {
            let what = format!("Readers find different things in the directory's entry '{}'.", record.name);
            return Err(rule::ARCHIVE_DIRECTORY.broken_at(Place::path(&record.name), what));
        }
    }
    Ok(records)
}

/// Walks the records. They have to fill the directory to the last byte.
fn read_raw(mut directory: &[u8], end: &End) -> Result<Vec<Record>, Violation> {
    let mut records = Vec::new();
    while !directory.is_empty() {
        let (record, rest) = split_record(directory, end.has_zip64)?;
        records.push(record);
        directory = rest;
    }
    if as_u64(records.len()) != end.entries {
        let what = format!("The end record states {} entries, the directory has {}.", end.entries, records.len());
        return Err(damaged(what));
    }
    Ok(records)
}

fn split_record(bytes: &[u8], has_zip64_end: bool) -> Result<(Record, &[u8]), Violation> {
    let cut_off = || damaged("A record of the central directory is cut off or is not one.");
    let (parts, rest) = split_parts(bytes).ok_or_else(cut_off)?;
    let fields = Fields(bytes);
    let name = String::from_utf8_lossy(parts.name).into_owned();
    let problem = |what: &str| {
        rule::ARCHIVE_DIRECTORY.broken_at(Place::path(&name), format!("The directory's record of '{name}' {what}."))
    };
    // Readers that search for a record would find one inside this record.
    if parts.record.get(RECORD_SIGNATURE.len()..).is_none_or(whitelist::has_signature) {
        return Err(problem("holds the signature of another record"));
    }
    let extra = Extra::read(parts.extra, parts.name, Header::Central)
        .map_err(|fault| extra_problem(rule::ARCHIVE_DIRECTORY, &name, "the directory", &fault))?;
    let stated = [24, 20, 42].map(|offset| fields.u32(offset).map(u64::from));
    let [Some(size), Some(compressed_size), Some(header_start)] = stated else { return Err(cut_off()) };
    let disk = fields.u16(34).ok_or_else(cut_off)?;
    let extent = extra
        .of_record(Extent { size, compressed_size, header_start }, disk, has_zip64_end)
        .ok_or_else(|| problem("leaves sizes, offset or disk to ZIP64 in a way that readers take differently"))?;
    let read = || {
        Some(Record {
            name: name.clone(),
            name_raw: parts.name.to_owned(),
            made_by: fields.u16(4)?,
            version_needed: fields.u16(6)?,
            flags: fields.u16(8)?,
            method: fields.u16(10)?,
            crc32: fields.u32(16)?,
            compressed_size: extent.compressed_size,
            size: extent.size,
            header_start: extent.header_start,
            internal_attributes: fields.u16(36)?,
            external_attributes: fields.u32(38)?,
            unknown_extra: extra.unknown,
            comment: Comment::of(parts.comment),
        })
    };
    read().map(|record| (record, rest)).ok_or_else(cut_off)
}

/// A record of the central directory and its parts of variable length (4.3.12).
pub(super) struct Parts<'a> {
    pub(super) record: &'a [u8],
    pub(super) name: &'a [u8],
    pub(super) extra: &'a [u8],
    pub(super) comment: &'a [u8],
}

pub(super) fn split_parts(bytes: &[u8]) -> Option<(Parts<'_>, &[u8])> {
    let fields = Fields(bytes);
    let [name, extra, comment] = [28, 30, 32].map(|offset| fields.u16(offset).map(usize::from));
    let (name, rest) = bytes.get(RECORD_LENGTH..)?.split_at_checked(name?)?;
    let (extra, rest) = rest.split_at_checked(extra?)?;
    let (comment, rest) = rest.split_at_checked(comment?)?;
    let record = bytes.get(..bytes.len().checked_sub(rest.len())?)?;
    bytes.starts_with(RECORD_SIGNATURE).then_some((Parts { record, name, extra, comment }, rest))
}

/// Describes what is wrong with the extra fields of a header. A field that gives the entry another name breaks `rule`,
/// the rule of that header.
pub(super) fn extra_problem(rule: &'static rule::Rule, name: &str, place: &str, fault: &Fault) -> Violation {
    match fault {
        Fault::Damaged => {
            let what = format!("'{name}' has extra fields in {place} that are damaged, or one of them twice.");
            rule.broken_at(Place::path(name), what)
        }
        Fault::Harmful(UNICODE_PATH) => {
            let what = format!("'{name}' has an extra field in {place} that gives it another name (0x7075).");
            rule.broken_at(Place::path(name), what)
        }
        Fault::Harmful(id) => {
            let what = format!(
                "'{name}' has the extra field 0x{id:04X} in {place}, in a form from which some readers take another name, \
                 kind or content."
            );
            rule::ARCHIVE_EXTRA_FIELD.broken_at(Place::path(name), what)
        }
    }
}

/// `Info-ZIP Unicode Path` (4.6.9).
const UNICODE_PATH: u16 = 0x7075;

fn wrong(what: impl Into<String>) -> Violation {
    rule::ARCHIVE_END_RECORD.broken(what)
}

fn damaged(what: impl Into<String>) -> Violation {
    rule::ARCHIVE_DIRECTORY.broken(what)
}

fn as_u64(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// The file as the `zip` crate sees it while it reads the directory. It has the directory and what follows it. Before
/// that are zeros, because the crate looks there for the end record.
struct View<'a> {
    length: u64,
    start: u64,
    bytes: &'a [u8],
    position: u64,
}

impl io::Read for View<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.position >= self.length {
            return Ok(0);
        }
        let count = match usize::try_from(self.start.saturating_sub(self.position)) {
            Ok(0) => {
                let offset = usize::try_from(self.position.saturating_sub(self.start)).unwrap_or(usize::MAX);
                let rest = self.bytes.get(offset..).unwrap_or_default();
                buffer.iter_mut().zip(rest).map(|(to, from)| *to = *from).count()
            }
            before => buffer.iter_mut().take(before.unwrap_or(usize::MAX)).map(|to| *to = 0).count(),
        };
        self.position = self.position.saturating_add(as_u64(count));
        Ok(count)
    }
}

impl io::Seek for View<'_> {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        let position = match to {
            io::SeekFrom::Start(position) => Some(position),
            io::SeekFrom::End(offset) => self.length.checked_add_signed(offset),
            io::SeekFrom::Current(offset) => self.position.checked_add_signed(offset),
        };
        self.position = position.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.position)
    }
}

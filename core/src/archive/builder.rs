//! Writes a new archive, as a list of segments: its records, small contents, and ranges of the files that the host has.
//!
//! Every file is stored, so that nothing has to be copied or compressed, and what is written depends on nothing but names,
//! contents and time.

use alloc::{borrow::ToOwned, format, string::String, vec::Vec};

use super::{
    directory::{Comment, Record},
    kind::STORED,
    name,
    new_records::{NewEntry, new_end_records},
    segment::{EntryContent, Segment},
};
use crate::{
    rule::{self, Place, Violation},
    time::Time,
};

/// A file of a new archive.
#[derive(Clone, Debug)]
pub(crate) struct NewFile {
    pub(crate) path: String,
    pub(crate) content: EntryContent,
}

/// Writes an archive of these files, in their order. Returns `None` if a number does not fit into its field.
pub(crate) fn build(files: &[NewFile], at: Time) -> Option<Vec<Segment>> {
    let (mut segments, mut directory, mut position) = (Vec::new(), Vec::new(), 0_u64);
    let mut pending = Vec::new();
    for file in files {
        let length = file.content.length();
        let crc32 = file.content.crc32();
        let entry = NewEntry { name: &file.path, crc32, length, header_start: position, at };
        let header = entry.local_header()?;
        directory.extend(entry.central_record()?);
        position = position.checked_add(u64::try_from(header.len()).ok()?)?.checked_add(length)?;
        pending.extend(header);
        match &file.content {
            EntryContent::Bytes(bytes) => pending.extend_from_slice(bytes),
            EntryContent::Supplied(content) if content.range.length == 0 => {}
            EntryContent::Supplied(content) => {
                segments.push(Segment::New(core::mem::take(&mut pending)));
                segments.push(Segment::Range(content.range));
            }
        }
    }
    let (count, length) = (u64::try_from(files.len()).ok()?, u64::try_from(directory.len()).ok()?);
    pending.extend(directory);
    pending.extend(new_end_records(count, length, position)?);
    segments.push(Segment::New(pending));
    Some(segments)
}

/// Checks that the reader takes these names for files, and that no system takes two of them for the same.
pub(crate) fn check_names<'a>(paths: impl Iterator<Item = &'a str>) -> Result<(), Violation> {
    let records: Vec<Record> = paths.map(Record::of_new).collect();
    if let Some(folder) = records.iter().find(|record| record.is_directory()) {
        let what = format!("The name '{}' is that of a folder.", folder.name.escape_debug());
        return Err(rule::ARCHIVE_UNSAFE_NAME.broken_at(Place::path(&folder.name), what));
    }
    name::check_all(&records)?;
    match name::similar(&records).first() {
        None => Ok(()),
        Some((one, other)) => {
            let what = format!("'{one}' and '{other}' are the same name on some systems.");
            Err(rule::ARCHIVE_DUPLICATE_NAME.broken_at(Place::path(other), what).naming([one.clone()]))
        }
    }
}

impl Record {
    /// Returns a record of which only the name counts.
    fn of_new(path: &str) -> Self {
        Self {
            name: path.to_owned(),
            name_raw: path.as_bytes().to_vec(),
            made_by: 0,
            version_needed: 0,
            flags: 0,
            method: STORED,
            crc32: 0,
            compressed_size: 0,
            size: 0,
            header_start: 0,
            internal_attributes: 0,
            external_attributes: 0,
            unknown_extra: None,
            comment: Comment::None,
        }
    }
}

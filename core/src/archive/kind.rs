//! Which kinds of entries are allowed: a plain file or folder, stored or deflated, with marks that every reader
//! accepts.

use alloc::{collections::BTreeMap, format, string::String, vec::Vec};

use super::directory::Record;
use crate::{
    rule::{self, Place, Violation},
    whitelist::zip as whitelist,
};

/// The compression methods that are allowed (APPNOTE 4.4.5).
pub(super) const STORED: u16 = 0;
pub(super) const DEFLATED: u16 = 8;
/// Flag bit 3: CRC-32 and sizes stand in a data descriptor behind the data (4.4.4).
pub(super) const FLAG_DESCRIPTOR: u16 = 1 << 3;
/// Flag bits 0, 6 and 13: encrypted, strongly encrypted, directory masked (4.4.4).
const FLAGS_ENCRYPTED: u16 = 1 | 1 << 6 | 1 << 13;

/// Attributes of DOS and Windows, in the low half of the external attributes (4.4.15).
const DOS_DIRECTORY: u32 = 0x10;
const DOS_REPARSE_POINT: u32 = 0x400;

/// Checks all entries. What most of them share is reported once.
pub(super) fn check_all(records: &[Record]) -> Result<(), Violation> {
    check_methods(records)?;
    records.iter().try_for_each(|record| {
        check_file_type(record)?;
        check_marks(record)
    })
}

/// Reports the compression methods that packages may not use, by name and for all entries at once.
fn check_methods(records: &[Record]) -> Result<(), Violation> {
    let mut odd: BTreeMap<u16, Vec<&Record>> = BTreeMap::new();
    for record in records.iter().filter(|record| !matches!(record.method, STORED | DEFLATED)) {
        odd.entry(record.method).or_default().push(record);
    }
    let Some((_, [first, ..])) = odd.iter().next().map(|(method, found)| (method, found.as_slice())) else {
        return Ok(());
    };
    let found: Vec<String> = odd.iter().take(3).map(|(method, found)| of_method(*method, found)).collect();
    let what = format!("{}; a package may only use methods 0 (stored) and 8 (deflated).", found.join(", "));
    Err(rule::ARCHIVE_METHOD.broken_at(Place::path(&first.name), what))
}

fn of_method(method: u16, found: &[&Record]) -> String {
    let subject = match found {
        [only] => format!("'{}' is", only.name),
        [first, ..] => format!("{} entries ('{}', for example) are", found.len(), first.name),
        [] => String::new(),
    };
    match method_name(method) {
        Some(name) => format!("{subject} compressed with {name} (method {method})"),
        None => format!("{subject} compressed with method {method}, which has no name in the ZIP specification"),
    }
}

/// Returns the name of a compression method (4.4.5). It says who uses the method if packagers may not know that they
/// do.
fn method_name(method: u16) -> Option<&'static str> {
    Some(match method {
        1 => "Shrink",
        2..=5 => "Reduce",
        6 => "Implode",
        9 => "Deflate64, which the Explorer of Windows uses for files above 2 GB",
        10 => "PKWARE DCL Implode",
        12 => "BZIP2",
        14 => "LZMA",
        16 => "IBM z/OS CMPSC",
        18 => "IBM TERSE",
        19 => "IBM LZ77 z",
        20 | 93 => "Zstandard",
        94 => "MP3",
        95 => "XZ",
        96 => "the JPEG variant",
        97 => "WavPack",
        98 => "PPMd",
        99 => "the encryption of WinZip (AE-x)",
        _ => return None,
    })
}

/// Checks that the entry is a plain file, or a folder if its name ends like one.
fn check_file_type(record: &Record) -> Result<(), Violation> {
    let name = &record.name;
    // The high half holds the Unix mode if the writer set it (4.4.15).
    let file_type = record.external_attributes >> 28;
    let (none, directory, regular) = (0, 0o4, 0o10);
    let expected = if record.is_directory() { directory } else { regular };
    if file_type != none && file_type != expected {
        let what = format!("'{name}' is a symbolic link or another special file.");
        return Err(rule::ARCHIVE_SPECIAL_FILE.broken_at(Place::path(name), what));
    }
    // The low byte holds the attributes of DOS: a directory, which some readers act on, or a reparse point.
    let is_odd = record.external_attributes & DOS_REPARSE_POINT != 0
        || (record.external_attributes & DOS_DIRECTORY != 0 && !record.is_directory());
    if is_odd {
        let what = format!("'{name}' is a file to some readers and something else to others, by its attributes.");
        return Err(rule::ARCHIVE_SPECIAL_FILE.broken_at(Place::path(name), what));
    }
    if record.method == STORED && record.size != record.compressed_size && !record.is_directory() {
        let what = format!("'{name}' is stored, but its two sizes differ.");
        return Err(rule::ARCHIVE_DIRECTORY.broken_at(Place::path(name), what));
    }
    Ok(())
}

/// Refuses marks that make some reader skip the entry, refuse the archive, or turn the file into something else.
fn check_marks(record: &Record) -> Result<(), Violation> {
    let name = &record.name;
    if record.flags & FLAGS_ENCRYPTED != 0 {
        return Err(
            rule::ARCHIVE_ENCRYPTED.broken_at(Place::path(name), format!("'{name}' is encrypted with ZIP encryption."))
        );
    }
    let odd = |what: String| rule::ARCHIVE_HEADER_FIELD.broken_at(Place::path(name), what);
    if !whitelist::are_flags(record.flags) {
        return Err(odd(format!("'{name}' has flags that no package needs: 0x{:04X}.", record.flags)));
    }
    if !whitelist::is_version_needed(record.version_needed) {
        let what = "states that it needs a version of the ZIP format that not every reader has";
        return Err(odd(format!("'{name}' {what}: {}.", version(record.version_needed))));
    }
    if !whitelist::is_version_made_by(record.made_by) {
        let [_, host] = record.made_by.to_le_bytes();
        let made_by = format!("version {} on system {host}", version(record.made_by & 0xFF));
        return Err(odd(format!("'{name}' states that it was made by {made_by}, which changes its attributes.")));
    }
    if !whitelist::are_internal_attributes(record.internal_attributes) {
        return Err(odd(format!("'{name}' has internal attributes other than that it is a text.")));
    }
    match whitelist::external_attributes_fault(record.external_attributes, record.is_directory()) {
        Some(fault) => Err(odd(format!("'{name}' {fault} (0x{:08X}).", record.external_attributes))),
        None => Ok(()),
    }
}

/// Returns a version of the format as people write it: 45 is 4.5.
fn version(number: u16) -> String {
    let (major, minor) = (number.checked_div(10).unwrap_or(0), number.checked_rem(10).unwrap_or(0));
    format!("{major}.{minor}")
}

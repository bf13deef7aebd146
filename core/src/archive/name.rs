//! What an entry may be called and may be: a plain file or directory under a plain relative path that no other entry
//! shares, on any system.

use alloc::{format, string::String, vec::Vec};

use super::{Problem, directory::Record};
use crate::{limits, package::path_fault, rule, unicode, work};

/// APPNOTE 4.4.4: the name is UTF-8.
const FLAG_UTF8: u16 = 1 << 11;
/// APPNOTE 4.4.4: encrypted, strongly encrypted, directory masked.
const FLAGS_ENCRYPTED: u16 = 1 | 1 << 6 | 1 << 13;

/// Of the attributes of DOS and Windows, the low half of the external attributes (APPNOTE 4.4.15).
const DOS_DIRECTORY: u32 = 0x10;
const DOS_REPARSE_POINT: u32 = 0x400;
/// APPNOTE 4.4.5.
pub(super) const STORED: u16 = 0;
const DEFLATED: u16 = 8;

/// Checks all entries. Returns the names that are UTF-8 and not marked so, which is refused unless a signature over the
/// whole archive may cover it.
pub(super) fn check_all(records: &[Record], is_signed: bool) -> Result<Vec<String>, Problem> {
    let mut unmarked = Vec::new();
    for record in records {
        check_name(record)?;
        check_kind(record)?;
        if !record.name.is_ascii() && record.flags & FLAG_UTF8 == 0 {
            // Where no signature covers the mark, anybody could have taken it away to give the file another name.
            if !is_signed {
                let what = format!("The name '{}' is UTF-8, but not marked as such.", record.name);
                return Err(Problem::of_entry(rule::ARCHIVE_NAME_ENCODING, &record.name, what));
            }
            unmarked.push(record.name.clone());
        }
    }
    check_unique(records)?;
    Ok(unmarked)
}

fn check_name(record: &Record) -> Result<(), Problem> {
    let name = &record.name;
    let most = limits::ENTRY_NAME_BYTES.count();
    if name.len() > most {
        let what = format!("A name in the archive has {} bytes; the limit is {most}.", name.len());
        return Err(Problem::new(rule::ARCHIVE_LIMIT, what));
    }
    if core::str::from_utf8(&record.name_raw).is_err() {
        let what = format!("The name '{name}' is not UTF-8.");
        return Err(Problem::of_entry(rule::ARCHIVE_NAME_ENCODING, name, what));
    }
    match path_fault(name.strip_suffix('/').unwrap_or(name)) {
        None => Ok(()),
        Some(fault) => {
            let what = format!("The name '{}' {fault}.", name.escape_debug());
            Err(Problem::of_entry(rule::ARCHIVE_UNSAFE_NAME, name, what))
        }
    }
}

fn check_kind(record: &Record) -> Result<(), Problem> {
    let name = &record.name;
    // The high half holds the Unix mode, where the writer set it (4.4.15).
    let file_type = record.external_attributes >> 28;
    let (none, directory, regular) = (0, 0o4, 0o10);
    let expected = if record.is_directory() { directory } else { regular };
    if file_type != none && file_type != expected {
        let what = format!("'{name}' is a symbolic link or another special file.");
        return Err(Problem::of_entry(rule::ARCHIVE_SYMLINK, name, what));
    }
    // The low byte is the one of DOS: a directory, which some readers go by, or a reparse point.
    let is_odd = record.external_attributes & DOS_REPARSE_POINT != 0
        || (record.external_attributes & DOS_DIRECTORY != 0 && !record.is_directory())
        || record.has_unix_extra;
    if is_odd {
        let what = format!("'{name}' is a file to some readers and something else to others, by its attributes.");
        return Err(Problem::of_entry(rule::ARCHIVE_SYMLINK, name, what));
    }
    // An empty deflate stream takes two bytes.
    let is_empty = record.size == 0 && record.compressed_size <= if record.method == STORED { 0 } else { 2 };
    if record.is_directory() && !is_empty {
        let what = format!("The directory '{name}' has content.");
        return Err(Problem::of_entry(rule::ARCHIVE_SYMLINK, name, what));
    }
    if record.method == STORED && record.size != record.compressed_size {
        let what = format!("'{name}' is stored, but its two sizes differ.");
        return Err(Problem::of_entry(rule::ARCHIVE_DIRECTORY, name, what));
    }
    if record.flags & FLAGS_ENCRYPTED != 0 {
        return Err(Problem::of_entry(rule::ARCHIVE_ENCRYPTED, name, format!("'{name}' is encrypted by ZIP means.")));
    }
    if !matches!(record.method, STORED | DEFLATED) {
        let what =
            format!("'{name}' is compressed with method {}; only 0 (stored) and 8 (deflated) are.", record.method);
        return Err(Problem::of_entry(rule::ARCHIVE_METHOD, name, what));
    }
    Ok(())
}

/// No two entries of the same name, in any case and Unicode normalization, and no file where another entry needs a
/// directory. In component order (the slash before all other characters) both stand side by side.
fn check_unique(records: &[Record]) -> Result<(), Problem> {
    let key = |record: &Record| fold(record.name.strip_suffix('/').unwrap_or(&record.name)).replace('/', "\0");
    let mut sorted: Vec<(String, &Record)> = records.iter().map(|record| (key(record), record)).collect();
    sorted.sort_by(|(one, _), (other, _)| one.cmp(other));
    for pair in sorted.windows(2) {
        work::over(pair.iter().map(|(key, _)| key.len()).sum());
        let [(first, before), (second, record)] = pair else { continue };
        let what = match second.strip_prefix(first.as_str()) {
            Some("") => format!(
                "'{}' and '{}' are the same name on systems that ignore case or the way characters are composed.",
                before.name, record.name
            ),
            Some(below) if below.starts_with('\0') && !before.is_directory() => {
                format!("'{}' is a file, and a directory for '{}'.", before.name, record.name)
            }
            _ => continue,
        };
        return Err(Problem::of_entry(rule::ARCHIVE_DUPLICATE, &record.name, what));
    }
    Ok(())
}

/// The name as the most forgiving file systems compare it: without regard to case and to the way characters are
/// composed, and without dots and blanks at the end of its parts, which Windows drops.
fn fold(name: &str) -> String {
    let folded = unicode::fold(name);
    let parts: Vec<&str> = folded.split('/').map(|part| part.trim_end_matches(['.', ' '])).collect();
    parts.join("/")
}

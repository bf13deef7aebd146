//! Which names an entry may have: a plain relative path that no other entry has.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use super::directory::Record;
use crate::{
    evidence::Mark,
    limits,
    package::path_fault,
    rule::{self, Place, Violation},
    unicode,
    whitelist::{names::misplacement, zip::is_of_code_page},
    work,
};

/// Flag bit 11: the name is in UTF-8 (APPNOTE 4.4.4).
pub(super) const FLAG_UTF8: u16 = 1 << 11;

/// Checks all names, and that each is used once.
pub(super) fn check_all(records: &[Record]) -> Result<(), Violation> {
    records.iter().try_for_each(check_name)?;
    check_unique(records)
}

fn check_name(record: &Record) -> Result<(), Violation> {
    let name = &record.name;
    let most = limits::ENTRY_NAME_BYTES.count();
    if name.len() > most {
        let what = format!("A name in the archive has {} bytes; the limit is {most}.", name.len());
        return Err(rule::ARCHIVE_LIMIT
            .broken(what)
            .with_limit(limits::ENTRY_NAME_BYTES.reached(u64::try_from(name.len()).ok())));
    }
    if core::str::from_utf8(&record.name_raw).is_err() {
        let what = format!("The name '{name}' is not UTF-8.");
        return Err(rule::ARCHIVE_NAME_ENCODING.broken_at(Place::path(name), what));
    }
    let path = without_slash(name);
    match path_fault(path).or_else(|| misplacement(path)) {
        None => Ok(()),
        Some(fault) => {
            let what = format!("The name '{}' {fault}.", name.escape_debug());
            Err(rule::ARCHIVE_UNSAFE_NAME.broken_at(Place::path(name), what))
        }
    }
}

/// Checks that no two entries have the same name, and that no file stands where another entry needs a folder. If names
/// are sorted by component (the slash before all other characters), such entries stand side by side.
fn check_unique(records: &[Record]) -> Result<(), Violation> {
    let key = |record: &Record| without_slash(&record.name).replace('/', "\0");
    let mut sorted: Vec<(String, &Record)> = records.iter().map(|record| (key(record), record)).collect();
    sorted.sort_by(|(one, _), (other, _)| one.cmp(other));
    for pair in sorted.windows(2) {
        work::over(pair.iter().map(|(key, _)| key.len()).sum());
        let [(first, before), (second, record)] = pair else { continue };
        let what = match second.strip_prefix(first.as_str()) {
            Some("") => format!("The archive has two entries of the name '{}'.", record.name),
            Some(below) if below.starts_with('\0') && !before.is_directory() => {
                format!("'{}' is a file, and a directory for '{}'.", before.name, record.name)
            }
            _ => continue,
        };
        return Err(rule::ARCHIVE_DUPLICATE_NAME
            .broken_at(Place::path(&record.name), what)
            .naming([before.name.clone()]));
    }
    Ok(())
}

/// Returns a mark for names that are marked as UTF-8, but that Info-ZIP's `unzip` reads in an older code page, because
/// the entry was made on DOS (4.4.2). `unzip` then writes another name without an error. Java and programs on Windows
/// write such entries, so this alone is a warning. If `unzip` could write one file over another, it is a failure,
/// because no signature covers where an entry was made.
pub(super) fn of_older_code_page(records: &[Record]) -> Vec<Mark> {
    let is_older =
        |record: &&Record| !record.name.is_ascii() && record.flags & FLAG_UTF8 != 0 && is_of_code_page(record.made_by);
    let older: Vec<&Record> = records.iter().filter(is_older).collect();
    let are_few = older.len() <= limits::CODE_PAGE_NAMES.count();
    let to_mark = |record: &&Record| {
        let may_meet = !are_few || records.iter().any(|other| could_be_written_alike(record, other));
        let rule = if may_meet { rule::ARCHIVE_NAME_ENCODING } else { rule::ARCHIVE_NAME_FLAG };
        let meets = if may_meet { ", which could be that of another entry" } else { "" };
        let what = format!(
            "The name '{}' is UTF-8, in an entry that is marked as made on DOS: 'unzip' writes another name{meets}.",
            record.name
        );
        Mark { violation: rule.broken_at(Place::path(&record.name), what), rule_if_signed: rule::ARCHIVE_NAME_FLAG }
    };
    older.iter().map(to_mark).collect()
}

/// Returns whether both entries could get the same name if each of their non-ASCII octets became some other octet.
fn could_be_written_alike(record: &Record, other: &Record) -> bool {
    let (name, other_name) = (record.name_raw.as_slice(), other.name_raw.as_slice());
    let is_free = |octet: &u8| !octet.is_ascii();
    let other_is_free = |octet: &u8| is_free(octet) && is_of_code_page(other.made_by);
    name.len() == other_name.len()
        && name != other_name
        && name.iter().zip(other_name).all(|(one, two)| one == two || is_free(one) || other_is_free(two))
}

/// Returns a mark for names that are in UTF-8 and are not marked as such.
pub(super) fn unmarked(records: &[Record]) -> impl Iterator<Item = Mark> {
    let is_unmarked = |record: &&Record| !record.name.is_ascii() && record.flags & FLAG_UTF8 == 0;
    records.iter().filter(is_unmarked).map(|record| {
        let what = format!("The name '{}' is UTF-8, but not marked as such.", record.name);
        let violation = rule::ARCHIVE_NAME_ENCODING.broken_at(Place::path(&record.name), what);
        Mark { violation, rule_if_signed: rule::ARCHIVE_NAME_FLAG }
    })
}

/// Returns pairs of entries that the most forgiving file systems take for the same, or that lie in folders of which
/// this is true. Such systems ignore case and Unicode normalization, and Windows drops dots and blanks at the end of a
/// part. If several entries are the same, each is in at least one pair.
pub(super) fn similar(records: &[Record]) -> Vec<(String, String)> {
    let mut sorted: Vec<(String, &str)> =
        records.iter().map(|record| (fold(without_slash(&record.name)), record.name.as_str())).collect();
    sorted.sort();
    let pairs = sorted.windows(2).filter_map(|pair| {
        let [(one_folded, one), (other_folded, other)] = pair else { return None };
        let same = one_folded.split('\0').zip(other_folded.split('\0')).take_while(|(one, other)| one == other).count();
        let parts = |name: &'_ str| name.split('/').take(same).map(ToString::to_string).collect::<Vec<_>>();
        (parts(one) != parts(other)).then(|| ((*one).to_string(), (*other).to_string()))
    });
    pairs.collect()
}

/// Returns the parts of a path as forgiving systems compare them, separated by a character that no name contains.
fn fold(path: &str) -> String {
    let parts: Vec<String> =
        path.split('/').map(|part| unicode::fold(part).trim_end_matches(['.', ' ']).to_string()).collect();
    parts.join("\0")
}

fn without_slash(name: &str) -> &str {
    name.strip_suffix('/').unwrap_or(name)
}

//! What an entry may be called: a plain relative path that no other entry shares.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use super::{Problem, directory::Record};
use crate::{evidence::Mark, limits, package::path_fault, rule, unicode, whitelist::names::misplacement, work};

/// APPNOTE 4.4.4: the name is UTF-8.
const FLAG_UTF8: u16 = 1 << 11;

/// Checks all names, and that each is there once.
pub(super) fn check_all(records: &[Record]) -> Result<(), Problem> {
    records.iter().try_for_each(check_name)?;
    check_unique(records)
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
    let path = without_slash(name);
    match path_fault(path).or_else(|| misplacement(path)) {
        None => Ok(()),
        Some(fault) => {
            let what = format!("The name '{}' {fault}.", name.escape_debug());
            Err(Problem::of_entry(rule::ARCHIVE_UNSAFE_NAME, name, what))
        }
    }
}

/// No two entries of the same name, and no file where another entry needs a folder. In component order (the slash before
/// all other characters) both stand side by side.
fn check_unique(records: &[Record]) -> Result<(), Problem> {
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
        return Err(Problem::of_entry(rule::ARCHIVE_DUPLICATE, &record.name, what));
    }
    Ok(())
}

/// The names that are UTF-8 and not marked so.
pub(super) fn unmarked(records: &[Record]) -> impl Iterator<Item = Mark> {
    let is_unmarked = |record: &&Record| !record.name.is_ascii() && record.flags & FLAG_UTF8 == 0;
    records.iter().filter(is_unmarked).map(|record| Mark {
        rule: rule::ARCHIVE_NAME_ENCODING,
        rule_if_signed: rule::ARCHIVE_NAME_FLAG,
        path: record.name.clone(),
        what: format!("The name '{}' is UTF-8, but not marked as such.", record.name),
    })
}

/// Pairs of entries that the most forgiving file systems take for the same, or that lie in folders of which they do: in
/// any case and Unicode normalization, and without dots and blanks at the end of a part, which Windows drops. Of several
/// that are the same, each stands in one pair at least.
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

/// The parts of a path as forgiving systems compare them, with a character between them that no name has.
fn fold(path: &str) -> String {
    let parts: Vec<String> =
        path.split('/').map(|part| unicode::fold(part).trim_end_matches(['.', ' ']).to_string()).collect();
    parts.join("\0")
}

fn without_slash(name: &str) -> &str {
    name.strip_suffix('/').unwrap_or(name)
}

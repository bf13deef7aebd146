//! Odd marks of an archive that may still be the VNF provider's own: no reader is known to take content from them.

use alloc::{format, string::String, vec::Vec};

use super::{
    directory::{Comment, End, Record},
    name,
};
use crate::{
    evidence::Mark,
    rule::{self, Place, Rule},
    whitelist::zip::has_set_id_bits,
};

/// Collects the odd marks of the archive with this name.
pub(super) fn collect(archive: &str, end: &End, records: &[Record], unknown_extras: &[(String, u16)]) -> Vec<Mark> {
    let mut marks: Vec<Mark> = name::unmarked(records).chain(name::of_older_code_page(records)).collect();
    if end.comment == Comment::Odd {
        marks.push(mark(
            rule::ARCHIVE_COMMENT_TEXT,
            archive,
            format!("The comment of the archive '{archive}' {NOT_PLAIN}"),
        ));
    }
    for record in records {
        let name = &record.name;
        if record.comment == Comment::Odd {
            marks.push(mark(rule::ARCHIVE_COMMENT_TEXT, name, format!("The comment of '{name}' {NOT_PLAIN}")));
        }
        if has_set_id_bits(record.external_attributes) {
            let mode = (record.external_attributes >> 16) & 0o7777;
            let what = format!("'{name}' has the set-user-ID, the set-group-ID or the sticky bit (mode {mode:04o}).");
            marks.push(mark(rule::ARCHIVE_HEADER_FIELD, name, what));
        }
        marks.extend(record.unknown_extra.map(|id| unknown_extra(name, id)));
    }
    marks.extend(unknown_extras.iter().map(|(name, id)| unknown_extra(name, *id)));
    marks
}

const NOT_PLAIN: &str = "is not short plain text (ASCII, at most 1024 bytes).";

fn unknown_extra(name: &str, id: u16) -> Mark {
    let what = format!("'{name}' has the extra field 0x{id:04X}, which is not one of those that writers in use add.");
    mark(rule::ARCHIVE_EXTRA_FIELD, name, what)
}

fn mark(rule: &'static Rule, path: &str, what: String) -> Mark {
    Mark { violation: rule.broken_at(Place::path(path), what), rule_if_signed: rule::ARCHIVE_PORTABILITY }
}

//! The formats of GS NFV-SOL 004: TOSCA.meta, the manifest, and the files of a delivery.

pub(crate) mod manifest;
pub(crate) mod tosca_meta;

use crate::unicode;

/// The fixed path of TOSCA.meta (SOL 004 clause 4.1.2).
pub(crate) const TOSCA_META: &str = "TOSCA-Metadata/TOSCA.meta";

/// Returns a path's extension in lower case: the part after the last dot of its last part.
pub(crate) fn extension(path: &str) -> Option<alloc::string::String> {
    let (_, name) = path.rsplit_once('/').unwrap_or(("", path));
    name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase())
}

/// Returns whether a path is that of a file at the root.
pub(crate) fn is_at_root(path: &str) -> bool {
    !path.contains('/')
}

/// Describes a fault of a path, if there is one. It has to be relative, plain, and the same on every system.
pub(crate) fn path_fault(path: &str) -> Option<&'static str> {
    let bytes = path.as_bytes();
    if path.is_empty() || path.starts_with('/') {
        return Some("is empty or absolute");
    }
    if path.contains('\\') {
        return Some("has a backslash, which some systems take for a slash");
    }
    if path.chars().any(char::is_control) {
        return Some("has a control character");
    }
    if bytes.get(1) == Some(&b':') {
        return Some("begins with a drive letter");
    }
    if unicode::has_long_run(path) {
        return Some("has more combining marks in a row than any text");
    }
    let has_odd_part = path.split('/').any(|part| matches!(part, "" | "." | ".."));
    has_odd_part.then_some("has an empty, '.' or '..' part")
}

/// Returns whether some reader would end a line at the character or show nothing for it. All readers must see the same
/// lines.
pub(crate) fn breaks_lines(character: char) -> bool {
    (character.is_control() && character != '\t') || matches!(character, '\u{2028}' | '\u{2029}')
}

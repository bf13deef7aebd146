//! TOSCA.meta: where the parts of a CSAR are (SOL 004 clause 4.1.2, TOSCA Simple Profile 1.3 section 6.2).

use alloc::{format, string::String, vec::Vec};

use super::{TOSCA_META, breaks_lines};
use crate::{
    report::Place,
    rule::{self, Findings},
};

/// The first block of TOSCA.meta; the others mean nothing to SOL 004, but something to readers that take the file for
/// YAML.
///
/// ```text
/// tosca-meta = block *( 1*eol block )
/// block      = 1*( name ":" *WS value eol *continuation )
/// continuation = " " value eol
/// ```
/// The first colon splits; names are compared in any case, because packages in the field write them so.
#[derive(Clone, Debug, Default)]
pub(crate) struct ToscaMeta {
    entries: Vec<Entry>,
    /// What some readers would take in another way, if anything: harmless only where a signature covers the file.
    pub(crate) other_reading: Option<OtherReading>,
}

/// Something that some readers take and others pass over.
#[derive(Clone, Debug)]
pub(crate) struct OtherReading {
    /// The line, from 1.
    pub(crate) line: u32,
    /// What is odd about it, as the end of a sentence.
    pub(crate) what: &'static str,
}

#[derive(Clone, Debug)]
struct Entry {
    name: String,
    value: String,
    line: u32,
}

/// A path TOSCA.meta names, and the line it does so in.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    pub(crate) path: String,
    pub(crate) line: u32,
}

impl ToscaMeta {
    /// Reads TOSCA.meta. `None` when it cannot be read; `findings` then says why.
    pub(crate) fn read(bytes: &[u8], findings: &mut Findings) -> Option<Self> {
        let Ok(text) = core::str::from_utf8(bytes) else {
            findings.add(rule::TOSCA_META_SYNTAX, Place::path(TOSCA_META), "TOSCA.meta is not UTF-8.");
            return None;
        };
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let mut meta = Self::default();
        let mut is_first_block = true;
        for (line, content) in (1..).zip(text.split('\n')) {
            let content = content.strip_suffix('\r').unwrap_or(content);
            if content.trim().is_empty() {
                is_first_block &= meta.entries.is_empty();
                continue;
            }
            meta.look_for_other_reading(content, line, is_first_block);
            let fault = is_first_block.then(|| meta.take_line(content, line)).flatten();
            if let Some(fault) = fault {
                let what = format!("Line {line} of TOSCA.meta {fault}.");
                findings.add(rule::TOSCA_META_SYNTAX, Place::line(TOSCA_META, line), what);
                return None;
            }
        }
        Some(meta)
    }

    /// Notes what some readers would take in another way: those that go on after the first block, fold no lines, break
    /// them elsewhere or know other keys.
    fn look_for_other_reading(&mut self, content: &str, line: u32, is_first_block: bool) {
        let name = content.split_once(':').map(|(name, _)| name);
        let steers = |name: &str| {
            let name = name.to_ascii_lowercase();
            name.contains("entry") || name.contains("definitions")
        };
        let is_known =
            |name: &str| STEERING.iter().any(|names| names.iter().any(|known| name.eq_ignore_ascii_case(known)));
        let what = if content.chars().any(breaks_lines) {
            "has a control character or a line separator"
        } else if name.is_some_and(steers) && !is_first_block {
            "stands in a further block, which some readers take for part of the first"
        } else if name.is_some_and(|name| steers(name) && !is_known(name.trim())) {
            "has an entry that some readers go by and others do not know"
        } else if is_first_block && content.starts_with(' ') && name.is_some() {
            "continues a line, but looks like an entry of its own"
        } else {
            return;
        };
        self.other_reading.get_or_insert(OtherReading { line, what });
    }

    /// Takes one line; what is wrong with it, if anything.
    fn take_line(&mut self, content: &str, line: u32) -> Option<&'static str> {
        if content.starts_with('#') {
            return None;
        }
        if let Some(continuation) = content.strip_prefix(' ') {
            return match self.entries.last_mut() {
                Some(entry) => {
                    entry.value.push_str(continuation.trim_end());
                    None
                }
                None => Some("continues a line, but there is none before it"),
            };
        }
        let Some((name, value)) = content.split_once(':') else {
            return Some("is not of the form 'name: value'");
        };
        if name.trim().is_empty() {
            return Some("has no name before the colon");
        }
        self.entries.push(Entry { name: name.trim().into(), value: value.trim().into(), line });
        None
    }

    /// The path that one of `names` gives. Both spellings with different values, or one twice, is an error: a reader
    /// must not have to choose (SOL 004 clause 4.1.2.3).
    pub(crate) fn path(&self, names: &[&str], findings: &mut Findings) -> Option<Named> {
        let mut matching =
            self.entries.iter().filter(|entry| names.iter().any(|name| entry.name.eq_ignore_ascii_case(name)));
        let first = matching.next()?;
        if let Some(other) = matching.find(|other| other.value != first.value) {
            let what =
                format!("'{}' gives '{}', but '{}' gives '{}'.", first.name, first.value, other.name, other.value);
            findings.add(rule::TOSCA_META_CONFLICT, Place::line(TOSCA_META, other.line), what);
        }
        Some(Named { path: first.value.clone(), line: first.line })
    }

    /// The paths that one of `names` gives, separated by blanks or commas: both are in use.
    pub(crate) fn paths(&self, names: &[&str]) -> Vec<Named> {
        let matching =
            self.entries.iter().filter(|entry| names.iter().any(|name| entry.name.eq_ignore_ascii_case(name)));
        let paths = |entry: &Entry| {
            let line = entry.line;
            let parts = entry.value.split([' ', ',', '"']).filter(|part| !part.is_empty());
            parts.map(|part| Named { path: part.into(), line }).collect::<Vec<_>>()
        };
        matching.flat_map(paths).collect()
    }

    /// Warns of entries that are missing and on which nothing here depends.
    pub(crate) fn remark_missing(&self, findings: &mut Findings) {
        for names in EXPECTED {
            let is_there = |entry: &Entry| names.iter().any(|name| entry.name.eq_ignore_ascii_case(name));
            if !self.entries.iter().any(is_there) {
                let what = format!("TOSCA.meta has no entry '{}'.", names.first().unwrap_or(&""));
                findings.add(rule::TOSCA_META_INCOMPLETE, Place::path(TOSCA_META), what);
            }
        }
    }
}

/// The names of entries, in the spelling since edition 2.6.1 and the one before it (SOL 004 table 4.1.2.3-1).
pub(crate) const ENTRY_DEFINITIONS: &[&str] = &["Entry-Definitions"];
pub(crate) const ENTRY_MANIFEST: &[&str] = &["ETSI-Entry-Manifest", "Entry-Manifest"];
pub(crate) const ENTRY_CERTIFICATE: &[&str] = &["ETSI-Entry-Certificate", "Entry-Certificate"];
pub(crate) const ENTRY_CHANGE_LOG: &[&str] = &["ETSI-Entry-Change-Log", "Entry-Change-Log"];
pub(crate) const ENTRY_TESTS: &[&str] = &["ETSI-Entry-Tests", "Entry-Tests"];
pub(crate) const ENTRY_LICENSES: &[&str] = &["ETSI-Entry-Licenses", "Entry-Licenses"];
/// Definitions besides (TOSCA 1.3 section 6.2), and events, which ONAP names so.
pub(crate) const OTHER_DEFINITIONS: &[&str] = &["Other-Definitions"];
pub(crate) const ENTRY_EVENTS: &[&str] = &["ETSI-Entry-Events", "Entry-Events"];
/// The entries that steer what is used: all of them are looked at, and any other of the kind is not known.
const STEERING: [&[&str]; 8] = [
    ENTRY_DEFINITIONS,
    ENTRY_MANIFEST,
    ENTRY_CERTIFICATE,
    ENTRY_CHANGE_LOG,
    ENTRY_TESTS,
    ENTRY_LICENSES,
    OTHER_DEFINITIONS,
    ENTRY_EVENTS,
];
/// What readers in the field ask for besides, though nothing here depends on it.
pub(crate) const EXPECTED: [&[&str]; 4] =
    [&["TOSCA-Meta-File-Version"], &["CSAR-Version"], &["Created-By"], ENTRY_CHANGE_LOG];

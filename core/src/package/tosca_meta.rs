//! TOSCA.meta: the paths of the parts of a CSAR (SOL 004 clause 4.1.2, TOSCA Simple Profile 1.3 section 6.2).

use alloc::{format, string::String, vec::Vec};

use super::TOSCA_META;
use crate::{
    findings::Findings,
    rule::{self, Place},
    whitelist::tosca_meta::{OddLine, find_odd_line},
};

/// The first block of TOSCA.meta. The other blocks mean nothing to SOL 004.
///
/// ```text
/// tosca-meta = block *( 1*eol block )
/// block      = 1*( name ":" *WS value eol *continuation )
/// continuation = " " value eol
/// ```
/// A line is split at its first colon. Names are compared in any case, because packages in the field write them so. A
/// value may be in quotes, as in YAML.
#[derive(Clone, Debug, Default)]
pub(crate) struct ToscaMeta {
    entries: Vec<Entry>,
    /// The first line that some readers could understand in another way. It is harmless only if a signature covers the
    /// file.
    pub(crate) odd_line: Option<OddLine>,
}

#[derive(Clone, Debug)]
struct Entry {
    name: String,
    value: String,
    line: u32,
}

impl Entry {
    /// Returns the path in the value, without the quotes of YAML around it. Quotes with an escape inside stay: their
    /// meaning depends on the reader, and no file has such a name.
    fn path(&self) -> &str {
        let quoted = |quote: char, escape: char| {
            let inside = self.value.strip_prefix(quote)?.strip_suffix(quote)?;
            (!inside.contains([quote, escape])).then_some(inside)
        };
        quoted('"', '\\').or_else(|| quoted('\'', '\'')).unwrap_or(&self.value)
    }
}

/// A path that TOSCA.meta names, and the line that names it.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    pub(crate) path: String,
    pub(crate) line: u32,
}

impl ToscaMeta {
    /// Reads TOSCA.meta. Returns `None` if it cannot be read; `findings` then has the reason.
    pub(crate) fn read(bytes: &[u8], findings: &mut Findings) -> Option<Self> {
        let Ok(text) = core::str::from_utf8(bytes) else {
            findings.report(rule::TOSCA_META_SYNTAX.broken_at(Place::path(TOSCA_META), "TOSCA.meta is not UTF-8."));
            return None;
        };
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let mut meta = Self { odd_line: find_odd_line(bytes), ..Self::default() };
        let mut is_first_block = true;
        for (line, content) in (1..).zip(text.split('\n')) {
            let content = content.strip_suffix('\r').unwrap_or(content);
            if content.trim().is_empty() {
                is_first_block &= meta.entries.is_empty();
                continue;
            }
            let fault = is_first_block.then(|| meta.take_line(content, line)).flatten();
            if let Some(fault) = fault {
                let what = format!("Line {line} of TOSCA.meta {fault}.");
                findings.report(rule::TOSCA_META_SYNTAX.broken_at(Place::line(TOSCA_META, line), what));
                return None;
            }
        }
        Some(meta)
    }

    /// Takes one line. Returns its fault, if it has one.
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

    /// Returns the path that one of `names` gives. Both spellings with different values, or the same one twice, are an
    /// error: a reader must not have to choose (SOL 004 clause 4.1.2.3).
    pub(crate) fn path(&self, names: &[&str], findings: &mut Findings) -> Option<Named> {
        let mut matching =
            self.entries.iter().filter(|entry| names.iter().any(|name| entry.name.eq_ignore_ascii_case(name)));
        let first = matching.next()?;
        if let Some(other) = matching.find(|other| other.path() != first.path()) {
            let what =
                format!("'{}' gives '{}', but '{}' gives '{}'.", first.name, first.value, other.name, other.value);
            let both = [&first.name, &first.value, &other.name, &other.value].map(String::as_str);
            findings
                .report(rule::TOSCA_META_CONFLICT.broken_at(Place::line(TOSCA_META, other.line), what).naming(both));
        }
        Some(Named { path: first.path().into(), line: first.line })
    }

    /// Returns the paths that one of `names` gives, separated by blanks or commas, because both are in use.
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

    /// Returns the names and paths of the first block, in order.
    #[cfg(feature = "conformance")]
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries.iter().map(|entry| (entry.name.as_str(), entry.path()))
    }

    /// Warns about missing entries on which nothing here depends.
    pub(crate) fn report_missing_entries(&self, findings: &mut Findings) {
        for names in EXPECTED {
            let is_there = |entry: &Entry| names.iter().any(|name| entry.name.eq_ignore_ascii_case(name));
            if !self.entries.iter().any(is_there) {
                let name = *names.first().unwrap_or(&"");
                let what = format!("TOSCA.meta has no entry '{name}'.");
                findings.report(rule::TOSCA_META_INCOMPLETE.broken_at(Place::path(TOSCA_META), what).naming([name]));
            }
        }
    }
}

/// Writes a TOSCA.meta with these entries besides those about itself. Each has the first of its names.
#[cfg(feature = "sign")]
pub(crate) fn write(created_by: &str, entries: &[(&[&str], &str)]) -> String {
    let versions = format!("TOSCA-Meta-File-Version: 1.0\nCSAR-Version: 1.1\nCreated-By: {created_by}\n");
    entries.iter().fold(versions, |text, (names, value)| {
        text + &format!("{}: {value}\n", names.first().copied().unwrap_or_default())
    })
}

/// The names of entries, in the spelling since edition 2.6.1 and the one before it (SOL 004 table 4.1.2.3-1).
pub(crate) const ENTRY_DEFINITIONS: &[&str] = &["Entry-Definitions"];
pub(crate) const ENTRY_MANIFEST: &[&str] = &["ETSI-Entry-Manifest", "Entry-Manifest"];
pub(crate) const ENTRY_CERTIFICATE: &[&str] = &["ETSI-Entry-Certificate", "Entry-Certificate"];
pub(crate) const ENTRY_CHANGE_LOG: &[&str] = &["ETSI-Entry-Change-Log", "Entry-Change-Log"];
pub(crate) const ENTRY_TESTS: &[&str] = &["ETSI-Entry-Tests", "Entry-Tests"];
pub(crate) const ENTRY_LICENSES: &[&str] = &["ETSI-Entry-Licenses", "Entry-Licenses"];
/// The names of entries for additional definitions (TOSCA 1.3 section 6.2), and for events, as ONAP names them.
pub(crate) const OTHER_DEFINITIONS: &[&str] = &["Other-Definitions"];
pub(crate) const ENTRY_EVENTS: &[&str] = &["ETSI-Entry-Events", "Entry-Events"];
/// The entries that readers in the field also require, although nothing here depends on them.
pub(crate) const EXPECTED: [&[&str]; 4] =
    [&["TOSCA-Meta-File-Version"], &["CSAR-Version"], &["Created-By"], ENTRY_CHANGE_LOG];

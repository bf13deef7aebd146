//! Writes a manifest anew with another list of files. Everything else stays as the VNF provider has written it.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    string::String,
    vec::Vec,
};

use super::{Manifest, Source};

/// The lines of a manifest that list files, by number from 1. Names in non-MANO artifact sets do not belong to them, but
/// what stands under such a name does: digests and signatures.
#[derive(Clone, Debug, Default)]
pub(super) struct Listing {
    pub(super) lines: BTreeSet<u32>,
    /// The line before which the list stands, or would stand: before the non-MANO artifact sets.
    start: Option<u32>,
}

impl Listing {
    pub(super) fn begin(&mut self, number: u32) {
        self.start = self.start.or(Some(number));
    }
}

impl Manifest {
    /// Writes the text to be signed: that of this manifest, with these sources as its list of files. It ends with a blank
    /// line, because some readers need one before the signature block. All lines end with LF, because some readers verify
    /// a copy with LF.
    pub(crate) fn with_sources(&self, sources: &BTreeMap<String, Source>) -> String {
        let text = core::str::from_utf8(&self.signed).unwrap_or_default();
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let mut writer = Writer::default();
        let mut is_listed = false;
        for (number, line) in (1..).zip(text.split('\n')) {
            if self.listing.start == Some(number) {
                writer.sources(sources);
                is_listed = true;
            }
            if !self.listing.lines.contains(&number) {
                writer.kept(line.strip_suffix('\r').unwrap_or(line));
            }
        }
        if !is_listed {
            writer.sources(sources);
        }
        writer.blank_line();
        writer.0
    }
}

/// The text so far.
#[derive(Default)]
struct Writer(String);

impl Writer {
    /// Writes a line that stays. Of blank lines in a row, which removed lines leave behind, one stays.
    fn kept(&mut self, line: &str) {
        if line.trim().is_empty() { self.blank_line() } else { self.line(&[line]) }
    }

    fn blank_line(&mut self) {
        if !self.0.is_empty() && !self.0.ends_with("\n\n") {
            self.0.push('\n');
        }
    }

    fn sources(&mut self, sources: &BTreeMap<String, Source>) {
        for (path, source) in sources {
            self.blank_line();
            self.source(path, source);
        }
        self.blank_line();
    }

    fn source(&mut self, path: &str, source: &Source) {
        let Source { algorithm, hash, signature, certificate, .. } = source;
        let keys = ["Algorithm: ", "Hash: ", "Signature: ", "Certificate: "];
        self.line(&["Source: ", path]);
        for (key, value) in keys.into_iter().zip([algorithm, hash, signature, certificate]) {
            if let Some(value) = value {
                self.line(&[key, value]);
            }
        }
    }

    fn line(&mut self, parts: &[&str]) {
        let parts: Vec<&str> = parts.iter().copied().chain(["\n"]).collect();
        self.0.push_str(&parts.concat());
    }
}

impl Source {
    /// Returns whether both say the same of a file, wherever they stand.
    pub(crate) fn says_the_same(&self, other: &Self) -> bool {
        Self { line: 0, ..self.clone() } == Self { line: 0, ..other.clone() }
    }
}

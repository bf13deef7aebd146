//! Reads the manifest line by line.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use super::{
    Manifest,
    source::{Source, agree},
};
use crate::{
    digest::{DigestAlgorithm, from_hex},
    findings::Findings,
    limits,
    package::{breaks_lines, path_fault},
    report::{MetadataEntry, PackageKind},
    rule::{self, Place, Rule, Violation},
    unicode, work,
    x509::name::shortened,
};

pub(super) struct Reader<'a> {
    path: &'a str,
    findings: &'a mut Findings,
    pub(super) manifest: Manifest,
    section: Section,
    /// The source whose lines are being read.
    open: Option<(String, Source)>,
    /// Whether the lines being read belong to a source whose path is refused.
    is_refused: bool,
    sources_max: usize,
}

#[derive(PartialEq)]
enum Section {
    Start,
    Metadata,
    Files,
    /// The lines are in a non-MANO artifact set, which is given once it is known.
    NonMano(Option<Set>),
}

/// The non-MANO artifact set that is being read.
#[derive(PartialEq)]
struct Set {
    id: String,
    /// The number of the line that names the set, from 1.
    line: u32,
    has_files: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(path: &'a str, findings: &'a mut Findings, sources_max: usize) -> Self {
        Self {
            path,
            findings,
            manifest: Manifest::default(),
            section: Section::Start,
            open: None,
            is_refused: false,
            sources_max,
        }
    }

    /// Reads all lines before the signature block.
    pub(super) fn read_signed(&mut self, signed: &[u8]) {
        let text = match core::str::from_utf8(signed) {
            Ok(text) => text,
            Err(error) => {
                let before = signed.get(..error.valid_up_to()).unwrap_or_default();
                let lines = before.split(|byte| *byte == b'\n').count();
                let number = u32::try_from(lines).unwrap_or(u32::MAX);
                self.manifest.is_unread = true;
                let what = "The line is not UTF-8, so that nothing of the manifest is read.";
                self.report(rule::MANIFEST_SYNTAX, Some(number), what);
                return;
            }
        };
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        for (number, line) in (1..).zip(text.split('\n')) {
            self.read_line(number, line.strip_suffix('\r').unwrap_or(line));
        }
        self.end_set();
        self.close_source();
        self.check_metadata();
    }

    /// Checks the keys that every edition requires (SOL 004 table 4.3.2-1, SOL 007 table 4.3.2-1).
    fn check_metadata(&mut self) {
        let required: &[&[&str]] = match self.manifest.kind() {
            PackageKind::VnfPackage => &[
                &["vnf_provider_id"],
                &["vnf_product_name"],
                &["vnf_package_version"],
                // The second key is the spelling of editions before 2.6.1.
                &["vnf_release_date_time", "vnf_release_data_time"],
            ],
            PackageKind::PnfdArchive => {
                &[&["pnfd_provider"], &["pnfd_name"], &["pnfd_archive_version"], &["pnfd_release_date_time"]]
            }
            PackageKind::NsdArchive => &[&["nsd_designer"], &["nsd_name"], &["nsd_release_date_time"]],
            PackageKind::AsdPackage => &[&["release_date_time"]],
            PackageKind::Unknown => {
                let what = "The metadata has the keys of no one kind of package (VNF package, PNFD or NSD archive, ASD \
                            package).";
                self.report(rule::MANIFEST_METADATA, None, what);
                &[]
            }
        };
        for spellings in required {
            let has = |entry: &MetadataEntry| spellings.iter().any(|key| entry.key.eq_ignore_ascii_case(key));
            if !self.manifest.metadata.iter().any(has) {
                let what = format!("The metadata lacks '{}'.", spellings.first().unwrap_or(&""));
                self.report(rule::MANIFEST_METADATA, None, what);
            }
        }
    }

    fn read_line(&mut self, number: u32, raw: &str) {
        work::over(raw.len().saturating_mul(4));
        if raw.chars().any(breaks_lines) {
            self.report(rule::MANIFEST_SYNTAX, Some(number), "The line has a control character in it.");
            return;
        }
        let line = raw.trim();
        if line.starts_with('#') {
            return;
        }
        if line.is_empty() {
            self.end_set();
            return;
        }
        let Some((key, value)) = line.split_once(':') else {
            let what = format!("The line '{}' is not of the form 'key: value'.", shortened(line));
            self.report_violation(rule::MANIFEST_SYNTAX.broken(what).naming([shortened(line)]), Some(number));
            return;
        };
        let key = key.trim();
        if key.strip_prefix('-').is_some_and(|key| is_source_key(key.trim_start())) {
            let what = format!(
                "The line begins with '-', as lists of YAML do. Write '{}'.",
                shortened(line.trim_start_matches(['-', ' ']))
            );
            self.report(rule::MANIFEST_SYNTAX, Some(number), what);
            return;
        }
        self.take(number, key, value.trim());
    }

    fn take(&mut self, number: u32, key: &str, value: &str) {
        if self.section == Section::Start {
            self.manifest.begins_with_metadata = key.eq_ignore_ascii_case("metadata");
            if !self.manifest.begins_with_metadata {
                self.report(rule::MANIFEST_METADATA, Some(number), "The manifest does not begin with 'metadata:'.");
            }
            self.section = Section::Metadata;
        }
        match key.to_ascii_lowercase().as_str() {
            "metadata" if value.is_empty() => self.section = Section::Metadata,
            "non_mano_artifact_sets" => {
                #[cfg(feature = "sign")]
                self.manifest.listing.begin(number);
                self.end_set();
                self.close_source();
                self.section = Section::NonMano(None);
            }
            "source" => self.open_source(number, value),
            "algorithm" | "hash" | "signature" | "certificate" => self.take_source_line(number, key, value),
            _ if self.section == Section::Metadata => self.take_metadata(number, key, value),
            _ if value.is_empty() && matches!(self.section, Section::NonMano(_)) => {
                self.end_set();
                if key.len() > limits::SET_ID_BYTES.count() {
                    let what = format!("The identifier of a non-MANO artifact set has {} octets.", key.len());
                    let limit = limits::SET_ID_BYTES.reached(u64::try_from(key.len()).ok());
                    self.report_violation(rule::MANIFEST_SYNTAX.broken(what).with_limit(limit), Some(number));
                    return;
                }
                let set = Set { id: key.into(), line: number, has_files: false };
                self.section = Section::NonMano(Some(set));
            }
            _ => {}
        }
    }

    fn take_metadata(&mut self, number: u32, key: &str, value: &str) {
        if self.manifest.metadata.len() >= limits::MANIFEST_METADATA_LINES.count() {
            let what = format!("The metadata has more than {} lines.", limits::MANIFEST_METADATA_LINES.count());
            let limit = limits::MANIFEST_METADATA_LINES.reached(None);
            self.report_violation(rule::MANIFEST_SYNTAX.broken(what).with_limit(limit), Some(number));
            return;
        }
        if self.manifest.metadata.iter().any(|entry| entry.key == key && entry.value != value) {
            let what = format!("The metadata key '{}' is there twice with different values.", shortened(key));
            self.report_violation(rule::MANIFEST_METADATA.broken(what).naming([shortened(key)]), Some(number));
        }
        self.manifest.metadata.push(MetadataEntry { key: key.into(), value: value.into() });
    }

    /// Ends the set that is being read, as a blank line does. Another set may follow.
    fn end_set(&mut self) {
        let Section::NonMano(set) = &mut self.section else { return };
        if let Some(set) = set.take() {
            self.close_source();
            if !set.has_files {
                let what = format!("The non-MANO artifact set '{}' lists no file (no Source under it).", set.id);
                self.report_violation(rule::MANIFEST_EMPTY_SET.broken(what).naming([set.id]), Some(set.line));
            }
        }
    }

    fn open_source(&mut self, number: u32, value: &str) {
        self.close_source();
        #[cfg(feature = "sign")]
        if !matches!(self.section, Section::NonMano(Some(_))) {
            self.manifest.listing.begin(number);
            self.manifest.listing.lines.insert(number);
        }
        if self.section == Section::Metadata {
            self.section = Section::Files;
        }
        let is_external = value.contains("://");
        let path = if is_external { value } else { plain(value) };
        if let Section::NonMano(Some(set)) = &mut self.section {
            set.has_files = true;
        }
        self.is_refused = false;
        let is_too_long = path.len() > limits::SOURCE_BYTES.count();
        if is_too_long || (is_external && unicode::has_long_run(path)) {
            let what =
                format!("The source '{}' has a name longer than any system takes.", shortened(value).escape_debug());
            let violation = rule::MANIFEST_UNSAFE_SOURCE.broken(what);
            let limit = || limits::SOURCE_BYTES.reached(u64::try_from(path.len()).ok());
            self.report_violation(if is_too_long { violation.with_limit(limit()) } else { violation }, Some(number));
            self.is_refused = true;
            return;
        }
        if let Some(fault) = (!is_external).then(|| path_fault(path)).flatten() {
            let meant = path.replace('\\', "/");
            let is_windows_path = path.contains('\\') && path_fault(&meant).is_none();
            let what = if is_windows_path {
                format!("The source '{path}' has a backslash. SOL 004 separates folders with slashes: '{meant}'.")
            } else {
                let fault = if path.ends_with('/') { "is a folder; list each file in it" } else { fault };
                format!("The source '{}' {fault}.", value.escape_debug())
            };
            self.report_violation(rule::MANIFEST_UNSAFE_SOURCE.broken(what).naming([value]), Some(number));
            if is_windows_path && self.manifest.windows_paths.len() < self.sources_max {
                self.manifest.windows_paths.insert(meant);
            }
            self.is_refused = true;
            return;
        }
        let mut source = Source { line: number, is_external, ..Source::default() };
        if let Section::NonMano(Some(set)) = &self.section {
            work::over(set.id.len());
            source.non_mano_artifact_set_ids.push(set.id.clone());
        }
        self.open = Some((path.into(), source));
    }

    fn take_source_line(&mut self, number: u32, key: &str, value: &str) {
        #[cfg(feature = "sign")]
        self.manifest.listing.lines.insert(number);
        let Some((path, mut source)) = self.open.take() else {
            // Lines under a refused source are refused with it.
            if !self.is_refused {
                self.report(rule::MANIFEST_SYNTAX, Some(number), format!("'{key}' stands under no Source."));
            }
            return;
        };
        let key = key.to_ascii_lowercase();
        let field = match key.as_str() {
            "algorithm" => &mut source.algorithm,
            "hash" => &mut source.hash,
            "signature" => &mut source.signature,
            _ => &mut source.certificate,
        };
        let is_path = matches!(key.as_str(), "signature" | "certificate");
        let value = if is_path { plain(value) } else { value };
        if field.as_deref().is_some_and(|first| first != value) {
            let what = format!("'{}' has two '{key}' lines that differ.", shortened(&path));
            self.report_violation(
                rule::MANIFEST_DUPLICATE_SOURCE.broken(what).naming([shortened(&path)]),
                Some(number),
            );
        } else {
            *field = Some(value.into());
        }
        self.open = Some((path, source));
    }

    /// Ends the source being read, and merges it with earlier entries of the same path.
    fn close_source(&mut self) {
        let Some((path, mut source)) = self.open.take() else {
            return;
        };
        source.digest = self.digest_of(&path, &source);
        let Some(known) = self.manifest.sources.get_mut(&path) else {
            if self.manifest.sources.len() < self.sources_max {
                self.manifest.sources.insert(path, source);
            } else {
                let what = format!("The manifest lists more than {} sources.", self.sources_max);
                let limit =
                    limits::POLICY_ENTRIES.reached_at(u64::try_from(self.sources_max).unwrap_or(u64::MAX), None);
                self.report_violation(rule::ARCHIVE_LIMIT.broken(what).with_limit(limit), Some(source.line));
            }
            return;
        };
        let line = source.line;
        let agree = agree(&mut known.digest, source.digest)
            & agree(&mut known.signature, source.signature)
            & agree(&mut known.certificate, source.certificate);
        known.algorithm = known.algorithm.take().or(source.algorithm);
        known.hash = known.hash.take().or(source.hash);
        let ids = &mut known.non_mano_artifact_set_ids;
        // A file that is named twice in the same set belongs to it once.
        source.non_mano_artifact_set_ids.retain(|id| ids.last() != Some(id));
        ids.append(&mut source.non_mano_artifact_set_ids);
        if !agree {
            let what = format!("'{}' is listed twice, with different digests or signatures.", shortened(&path));
            self.report_violation(rule::MANIFEST_DUPLICATE_SOURCE.broken(what).naming([shortened(&path)]), Some(line));
        }
    }

    fn digest_of(&mut self, path: &str, source: &Source) -> Option<(DigestAlgorithm, Vec<u8>)> {
        let line = Some(source.line);
        let (name, hash) = match (&source.algorithm, &source.hash) {
            (Some(name), Some(hash)) => (name, hash),
            (None, None) => return None,
            _ => {
                let what = format!("'{path}' has only one of 'Algorithm' and 'Hash'.");
                self.report_violation(rule::MANIFEST_HASH.broken(what).naming([path]), line);
                return None;
            }
        };
        let Some(algorithm) = DigestAlgorithm::from_name(name) else {
            let what = format!("'{path}' has a digest of '{}', which is not accepted.", shortened(name));
            self.report_violation(rule::MANIFEST_ALGORITHM.broken(what).naming([path, &*shortened(name)]), line);
            return None;
        };
        if algorithm == DigestAlgorithm::Sha224 {
            let what = format!("'{path}' has a digest of SHA-224.");
            self.report_violation(rule::MANIFEST_ALGORITHM_WEAK.broken(what).naming([path]), line);
        }
        let digest = from_hex(hash).filter(|digest| digest.len() == algorithm.length());
        if digest.is_none() {
            let what = format!(
                "'{path}' has the hash '{}', which is not {} hexadecimal digits as {} needs.",
                shortened(hash),
                algorithm.length().saturating_mul(2),
                algorithm.name()
            );
            self.report_violation(rule::MANIFEST_HASH.broken(what).naming([path, &*shortened(hash)]), line);
        }
        digest.map(|digest| (algorithm, digest))
    }

    /// Reports a fault of a line. `what` completes the sentence "Line 7 of the manifest …".
    pub(super) fn report_line(&mut self, rule: &'static Rule, number: u32, what: &str) {
        self.report(rule, Some(number), format!("Line {number} of the manifest {what}."));
    }

    /// Reports a fault of a line, or of the manifest as a whole.
    fn report(&mut self, rule: &'static Rule, line: Option<u32>, sentence: impl Into<String>) {
        self.report_violation(rule.broken(sentence), line);
    }

    fn report_violation(&mut self, violation: Violation, line: Option<u32>) {
        let place = Place { path: Some(self.path.to_string()), line, ..Place::default() };
        self.findings.report(violation.within(place));
    }
}

/// Returns whether a key opens or describes a file.
fn is_source_key(key: &str) -> bool {
    ["source", "algorithm", "hash", "signature", "certificate"].iter().any(|known| known.eq_ignore_ascii_case(key))
}

/// Returns a path without one leading `/` or `./`, which samples of the specification have.
fn plain(path: &str) -> &str {
    path.strip_prefix("./").or_else(|| path.strip_prefix('/')).unwrap_or(path)
}

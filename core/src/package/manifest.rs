//! The manifest: what belongs to the package, with digests, and the signature over all of it (SOL 004 clauses 4.3.2
//! and 5.3). The grammar stands here and nowhere else.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    format,
    string::{String, ToString},
    vec::Vec,
};

use crate::{
    cms,
    digest::{DigestAlgorithm, from_hex, to_hex},
    encoding,
    findings::Findings,
    limits,
    package::{breaks_lines, path_fault},
    pem,
    policy::Limits,
    report::{MetadataEntry, PackageKind},
    rule::{self, Place, Rule},
    unicode, work,
    x509::name::shortened,
};

/// A manifest, read.
///
/// ```text
/// manifest     = metadata *( eol / comment / file / non-mano ) [ signature ] *( WS / eol )
/// metadata     = "metadata:" eol 1*( key ":" value eol )
/// file         = "Source:" ( path / uri ) eol
///                *( "Algorithm:" name eol / "Hash:" hex eol / "Signature:" path eol / "Certificate:" path eol )
/// non-mano     = "non_mano_artifact_sets:" eol 1*( set-id ":" eol 1*( "Source:" path eol ) )
/// signature    = "-----BEGIN CMS-----" eol 1*( base64 eol ) "-----END CMS-----"
/// comment      = "#" text eol
/// ```
/// White space around keys and values is no part of them; keys are compared in any case; unknown keys are passed over.
#[derive(Clone, Debug, Default)]
pub(crate) struct Manifest {
    pub(crate) path: String,
    pub(crate) metadata: Vec<MetadataEntry>,
    /// One for each path, in path order.
    pub(crate) sources: BTreeMap<String, Source>,
    /// What sources would be called if their backslashes were slashes. A finding says so of each; they are no sources.
    pub(crate) windows_paths: BTreeSet<String>,
    /// The signed bytes: all before the line that begins the signature block.
    pub(crate) signed: Vec<u8>,
    pub(crate) signature: SignatureBlock,
    /// Whether the file is no text that could be a manifest. A finding says what it is; which files it lists is not known.
    pub(crate) is_unread: bool,
}

/// The block that ends a signed manifest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum SignatureBlock {
    #[default]
    Absent,
    /// There is one, or something like one, that cannot be read; a finding says why.
    Unreadable,
    /// Its content, decoded from PEM.
    Der(Vec<u8>),
}

/// What the manifest says of one file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Source {
    /// The line that names it, from 1.
    pub(crate) line: u32,
    pub(crate) is_external: bool,
    /// The algorithm as written, and what was made of it with the hash.
    pub(crate) algorithm: Option<String>,
    pub(crate) hash: Option<String>,
    pub(crate) digest: Option<(DigestAlgorithm, Vec<u8>)>,
    pub(crate) signature: Option<String>,
    pub(crate) certificate: Option<String>,
    pub(crate) non_mano_artifact_set_ids: Vec<String>,
}

impl Manifest {
    /// Reads a manifest, telling `findings` what is wrong with it.
    pub(crate) fn read(path: &str, bytes: &[u8], limits: &Limits, findings: &mut Findings) -> Self {
        if let Some(what) = other_format(bytes) {
            findings.report(rule::MANIFEST_SYNTAX.broken_at(Place::path(path), what));
            return Self {
                path: path.into(),
                is_unread: true,
                signature: SignatureBlock::Unreadable,
                ..Self::default()
            };
        }
        let sources_max = usize::try_from(limits.entries).unwrap_or(usize::MAX);
        let mut reader = Reader {
            path,
            findings,
            manifest: Self::default(),
            section: Section::Start,
            open: None,
            is_refused: false,
            sources_max,
        };
        let (signed, block) = split_signature(bytes, &mut reader);
        reader.manifest.path = path.into();
        reader.manifest.signed = signed.to_vec();
        reader.manifest.signature = block;
        reader.read_signed(signed);
        reader.manifest
    }

    /// What kind of package the metadata keys describe (SOL 004 table 4.3.2-1, SOL 007; O-RAN and ONAP for an ASD).
    pub(crate) fn kind(&self) -> PackageKind {
        let has = |prefix: &str| self.metadata.iter().any(|entry| entry.key.to_ascii_lowercase().starts_with(prefix));
        let is_asd = self.metadata.iter().any(|entry| {
            entry.key.eq_ignore_ascii_case("entry_definition_type") && entry.value.eq_ignore_ascii_case("asd")
        });
        match (has("vnf_") || has("vnfd_") || has("vnfm_"), has("pnfd_"), has("nsd_"), is_asd) {
            (true, false, false, false) => PackageKind::VnfPackage,
            (false, true, false, false) => PackageKind::PnfdArchive,
            (false, false, true, false) => PackageKind::NsdArchive,
            (false, false, false, true) => PackageKind::AsdPackage,
            _ => PackageKind::Unknown,
        }
    }
}

/// What a file is that is no manifest at all: what signing programs write in its place, and text that is not UTF-8. One
/// sentence for it instead of one for each of its lines.
fn other_format(bytes: &[u8]) -> Option<String> {
    const BLOCK: &str = "SOL 004 has the manifest as text, and behind it the signature as a block '-----BEGIN CMS-----': \
                         sign with 'openssl cms -sign -binary -outform PEM' and append what it writes to the manifest.";
    if let Some(encoding) = encoding::wide(bytes) {
        return Some(format!("The manifest is {encoding} text. It has to be UTF-8."));
    }
    if cms::is_mail(bytes) {
        return Some(format!(
            "The manifest is S/MIME text, a mail, as 'openssl cms -sign' writes it by itself. {BLOCK}"
        ));
    }
    if cms::is_signed_der(bytes) {
        return Some(format!("The manifest is a CMS structure in DER. {BLOCK}"));
    }
    None
}

/// Splits the manifest into its signed bytes and the decoded signature block. The signature covers the raw bytes before
/// the line that begins the block, blank lines and line ends included.
fn split_signature<'a>(bytes: &'a [u8], reader: &mut Reader<'_>) -> (&'a [u8], SignatureBlock) {
    let mut offset = 0_usize;
    let mut begin: Option<(usize, &str)> = None;
    let mut end = None;
    // What a fault leaves to be read as the manifest: all before the block.
    let before = |begin: Option<(usize, &str)>, fault: usize| {
        bytes.get(..begin.map_or(fault, |(start, _)| start)).unwrap_or(bytes)
    };
    for (number, line) in (1_u32..).zip(bytes.split_inclusive(|byte| *byte == b'\n')) {
        let text = core::str::from_utf8(line).unwrap_or_default().trim_end();
        if let Some(label) = pem::boundary(text, "BEGIN").filter(|label| pem::is_cms_label(label)) {
            if begin.is_some() {
                reader.report_line(rule::MANIFEST_SIGNATURE_BLOCK, number, "begins a second signature block");
                return (before(begin, offset), SignatureBlock::Unreadable);
            }
            begin = Some((offset, label));
        } else if let Some((_, label)) = begin
            && end.is_none()
            && pem::boundary(text, "END") == Some(label)
        {
            end = Some(offset.saturating_add(line.len()));
        } else if looks_like_marker(line) {
            reader.report_line(
                rule::MANIFEST_SIGNATURE_MARKER,
                number,
                "looks like the boundary of a signature block, but is not one",
            );
            return (before(begin, offset), SignatureBlock::Unreadable);
        } else if end.is_some() && !line.trim_ascii().is_empty() {
            reader.report_line(rule::MANIFEST_TEXT_AFTER_SIGNATURE, number, "stands after the signature block");
            return (before(begin, offset), SignatureBlock::Unreadable);
        }
        offset = offset.saturating_add(line.len());
    }
    let Some((start, _)) = begin else {
        return (bytes, SignatureBlock::Absent);
    };
    let (signed, rest) = bytes.split_at_checked(start).unwrap_or((bytes, &[]));
    let number =
        u32::try_from(signed.split_inclusive(|byte| *byte == b'\n').count()).unwrap_or(u32::MAX).saturating_add(1);
    let Some(end) = end else {
        reader.report_line(rule::MANIFEST_SIGNATURE_BLOCK, number, "begins a signature block that never ends");
        return (signed, SignatureBlock::Unreadable);
    };
    let block = end
        .checked_sub(start)
        .and_then(|length| rest.get(..length))
        .and_then(|block| pem::decode(block).ok())
        .and_then(|contents| contents.blocks.into_iter().next());
    let Some(block) = block else {
        reader.report_line(rule::MANIFEST_SIGNATURE_BLOCK, number, "begins a signature block that is no base64");
        return (signed, SignatureBlock::Unreadable);
    };
    (signed, SignatureBlock::Der(block.der))
}

/// Whether a line could be taken for a boundary by a lenient reader; some look for `BEGIN CMS` anywhere in a line.
fn looks_like_marker(line: &[u8]) -> bool {
    let line = line.to_ascii_uppercase();
    let contains = |needle: &[u8]| line.windows(needle.len()).any(|window| window == needle);
    [&b"BEGIN CMS"[..], b"END CMS", b"BEGIN PKCS7", b"END PKCS7"].into_iter().any(contains)
}

#[derive(PartialEq)]
enum Section {
    Start,
    Metadata,
    Files,
    /// In a non-MANO artifact set; which one, once it is known.
    NonMano(Option<Set>),
}

/// The non-MANO artifact set that is being read.
#[derive(PartialEq)]
struct Set {
    id: String,
    /// The line that names it, from 1.
    line: u32,
    has_files: bool,
}

struct Reader<'a> {
    path: &'a str,
    findings: &'a mut Findings,
    manifest: Manifest,
    section: Section,
    /// The source whose lines are being read.
    open: Option<(String, Source)>,
    /// Whether the lines being read are those of a source whose path is refused.
    is_refused: bool,
    sources_max: usize,
}

impl Reader<'_> {
    fn read_signed(&mut self, signed: &[u8]) {
        let text = match core::str::from_utf8(signed) {
            Ok(text) => text,
            Err(error) => {
                let before = signed.get(..error.valid_up_to()).unwrap_or_default();
                let lines = before.iter().filter(|byte| **byte == b'\n').count();
                let number = u32::try_from(lines).unwrap_or(u32::MAX).saturating_add(1);
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

    /// The keys every edition asks for (SOL 004 table 4.3.2-1, SOL 007 table 4.3.2-1).
    fn check_metadata(&mut self) {
        let required: &[&[&str]] = match self.manifest.kind() {
            PackageKind::VnfPackage => &[
                &["vnf_provider_id"],
                &["vnf_product_name"],
                &["vnf_package_version"],
                // The second is how editions before 2.6.1 have it.
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
            self.report(
                rule::MANIFEST_SYNTAX,
                Some(number),
                format!("The line '{line}' is not of the form 'key: value'."),
            );
            return;
        };
        let key = key.trim();
        if key.strip_prefix('-').is_some_and(|key| is_source_key(key.trim_start())) {
            let what = format!(
                "The line begins with '-', as lists of YAML do. Write '{}'.",
                line.trim_start_matches(['-', ' '])
            );
            self.report(rule::MANIFEST_SYNTAX, Some(number), what);
            return;
        }
        self.take(number, key, value.trim());
    }

    fn take(&mut self, number: u32, key: &str, value: &str) {
        if self.section == Section::Start {
            if !key.eq_ignore_ascii_case("metadata") {
                self.report(rule::MANIFEST_METADATA, Some(number), "The manifest does not begin with 'metadata:'.");
            }
            self.section = Section::Metadata;
        }
        match key.to_ascii_lowercase().as_str() {
            "metadata" if value.is_empty() => self.section = Section::Metadata,
            "non_mano_artifact_sets" => {
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
                    self.report(rule::MANIFEST_SYNTAX, Some(number), what);
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
            self.report(rule::MANIFEST_SYNTAX, Some(number), what);
            return;
        }
        if self.manifest.metadata.iter().any(|entry| entry.key == key && entry.value != value) {
            let what = format!("The metadata key '{key}' is there twice with different values.");
            self.report(rule::MANIFEST_METADATA, Some(number), what);
        }
        self.manifest.metadata.push(MetadataEntry { key: key.into(), value: value.into() });
    }

    /// Ends the set that is being read, as a blank line does; a further set may follow.
    fn end_set(&mut self) {
        let Section::NonMano(set) = &mut self.section else { return };
        if let Some(set) = set.take() {
            self.close_source();
            if !set.has_files {
                let what = format!("The non-MANO artifact set '{}' lists no file (no Source under it).", set.id);
                self.report(rule::MANIFEST_EMPTY_SET, Some(set.line), what);
            }
        }
    }

    fn open_source(&mut self, number: u32, value: &str) {
        self.close_source();
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
            self.report(rule::MANIFEST_UNSAFE_SOURCE, Some(number), what);
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
            self.report(rule::MANIFEST_UNSAFE_SOURCE, Some(number), what);
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
        let Some((path, mut source)) = self.open.take() else {
            // What is under a source that is refused is refused with it.
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
            self.report(rule::MANIFEST_DUPLICATE_SOURCE, Some(number), what);
        } else {
            *field = Some(value.into());
        }
        self.open = Some((path, source));
    }

    /// Ends the source being read, and puts it beside what was said of the same path before.
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
                self.report(rule::ARCHIVE_LIMIT, Some(source.line), what);
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
        // Named again in the same set, it is in it once.
        source.non_mano_artifact_set_ids.retain(|id| ids.last() != Some(id));
        ids.append(&mut source.non_mano_artifact_set_ids);
        if !agree {
            let what = format!("'{}' is listed twice, with different digests or signatures.", shortened(&path));
            self.report(rule::MANIFEST_DUPLICATE_SOURCE, Some(line), what);
        }
    }

    fn digest_of(&mut self, path: &str, source: &Source) -> Option<(DigestAlgorithm, Vec<u8>)> {
        let line = Some(source.line);
        let (name, hash) = match (&source.algorithm, &source.hash) {
            (Some(name), Some(hash)) => (name, hash),
            (None, None) => return None,
            _ => {
                let what = format!("'{path}' has only one of 'Algorithm' and 'Hash'.");
                self.report(rule::MANIFEST_HASH, line, what);
                return None;
            }
        };
        let Some(algorithm) = DigestAlgorithm::from_name(name) else {
            let what = format!("'{path}' has a digest of '{name}', which is not accepted.");
            self.report(rule::MANIFEST_ALGORITHM, line, what);
            return None;
        };
        if algorithm == DigestAlgorithm::Sha224 {
            self.report(rule::MANIFEST_ALGORITHM_WEAK, line, format!("'{path}' has a digest of SHA-224."));
        }
        let digest = from_hex(hash).filter(|digest| digest.len() == algorithm.length());
        if digest.is_none() {
            let what = format!(
                "'{path}' has the hash '{hash}', which is not {} hexadecimal digits as {} needs.",
                algorithm.length().saturating_mul(2),
                algorithm.name()
            );
            self.report(rule::MANIFEST_HASH, line, what);
        }
        digest.map(|digest| (algorithm, digest))
    }

    /// Reports what is wrong with a line; `what` goes on where "Line 7 of the manifest" ends.
    fn report_line(&mut self, rule: &'static Rule, number: u32, what: &str) {
        self.report(rule, Some(number), format!("Line {number} of the manifest {what}."));
    }

    /// Reports what is wrong with a line, or with the manifest as a whole.
    fn report(&mut self, rule: &'static Rule, line: Option<u32>, sentence: impl Into<String>) {
        let place = Place { path: Some(self.path.to_string()), line, ..Place::default() };
        self.findings.report(rule.broken_at(place, sentence));
    }
}

/// Whether a key opens or describes a file.
fn is_source_key(key: &str) -> bool {
    ["source", "algorithm", "hash", "signature", "certificate"].iter().any(|known| known.eq_ignore_ascii_case(key))
}

/// A path without one leading `/` or `./`, which samples of the specification have.
fn plain(path: &str) -> &str {
    path.strip_prefix("./").or_else(|| path.strip_prefix('/')).unwrap_or(path)
}

/// Takes over what is not known yet; whether both say the same where both say something.
fn agree<T: PartialEq>(known: &mut Option<T>, other: Option<T>) -> bool {
    match (known.as_ref(), other) {
        (Some(known), Some(other)) => *known == other,
        (None, other) => {
            *known = other;
            true
        }
        (Some(_), None) => true,
    }
}

impl Source {
    /// Whether a digest stands there that is not usable. A finding of the manifest says why.
    pub(crate) fn has_refused_digest(&self) -> bool {
        self.digest.is_none() && (self.algorithm.is_some() || self.hash.is_some())
    }

    /// The digest as the report shows it: algorithm and value, as written where they are not understood.
    pub(crate) fn declared(&self) -> Option<(String, String)> {
        match &self.digest {
            Some((algorithm, digest)) => Some((algorithm.name().into(), to_hex(digest))),
            None => Some((self.algorithm.clone()?, self.hash.clone()?.to_ascii_lowercase())),
        }
    }
}

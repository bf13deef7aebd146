//! The files of a delivery that are not the CSAR, the signature or the certificate. Nothing protects them, so none of
//! them may be mistaken for a part of the package.

use alloc::{format, string::String};

use super::{Gathering, delivery::is_apple_double, needed::Needed, signatures::is_called_signature};
use crate::{
    archive::{Archive, Entry, report_content},
    limits,
    package::extension,
    rule::{self, Place},
    unicode,
};

/// The way in which readers may take an extra file of a delivery.
enum Extra {
    /// Some reader could take it for the CSAR, or for a part of a CSAR.
    PartOfPackage,
    /// The file is a document by its whole name, or a shadow that the Finder of macOS adds. No reader takes it for
    /// anything else.
    Document,
    /// The file is anything else.
    Unexpected,
}

/// Names of documents without an ending. Other such names are those of programs or of their inputs: `Makefile`, `run`.
const DOCUMENTS_WITHOUT_ENDING: [&str; 12] = [
    "authors",
    "changelog",
    "changes",
    "copying",
    "copyright",
    "eula",
    "license",
    "licence",
    "news",
    "notice",
    "readme",
    "todo",
];

/// The endings of documents.
const DOCUMENTS: [&str; 5] = ["txt", "md", "pdf", "html", "asc"];

/// The folders that CSARs have (TOSCA 1.3 section 6.1, SOL 004 clause 4.1 and its samples).
const FOLDERS_OF_CSARS: [&str; 8] =
    ["tosca-metadata", "definitions", "artifacts", "files", "scripts", "images", "types", "meta-inf"];

impl Gathering {
    /// Reports the extra files of a delivery. They may not hide anything either, so their content has to be exactly
    /// what the archive states.
    pub(super) async fn check_extra_files(&mut self, outer: &Archive, extra: &[&Entry]) {
        let tasks = extra.iter().map(|entry| self.task(outer, entry, &Needed::default())).collect();
        let outcomes = self.exchange.digest(tasks).await;
        for (entry, outcome) in extra.iter().zip(outcomes) {
            let (rule, why) = match self.kind_of_extra(outer, entry).await {
                Extra::PartOfPackage => {
                    (rule::PACKAGE_AMBIGUOUS, ", and by its name could be taken for a part of a package")
                }
                Extra::Document => (rule::PACKAGE_EXTRA_FILE, ""),
                Extra::Unexpected => (rule::PACKAGE_UNEXPECTED_FILE, ", and by its name is not a document"),
            };
            let what = format!("The delivery holds '{}', which is no part of an Option 2 delivery{why}.", entry.path);
            self.findings().report(rule.broken_at(Place::path(&entry.path), what));
            if is_called_signature(&entry.path) {
                self.leave_unverified(&entry.path, rule);
            }
            if !outcome.intact {
                report_content(entry, self.findings());
            }
        }
    }

    async fn kind_of_extra(&mut self, outer: &Archive, entry: &Entry) -> Extra {
        let path = entry.path.as_str();
        if let Some(name) = path.strip_prefix("__MACOSX/._")
            && entry.size <= limits::APPLE_DOUBLE_BYTES.octets()
            && outer.entry(name).is_some()
        {
            let bytes = self.read(outer, entry, limits::APPLE_DOUBLE_BYTES.on_file(u32::MAX)).await;
            return if bytes.is_some_and(|bytes| is_apple_double(&bytes)) {
                Extra::Document
            } else {
                Extra::Unexpected
            };
        }
        if could_be_csar(path) || could_be_of_csar(path) {
            Extra::PartOfPackage
        } else if is_document(path) {
            Extra::Document
        } else {
            Extra::Unexpected
        }
    }
}

/// Returns whether the whole path is clearly that of a document: ASCII letters, digits, `_` and `-`, and a known
/// ending.
pub(super) fn is_document(path: &str) -> bool {
    let is_plain = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
    };
    let (folders, name) = path.rsplit_once('/').map_or((None, path), |(folders, name)| (Some(folders), name));
    let (stem, ending) = name.split_once('.').map_or((name, None), |(stem, ending)| (stem, Some(ending)));
    let is_known = |name: &str| DOCUMENTS_WITHOUT_ENDING.iter().any(|known| name.eq_ignore_ascii_case(known));
    let is_ending = |ending: &str| DOCUMENTS.iter().any(|known| ending.eq_ignore_ascii_case(known));
    is_plain(stem)
        && ending.map_or_else(|| is_known(stem), is_ending)
        && folders.is_none_or(|folders| folders.split('/').all(is_plain) && ending.is_some())
}

/// Returns whether some reader could take the file for a part of a CSAR, because that reader looks for definitions, a
/// manifest or certain folders.
fn could_be_of_csar(path: &str) -> bool {
    let plain = unicode::fold(path);
    let folder = plain.split_once('/').map(|(first, _)| first.trim_end_matches(['.', ' ']));
    let ending = extension(&plain);
    folder.is_some_and(|folder| FOLDERS_OF_CSARS.contains(&folder))
        || matches!(ending.as_deref(), Some("yaml" | "yml" | "mf" | "meta"))
}

/// Returns whether some system could take the name for that of a CSAR: with a version number (`x.csar;1`), a dot or a
/// stream at its end (`x.csar::$DATA`), in short form (`X~1.CSA`), with letters that fold to ASCII letters, or with
/// invisible characters.
fn could_be_csar(path: &str) -> bool {
    let plain: String =
        unicode::fold(path).chars().filter(|each| each.is_ascii_alphanumeric() || *each == '.').collect();
    plain.contains(".csa")
}

#[cfg(test)]
mod tests {
    use super::{could_be_csar, could_be_of_csar, is_document};

    #[test]
    fn documents_are_known_by_their_whole_name() {
        for path in
            ["README", "README.md", "release_notes-2.TXT", "guide.pdf", "acme.asc", "docs/guide.html", "a/b/c.txt"]
        {
            assert!(is_document(path), "{path}");
        }
        for path in [
            "",
            "start.sh",
            "acme.csar;1",
            "acme.csar.",
            "acme.csar.txt",
            "a.b.txt",
            "a b.txt",
            "\u{fc}.txt",
            ".txt",
            "a.",
            "docs/README",
            "docs/.txt",
            "x/../a.txt",
            "a.txt\u{200b}",
            "a~1.txt",
            "a.txt ",
            "a:b",
            "evil.zip",
        ] {
            assert!(!is_document(path), "{path}");
        }
    }

    #[test]
    fn names_that_some_system_takes_for_a_csar() {
        for path in [
            "evil.csar;1",
            "evil.csar.",
            "evil.csar ",
            "evil.csar::$DATA",
            "EVIL~1.CSA",
            "evil.\u{ff43}sar",
            "evil.c\u{200b}sar",
            "evil.CSAR\u{202e}",
            "evil.c\u{17f}ar",
            "x/evil.csar;22",
            "evil\u{ff0e}csar",
            "evil.csar.txt",
        ] {
            assert!(could_be_csar(path), "{path}");
        }
        for path in ["README.md", "acmecsar", "docs/csar.txt"] {
            assert!(!could_be_csar(path), "{path}");
        }
        for path in ["Definitions/x", "tosca-metadata./x", "evil.YAML", "acme.mf", "\u{ff34}OSCA.meta"] {
            assert!(could_be_of_csar(path), "{path}");
        }
        assert!(!could_be_of_csar("docs/guide.pdf"));
    }
}

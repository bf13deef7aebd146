//! Describes an archive that is not a package, for the person who took it for one.

use alloc::{format, string::String, vec::Vec};

use super::Gathering;
use crate::{
    archive::{Archive, Entry},
    limits,
    package::{TOSCA_META, extension},
};

/// The number of files that the sentence names.
const SHOWN: usize = 3;

/// Describes an archive without TOSCA.meta, without a YAML file at its root, and without a CSAR there.
pub(super) fn describe(archive: &Archive) -> String {
    if archive.entry("TOSCA.meta").is_some() {
        return format!(
            "TOSCA.meta is at the root of the archive, where TOSCA 2.0 has it. SOL 004 stands on TOSCA 1.x, which has it at \
             {TOSCA_META}."
        );
    }
    let is_misspelt = |path: &&str| path.eq_ignore_ascii_case(TOSCA_META);
    if let Some(path) = paths(archive).find(is_misspelt) {
        return format!("'{path}' is in the archive: its path has to be exactly {TOSCA_META}.");
    }
    if let Some(folder) = paths(archive).find_map(|path| path.strip_suffix(TOSCA_META)?.strip_suffix('/')) {
        return format!(
            "The package is in the folder '{folder}' of the archive. Zip what is in the folder, not the folder itself."
        );
    }
    let inside: Vec<String> = packages_inside(archive).map(|path| format!("'{path}'")).collect();
    if !inside.is_empty() {
        return format!("This ZIP holds no VNF package at its top level. Found inside: {}.", inside.join(", "));
    }
    match format_of(archive) {
        Some(name) => format!("This is not a VNF package: it is {name}. Ask for the .csar or .zip."),
        None => {
            "The archive has neither TOSCA-Metadata/TOSCA.meta nor a YAML file at its root, nor a .csar file.".into()
        }
    }
}

/// Returns the paths of the first files inside that may be packages.
pub(super) fn packages_inside(archive: &Archive) -> impl Iterator<Item = &str> {
    packages(archive).take(SHOWN).map(|entry| entry.path.as_str())
}

/// Returns the files that are packages by their names.
pub(super) fn packages(archive: &Archive) -> impl Iterator<Item = &Entry> {
    let is_package = |entry: &&Entry| matches!(extension(&entry.path).as_deref(), Some("csar" | "zip"));
    archive.entries.iter().filter(is_package)
}

impl Gathering {
    /// Keeps where the first of these files are, so that they can be opened by themselves. Only what is in the file
    /// itself is kept, not what is in something that was decompressed.
    pub(super) fn keep_packages_inside<'a>(
        &mut self,
        archive: &Archive,
        packages: impl IntoIterator<Item = &'a Entry>,
    ) {
        if archive.region.source == 0 {
            let packages = packages.into_iter().take(limits::PACKAGES_INSIDE.count());
            let packages = packages.map(|entry| (entry.path.clone(), archive.location(entry)));
            self.evidence.packages_inside = packages.collect();
        }
    }
}

fn paths(archive: &Archive) -> impl Iterator<Item = &str> {
    archive.entries.iter().map(|entry| entry.path.as_str())
}

/// Returns the name of another format that is also a ZIP archive.
fn format_of(archive: &Archive) -> Option<&'static str> {
    let has = |path: &str| archive.entry(path).is_some();
    let has_folder = |folder: &str| archive.has_folder(folder);
    if has("[Content_Types].xml") {
        Some(match () {
            () if has_folder("word") => "a Word document (.docx)",
            () if has_folder("xl") => "an Excel workbook (.xlsx)",
            () if has_folder("ppt") => "a PowerPoint presentation (.pptx)",
            () => "a document of Microsoft Office or a NuGet package",
        })
    } else if has("META-INF/container.xml") {
        Some("an e-book (.epub)")
    } else if has("mimetype") {
        Some("an OpenDocument file (.odt, .ods, .odp)")
    } else if has("AndroidManifest.xml") {
        Some("an Android app (.apk)")
    } else if has("META-INF/MANIFEST.MF") {
        Some("a Java archive (.jar)")
    } else {
        None
    }
}

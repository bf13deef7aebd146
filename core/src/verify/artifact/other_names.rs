//! Files that the manifest lists under another form of their name.

use alloc::{collections::BTreeMap, format, string::String};

use crate::{evidence::Csar, report::ArtifactKind, unicode};

/// Matches missing sources with unlisted files whose names differ only in letter case, in the composition of
/// characters, or in quotation marks and `%20` of the manifest. Each of the two leads to the other. A name that fits
/// several files is left out.
pub(super) fn twins<'a>(csar: &'a Csar, kinds: &BTreeMap<&str, ArtifactKind>) -> BTreeMap<&'a str, &'a str> {
    let Some(manifest) = &csar.manifest else { return BTreeMap::new() };
    let missing =
        manifest.sources.iter().filter(|(path, source)| !source.is_external && !csar.files.contains_key(*path));
    let mut missing = by_form(missing.map(|(path, _)| path.as_str()));
    if missing.is_empty() {
        return BTreeMap::new();
    }
    let is_unlisted = |path: &&String| !manifest.sources.contains_key(*path) && !kinds.contains_key(path.as_str());
    let unlisted = by_form(csar.files.keys().filter(is_unlisted).map(String::as_str));
    let mut twins = BTreeMap::new();
    for (form, file) in unlisted {
        if let (Some(file), Some(Some(source))) = (file, missing.remove(&form)) {
            twins.extend([(source, file), (file, source)]);
        }
    }
    twins
}

/// Returns the paths by the form that they share, with `None` if several paths have the same form.
fn by_form<'a>(paths: impl Iterator<Item = &'a str>) -> BTreeMap<String, Option<&'a str>> {
    let mut by_form: BTreeMap<String, Option<&str>> = BTreeMap::new();
    for path in paths {
        by_form.entry(unicode::fold(&unquoted(path))).and_modify(|known| *known = None).or_insert(Some(path));
    }
    by_form
}

/// Returns a name without quotation marks around it and with blanks for `%20`, which do not belong in a manifest.
fn unquoted(path: &str) -> String {
    path.trim_matches(['"', '\'']).replace("%20", " ")
}

/// Describes a source that is in the archive under another form of its name.
pub(super) fn describe(listed: &str, packed: Option<&&str>) -> String {
    let packed = packed.copied().unwrap_or_default();
    if unicode::lower(listed) == unicode::lower(packed) {
        return format!(
            "The manifest lists '{listed}', but the archive has '{packed}': capital and small letters differ."
        );
    }
    if unquoted(listed) == packed {
        return format!(
            "The manifest lists '{listed}', but the archive has '{packed}': a name stands in the manifest as it is, without \
             quotation marks and without '%20' for a blank."
        );
    }
    format!(
        "The manifest lists '{listed}', and the archive has a file whose name looks the same but is composed in another way \
         (Unicode NFC and NFD, for example): {} bytes in the manifest, {} in the archive.",
        listed.len(),
        packed.len()
    )
}

//! Whether two reports are about the same package, by the digests that both have.

use vnfseal::report::Report;

/// Whether two reports are about the same package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Identity {
    /// Digests show that they are.
    Same,
    /// A size or a digest shows that they are not.
    Other,
    /// They have no digest in common.
    Unknown,
}

/// Compares the size of the files, and then the digest of everything in them.
pub(crate) fn of(one: &Report, other: &Report) -> Identity {
    if one.package.file_size != other.package.file_size {
        return Identity::Other;
    }
    let (mine, theirs) = (digests(one), digests(other));
    match (mine.clone().next(), theirs.clone().next()) {
        (None, _) | (_, None) => Identity::Unknown,
        _ if mine.eq(theirs) => Identity::Same,
        _ => Identity::Other,
    }
}

/// Returns the paths with the digests of what is in the package, in the order of the report.
fn digests(report: &Report) -> impl Iterator<Item = (&str, &str, &str)> + Clone {
    report.artifacts.iter().filter_map(|artifact| {
        let checksum = artifact.checksum.as_ref()?;
        Some((artifact.artifact_path.as_str(), checksum.algorithm.as_str(), checksum.actual.as_deref()?))
    })
}

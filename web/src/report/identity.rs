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

/// Compares the digests of the files, then those of the manifests; without them the sizes, and the digest of everything in the
/// package. A package with another content under the same manifest is the same one, and what differs in it is shown.
pub(crate) fn of(one: &Report, other: &Report) -> Identity {
    let (mine, theirs) = (&one.package, &other.package);
    let pairs = [(&mine.file_digest, &theirs.file_digest), (&mine.manifest_digest, &theirs.manifest_digest)];
    let mut known = pairs.into_iter().filter(|(mine, theirs)| mine.is_some() && theirs.is_some()).peekable();
    if known.peek().is_some() {
        return if known.any(|(mine, theirs)| mine == theirs) { Identity::Same } else { Identity::Other };
    }
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

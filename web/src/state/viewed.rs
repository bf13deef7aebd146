//! The file of a package that the user looks at.

use vnfseal::report::{Checksum, Finding, Place};

use super::{Delivery, State};

/// A file that the user wants to see.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Wanted {
    /// The path of the file. Without one, it is the manifest.
    path: Option<String>,
    in_delivery: bool,
    line: Option<u32>,
    checksum: Option<Checksum>,
}

/// A file that is shown.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Viewed {
    /// The package that it is in.
    pub(crate) key: u32,
    /// The path of the file.
    pub(crate) path: String,
    /// Whether the path is one beside the CSAR, in its delivery.
    pub(crate) in_delivery: bool,
    /// The line to be marked, from 1.
    pub(crate) line: Option<u32>,
    /// The digests of the file that the line is about.
    pub(crate) checksum: Option<Checksum>,
}

impl Wanted {
    /// Returns a whole file of the CSAR.
    pub(crate) fn file(path: &str) -> Self {
        Self { path: Some(path.to_owned()), in_delivery: false, line: None, checksum: None }
    }

    /// Returns the line that a finding is about, or the line of the manifest that lists its file.
    pub(crate) fn line_of(finding: &Finding) -> Option<Self> {
        let Place { path, in_delivery, line, manifest_line, .. } = &finding.place;
        let checksum = || finding.details.digest.clone().filter(|digest| digest.actual.is_some());
        match (line, path, manifest_line) {
            (Some(line), Some(path), _) => {
                Some(Self { in_delivery: *in_delivery, line: Some(*line), checksum: checksum(), ..Self::file(path) })
            }
            (_, _, Some(line)) => {
                Some(Self { path: None, in_delivery: false, line: Some(*line), checksum: checksum() })
            }
            _ => None,
        }
    }
}

impl State {
    /// Shows a file of the selected package. A package without a manifest has no line of one.
    pub(super) fn look(&mut self, wanted: Wanted) {
        let Some(delivery) = self.selected() else { return };
        let Wanted { path, in_delivery, line, checksum } = wanted;
        let Some(path) = path.or_else(|| manifest_of(delivery)) else { return };
        self.viewed = Some(Viewed { key: delivery.key, path, in_delivery, line, checksum });
    }
}

fn manifest_of(delivery: &Delivery) -> Option<String> {
    delivery.reported()?.package.manifest_path.clone()
}

//! "Verify this page": compares the files as they are served with the list that the build wrote.
//!
//! The list comes from the same server, so it only proves that the files belong together. But a person can compare the
//! digest of the list with the one that was published with the release.

use super::{digesting, fetching};
use crate::json::{self, objects};

const LIST: &str = "files.json";

/// The result of the check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PageCheck {
    /// The build left no list, or it could not be read.
    NoList,
    /// Every file was hashed.
    Done {
        /// SHA-256 of the list, in lower-case hex.
        list: String,
        /// The files of the page.
        files: Vec<CheckedFile>,
    },
}

/// One file of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CheckedFile {
    /// The path of the file beside the page.
    pub(crate) path: String,
    /// SHA-256 according to the list.
    pub(crate) expected: String,
    /// SHA-256 of the served file, or `None` if it could not be read.
    pub(crate) actual: Option<String>,
}

impl CheckedFile {
    /// Returns whether the file is what the list says.
    pub(crate) fn is_right(&self) -> bool {
        self.actual.as_deref() == Some(self.expected.as_str())
    }
}

struct FileList {
    files: Vec<Listed>,
}

struct Listed {
    path: String,
    sha256: String,
}

objects! {
    FileList { files: "files" }
    Listed { path: "path", sha256: "sha256" }
}

/// Fetches and hashes everything on the list.
pub(crate) async fn run() -> PageCheck {
    let Some(bytes) = fetching::bytes(LIST).await else { return PageCheck::NoList };
    let list = str::from_utf8(&bytes).ok().and_then(|json| json::parse::<FileList>(json).ok());
    let list = list.filter(|list| !list.files.is_empty());
    let (Some(list), Some(list_digest)) = (list, digesting::sha_256(&bytes).await) else { return PageCheck::NoList };
    let mut files = Vec::new();
    for Listed { path, sha256 } in list.files {
        let actual = match fetching::bytes(&path).await {
            Some(bytes) => digesting::sha_256(&bytes).await,
            None => None,
        };
        files.push(CheckedFile { path, expected: sha256, actual });
    }
    PageCheck::Done { list: list_digest, files }
}

//! What the manifest says of one file.

use alloc::{string::String, vec::Vec};

use crate::digest::{DigestAlgorithm, to_hex};

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

/// Takes over what is not known yet; whether both say the same where both say something.
pub(super) fn agree<T: PartialEq>(known: &mut Option<T>, other: Option<T>) -> bool {
    match (known.as_ref(), other) {
        (Some(known), Some(other)) => *known == other,
        (None, other) => {
            *known = other;
            true
        }
        (Some(_), None) => true,
    }
}

//! The entry of one file in the manifest.

use alloc::{string::String, vec::Vec};

use crate::digest::{DigestAlgorithm, to_hex};

/// The entry of one file in the manifest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Source {
    /// The number of the line that names the file, from 1.
    pub(crate) line: u32,
    pub(crate) is_external: bool,
    /// The algorithm as written. With the hash it gives the digest.
    pub(crate) algorithm: Option<String>,
    pub(crate) hash: Option<String>,
    pub(crate) digest: Option<(DigestAlgorithm, Vec<u8>)>,
    pub(crate) signature: Option<String>,
    pub(crate) certificate: Option<String>,
    pub(crate) non_mano_artifact_set_ids: Vec<String>,
}

impl Source {
    /// Returns whether the source has a digest that is not usable. A finding of the manifest says why.
    pub(crate) fn has_refused_digest(&self) -> bool {
        self.digest.is_none() && (self.algorithm.is_some() || self.hash.is_some())
    }

    /// Returns the digest as the report shows it: algorithm and value. If they are not understood, they are as written.
    pub(crate) fn declared(&self) -> Option<(String, String)> {
        match &self.digest {
            Some((algorithm, digest)) => Some((algorithm.name().into(), to_hex(digest))),
            None => Some((self.algorithm.clone()?, self.hash.clone()?.to_ascii_lowercase())),
        }
    }
}

/// Takes over a value that is not known yet. Returns whether the values agree, if both are known.
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

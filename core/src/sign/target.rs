//! Which signatures of a package get a further signer, and whether they may.

use alloc::{format, string::String, vec, vec::Vec};

use super::refusal::{NOT_VERIFIED, SIGNATURE_LISTED};
use crate::{
    evidence::{Evidence, FoundSignature},
    reason::Refusal,
    report::SignatureLocation,
};

/// How much of a package is signed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// The signature over the package: that of the delivery (Option 2), or that of the manifest (Option 1). It covers
    /// every artifact.
    #[default]
    Package,
    /// In Option 1, also every signature over a single artifact.
    Artifacts,
}

/// Returns the signatures that get a further signer, each in a file of its own.
pub(super) fn targets(evidence: &Evidence, extent: Extent) -> Result<Vec<&FoundSignature>, Refusal> {
    let at = |location| evidence.signatures.iter().filter(move |found| found.location == location);
    // The signature of a delivery is over the whole CSAR, in which nothing may change.
    if let Some(whole) = at(SignatureLocation::Package).next() {
        return Ok(vec![whole]);
    }
    let artifacts = at(SignatureLocation::Artifact).filter(|_| extent == Extent::Artifacts);
    let targets: Vec<_> = at(SignatureLocation::Manifest).chain(artifacts).collect();
    if targets.is_empty() {
        // A package that passes has one of these signatures.
        return Err(NOT_VERIFIED.because("The package as a whole is not signed."));
    }
    match targets.iter().find(|found| is_bound(evidence, &found.path)) {
        Some(bound) => Err(SIGNATURE_LISTED.because(bound_because(&bound.path))),
        None => Ok(targets),
    }
}

/// Returns whether somebody vouches for the octets of a signature file, so that it may not change.
fn is_bound(evidence: &Evidence, path: &str) -> bool {
    let manifest = evidence.csar.as_ref().and_then(|csar| csar.manifest.as_ref());
    let source = manifest.and_then(|manifest| manifest.sources.get(path));
    let has_digest = source.is_some_and(|source| source.digest.is_some() || source.has_refused_digest());
    let is_signed = |found: &FoundSignature| found.path != path && found.signed_path == path;
    has_digest || evidence.signatures.iter().any(is_signed)
}

fn bound_because(path: &str) -> String {
    format!(
        "The signature file '{path}' may not change, because the manifest lists it with a digest, or another signature \
         is over it. Sign the manifest alone: its signature covers every artifact."
    )
}

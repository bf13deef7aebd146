//! The files that are no artifacts but carry signatures and certificates. SOL 004 lets them go without a digest, so they
//! may hold nothing else.

use alloc::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};

use super::coverage::Signatures;
use crate::{
    evidence::{Csar, Evidence, FoundSignature},
    package::TOSCA_META,
    report::{ArtifactKind, SignatureLocation},
    x509::Certificate,
};

/// The files that are no artifacts, and what they are. A file that is only called a certificate or signature file, and
/// was never looked at as one, is none.
pub(super) fn kinds(csar: &Csar) -> BTreeMap<&str, ArtifactKind> {
    let mut kinds = BTreeMap::from([(TOSCA_META, ArtifactKind::ToscaMetadata)]);
    let was_read = |path: &&str| csar.files.get(*path).is_some_and(|file| file.was_read);
    let certificate = csar.certificate_path.as_deref().filter(was_read);
    kinds.extend(certificate.map(|path| (path, ArtifactKind::Certificate)));
    if let Some(manifest) = &csar.manifest {
        for source in manifest.sources.values() {
            let certificate = source.certificate.as_deref().filter(was_read);
            kinds.extend(certificate.map(|path| (path, ArtifactKind::Certificate)));
            let signature = source.signature.as_deref().filter(was_read);
            kinds.extend(signature.map(|path| (path, ArtifactKind::Signature)));
        }
        kinds.insert(&manifest.path, ArtifactKind::Manifest);
    }
    kinds
}

/// Signatures of certificates that are verified to account for certificates beside the chains: a root that the
/// operator does not need, say. Honest packages have one or two such.
const VERIFICATIONS_MAX: usize = 200;

/// The files with a certificate of no signer's chain: such a one could hold anything. Only where every chain is known,
/// else the verdict is not `passed` anyway.
pub(super) fn with_foreign_certificates<'a>(evidence: &'a Evidence, signatures: &Signatures<'_>) -> BTreeSet<&'a str> {
    let all: Vec<_> = signatures.all().into_iter().filter(|signature| !signature.is_tolerated).collect();
    if all.iter().any(|signature| signature.trusted.is_none()) {
        return BTreeSet::new();
    }
    let chains = all.iter().filter_map(|signature| signature.trusted.as_ref());
    let mut accounted: BTreeMap<&str, &Certificate> = BTreeMap::new();
    for certificate in chains.flat_map(|(_, chain)| chain.certificates()) {
        accounted.insert(&certificate.fingerprint, certificate);
    }
    let carried: Vec<(&str, Option<Cow<'_, Certificate>>)> = evidence.signatures.iter().flat_map(carried_by).collect();
    // What issued a certificate of a chain, and what issued that, belongs to it, whether it was needed or not.
    let mut verifications_left = VERIFICATIONS_MAX;
    let mut has_grown = true;
    while has_grown {
        has_grown = false;
        for certificate in carried.iter().filter_map(|(_, certificate)| certificate.as_deref()) {
            if accounted.contains_key(certificate.fingerprint.as_str()) {
                continue;
            }
            let mut below = accounted.values().filter(|below| below.issuer == certificate.subject);
            let has_issued = below.any(|below| {
                let left = verifications_left.checked_sub(1);
                verifications_left = left.unwrap_or(0);
                left.is_some() && below.verify_signature_by(certificate).is_ok()
            });
            if has_issued {
                accounted.insert(&certificate.fingerprint, certificate);
                has_grown = true;
            }
        }
    }
    let is_foreign = |certificate: &Option<Cow<'_, Certificate>>| {
        certificate.as_ref().is_none_or(|each| !accounted.contains_key(each.fingerprint.as_str()))
    };
    carried.iter().filter(|(_, certificate)| is_foreign(certificate)).map(|(path, _)| *path).collect()
}

/// The certificates that come with a signature, and the files they are in; `None` for one that cannot be read. What the
/// CMS block of the manifest holds is no file of its own.
fn carried_by(found: &FoundSignature) -> Vec<(&str, Option<Cow<'_, Certificate>>)> {
    let path = found.certificate_path.as_deref();
    let in_file = path.into_iter().flat_map(|path| found.certificates.iter().map(move |each| (path, each)));
    let mut carried: Vec<_> = in_file.map(|(path, certificate)| (path, Some(Cow::Borrowed(certificate)))).collect();
    if found.location == SignatureLocation::Artifact {
        let embedded = found.signed_data.certificates.iter();
        carried.extend(embedded.map(|der| (found.path.as_str(), Certificate::from_der(der).ok().map(Cow::Owned))));
    }
    carried
}

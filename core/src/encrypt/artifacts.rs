//! Which artifacts of a package a service provider may encrypt, and which were encrypted (SEC 021 clauses 6.4 and 6.5).

use alloc::{collections::BTreeSet, format, string::String, vec::Vec};

use crate::{
    Verification,
    cipher::{
        ARTIFACT_ENCRYPTED_ALREADY, ARTIFACT_NOT_AS_LISTED, ARTIFACT_WITHOUT_DIGEST, IN_DELIVERY, NO_ARTIFACTS,
        NOT_AN_ARTIFACT, NOTHING_ENCRYPTED, Refusal,
    },
    evidence::{Csar, Evidence, FoundFile},
    package::manifest::{Manifest, Source},
    reason::{Failure, Reason},
    verify::{Listed, compare, kinds},
};

/// Returns the paths of all artifacts: the files of the CSAR that the manifest lists. What is needed to verify them is not
/// among them: TOSCA.meta, the manifest, certificates and signatures.
///
/// # Errors
/// There is no CSAR whose files could change, or the package was not read to its end.
pub fn artifact_paths(verification: &Verification) -> Result<Vec<&str>, Failure> {
    let (csar, manifest) = changeable(evidence(verification)?)?;
    Ok(artifacts(csar, manifest))
}

fn artifacts<'a>(csar: &'a Csar, manifest: &'a Manifest) -> Vec<&'a str> {
    let verifying = verifying(csar, manifest);
    let is_artifact = |path: &&str| csar.files.contains_key(*path) && !verifying.contains(path);
    let local = manifest.sources.iter().filter(|(_, source)| !source.is_external);
    local.map(|(path, _)| path.as_str()).filter(is_artifact).collect()
}

/// Checks that these artifacts may be encrypted: each is what the manifest states, so that its decryption will show.
pub(super) fn check_encryptable(verification: &Verification, paths: &[String]) -> Result<(), Failure> {
    let (csar, manifest) = changeable(evidence(verification)?)?;
    let artifacts: BTreeSet<&str> = artifacts(csar, manifest).into_iter().collect();
    if paths.is_empty() {
        return Err(NO_ARTIFACTS.refusal().into());
    }
    for path in paths {
        let listed = csar.files.get(path).zip(manifest.sources.get(path));
        let (file, source) = listed
            .filter(|_| artifacts.contains(path.as_str()))
            .ok_or_else(|| NOT_AN_ARTIFACT.because(format!("'{path}' is not an artifact that the manifest lists.")))?;
        let because = |reason: &'static Reason, what| Failure::from(reason.because(format!("'{path}' {what}.")));
        match compare(Some(file), Some(source)) {
            Listed::Matches => {}
            Listed::WithoutDigest => return Err(because(ARTIFACT_WITHOUT_DIGEST, "has no digest in the manifest")),
            Listed::Differs if file.is_auth_enveloped => {
                return Err(because(ARTIFACT_ENCRYPTED_ALREADY, "is encrypted already"));
            }
            _ => return Err(because(ARTIFACT_NOT_AS_LISTED, "is not what the manifest states")),
        }
    }
    Ok(())
}

/// Returns the paths of the artifacts that were encrypted after the manifest was signed. What the VNF provider has encrypted
/// is what the manifest states, and is not among them.
pub(super) fn encrypted_paths(verification: &Verification) -> Result<Vec<&str>, Failure> {
    let evidence = evidence(verification)?;
    let (csar, manifest) = listed(evidence)?;
    let is_encrypted = |path: &&str| {
        let listed: Option<(&FoundFile, &Source)> = csar.files.get(*path).zip(manifest.sources.get(*path));
        listed.is_some_and(|(file, source)| {
            file.is_auth_enveloped && compare(Some(file), Some(source)) == Listed::Differs
        })
    };
    let paths: Vec<_> = artifacts(csar, manifest).into_iter().filter(is_encrypted).collect();
    if paths.is_empty() {
        return Err(NOTHING_ENCRYPTED.refusal().into());
    }
    // In a delivery that is signed as a whole, no decrypted file can be put back.
    changeable(evidence)?;
    Ok(paths)
}

fn evidence(verification: &Verification) -> Result<&Evidence, Failure> {
    verification.evidence().map(AsRef::as_ref).map_err(Failure::Misuse)
}

/// Returns the CSAR and its manifest, if files in it may change.
fn changeable(evidence: &Evidence) -> Result<(&Csar, &Manifest), Refusal> {
    if evidence.csar_path.is_some() || evidence.has_package_signature {
        return Err(IN_DELIVERY.refusal());
    }
    listed(evidence)
}

/// Returns the CSAR and its manifest.
fn listed(evidence: &Evidence) -> Result<(&Csar, &Manifest), Refusal> {
    let read = |manifest: &&Manifest| !manifest.is_unread;
    let csar = evidence.csar.as_ref();
    let manifest = csar.and_then(|csar| csar.manifest.as_ref()).filter(read);
    csar.zip(manifest).ok_or_else(|| NO_ARTIFACTS.refusal())
}

/// Returns the files that are needed to verify the others.
fn verifying<'a>(csar: &'a Csar, manifest: &'a Manifest) -> BTreeSet<&'a str> {
    let named =
        manifest.sources.values().flat_map(|source| [source.signature.as_deref(), source.certificate.as_deref()]);
    kinds(csar).into_keys().chain(named.flatten()).chain(csar.certificate_path.as_deref()).collect()
}

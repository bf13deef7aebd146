//! Folders, and the packages that become of them.

use vnfseal::{
    digest::DigestAlgorithm,
    policy::{Edition, Policy},
    report::Report,
    sign::{FolderFile, Refusal, Signing, check_new_package},
    trust::TrustBundle,
};
use vnfseal_tests::{File, MANIFEST, Package, Provider, Trust, assert_passed, now, verify_under};

use crate::host::{assemble, drive, read, refused, sign, signer};

/// A manifest of which everything but the metadata is missing.
pub(crate) const METADATA: &str = "metadata:\n  vnf_provider_id: Acme\n  vnf_product_name: SBC\n  vnf_package_version: 1.0\n  \
                                   vnf_release_date_time: 2026-11-02T08:00:00Z\n";

/// Returns the files of an unpacked package, with a manifest that has only metadata.
pub(crate) fn acme() -> Vec<File> {
    with_manifest(Package::acme().unsigned().files, METADATA)
}

/// Returns the files with another manifest.
pub(crate) fn with_manifest(files: Vec<File>, manifest: &str) -> Vec<File> {
    let others = files.into_iter().filter(|file| file.path != MANIFEST);
    others.chain([File::new(MANIFEST, manifest)]).collect()
}

/// Packs a folder, and checks the package as its host does.
pub(crate) fn pack(files: &[File], by: &Provider) -> Vec<u8> {
    try_pack(files, &by.trust(), by, None).unwrap_or_else(|refusal| panic!("{refusal} {:#?}", refusal.findings))
}

/// Packs a folder.
pub(crate) fn try_pack(
    files: &[File],
    trust: &Trust,
    by: &Provider,
    digest: Option<DigestAlgorithm>,
) -> Result<Vec<u8>, Refusal> {
    let (policy, trust, signer) = (Policy::default(), TrustBundle::from(trust), signer(by, digest));
    let mut signing = Signing::pack(listed(files), &trust, &policy, &signer, now())?;
    let sources: Vec<&[u8]> = files.iter().map(|file| file.content.as_slice()).collect();
    drive(&mut signing, &sources, |request| sign(&by.signer, request))?;
    let package = assemble(&sources, signing.segments().map_err(refused)?);
    check_new_package(&read(&package, &policy), &trust, &policy, &signer, now()).map_err(refused)?;
    Ok(package)
}

/// Returns the list of files that a host gives.
pub(crate) fn listed(files: &[File]) -> Vec<FolderFile> {
    let length = |file: &File| u64::try_from(file.content.len()).unwrap();
    files.iter().map(|file| FolderFile { path: file.path.clone(), size: length(file) }).collect()
}

/// Checks that a package passes before its onboarding, by both editions, without a warning. Returns the report.
pub(crate) fn assert_good(package: &[u8], by: &Provider) -> Report {
    let of = |edition| verify_under(&Policy { edition, ..Policy::default() }, package, &by.trust());
    let (older, report) = (of(Edition::V4_5_1), of(Edition::V5_4_1));
    for report in [&older, &report] {
        assert_passed(report);
        assert_eq!(report.findings, [], "{:#?}", report.findings);
    }
    report
}

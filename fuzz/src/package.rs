//! A whole package: an original, and what an attacker makes of it. The input is a script of changes. The attacker has keys,
//! can compute digests and write any header, but has no key of those whom the operator trusts.
//!
//! What must hold for every package; and if it passes, then every file has the name and the content that a trusted signer has
//! signed, and none is missing. So stripping, adding and reordering parts never raises a verdict to `passed`.

use std::sync::LazyLock;

use vnfseal::report::{ArtifactKind, PackageReport, Report, SignatureLocation, Verdict};
use vnfseal_tests::{
    Archive, CSAR, CertificatePlace, Digest, IMAGE, Layout, MANIFEST, Package, SCRIPT, Signing, TOSCA_META,
};

use super::{
    attacks,
    judging::judge,
    parties::{ATTACKER, EXPIRED, OPERATOR, PROVIDER, clock, signing},
    reading::files_of,
    script::Script,
};

/// A package before the attacker has it.
pub struct Original {
    /// What is particular about it.
    pub name: &'static str,
    /// Its files. Those of a delivery are a CSAR and its signature.
    pub archive: Archive,
    /// Its bytes.
    pub package: Vec<u8>,
    /// Whether it passes. What does not pass as it is never does.
    pub may_pass: bool,
}

impl Original {
    fn new(name: &'static str, archive: Archive, may_pass: bool) -> Self {
        let package = archive.to_bytes();
        assert_eq!(judge(&package).verdict == Verdict::Passed, may_pass, "{name}");
        Self { name, archive, package, may_pass }
    }

    /// Returns what was signed of the manifest. Empty in a delivery.
    #[must_use]
    pub fn manifest_text(&self) -> &[u8] {
        let manifest = self.archive.files.iter().find(|file| file.path == MANIFEST);
        manifest.map_or(&[], |file| signed_text(&file.content))
    }
}

/// Returns all originals.
#[must_use]
pub fn originals() -> &'static [Original] {
    static ORIGINALS: LazyLock<Vec<Original>> = LazyLock::new(make);
    &ORIGINALS
}

fn make() -> Vec<Original> {
    let acme = || Package::acme_with_image(64);
    let by = || signing(&PROVIDER);
    let of_expired = Signing { signing_time: clock(), ..Signing::by(&EXPIRED).through(&PROVIDER.issuing) };
    let of_both = by().and(&OPERATOR.signer).through(&OPERATOR.issuing);
    let wrong = acme().manifest(|text| text.replacen("Hash: ", "Hash: 00", 1).replacen("Hash: 00", "Hash: 0", 1));
    vec![
        Original::new("Option 1", acme().option_1(&by()), true),
        Original::new("Option 2", acme().option_2(&by()), true),
        Original::new("certificate file", acme().option_1(&by().certificates(CertificatePlace::InFile)), true),
        Original::new("own signature", acme().own_signature(IMAGE, &by().der()).option_1(&by()), true),
        Original::new("TOSCA.meta is not listed", acme().without_listed_tosca_meta().option_1(&by()), true),
        Original::new("YAML at the root", acme().layout(Layout::RootYaml).option_1(&by()), true),
        Original::new("two signers", acme().option_1(&of_both), true),
        Original::new("SHA-512", acme().digest(Digest::Sha512).option_1(&by().digest(Digest::Sha512)), true),
        Original::new("no signature", acme().unsigned(), false),
        Original::new("expired signer", acme().option_1(&of_expired), false),
        Original::new("wrong digest", wrong.option_1(&by()), false),
        Original::new("missing file", acme().option_1(&by()).removing(IMAGE), false),
        Original::new("changed file", acme().option_1(&by()).changing(SCRIPT, |script| script.push(b'#')), false),
        Original::new("attacker", acme().option_1(&signing(&ATTACKER)), false),
    ]
}

/// Returns what a signature in a manifest is over: all that is before it.
#[must_use]
pub fn signed_text(manifest: &[u8]) -> &[u8] {
    let begin = b"-----BEGIN ";
    let end = manifest.windows(begin.len()).position(|window| window == begin);
    &manifest[..end.unwrap_or(manifest.len())]
}

/// Makes the package that the input describes.
#[must_use]
pub fn make_package(input: &[u8]) -> Vec<u8> {
    attacks::attack(&mut Script(input))
}

/// Runs the target.
pub fn run(input: &[u8]) {
    let package = make_package(input);
    let report = judge(&package);
    if report.verdict == Verdict::Passed {
        assert_original(&package, &report);
    }
}

/// Asserts that a package that passes has the files of an original.
pub fn assert_original(package: &[u8], report: &Report) {
    let files = files_of(package).expect("another reader opens it");
    let is_one = |original: &Original| original.may_pass && has_files_of(&files, report, original);
    assert!(originals().iter().any(is_one), "it passes, and is no original: {:?}", names(&files));
}

fn names(files: &[(String, Vec<u8>)]) -> Vec<&str> {
    files.iter().map(|(name, _)| name.as_str()).collect()
}

fn has_files_of(files: &[(String, Vec<u8>)], report: &Report, original: &Original) -> bool {
    let content = |path: &str| original.archive.files.iter().find(|file| file.path == path).map(|file| &*file.content);
    if let Some(csar) = &report.package.csar_path {
        let Some((_, found)) = files.iter().find(|(name, _)| name == csar) else { return false };
        // A document beside the CSAR is no part of the package, and is warned of.
        let is_warned_of = |name: &String| {
            let mut extra = report.findings.iter().filter(|finding| finding.code == "package.extra-file");
            extra.any(|finding| finding.place.path.as_ref() == Some(name))
        };
        let others_are_proofs = files.iter().all(|(name, _)| name == csar || is_proof(name) || is_warned_of(name));
        if report.signatures.iter().any(|signature| signature.location == SignatureLocation::Package) {
            return others_are_proofs && content(CSAR) == Some(found);
        }
        // Otherwise the manifest in it is signed.
        let inside = Report { package: PackageReport { csar_path: None, ..report.package.clone() }, ..report.clone() };
        let is_original = files_of(found).is_some_and(|files| has_files_of(&files, &inside, original));
        return others_are_proofs && is_original;
    }
    let proves_others = |path: &str| {
        let kind =
            report.artifacts.iter().find(|artifact| artifact.artifact_path == path).map(|artifact| artifact.kind);
        matches!(kind, Some(ArtifactKind::Signature | ArtifactKind::Certificate))
    };
    let is_right = |(path, found): &(String, Vec<u8>)| {
        if report.package.manifest_path.as_ref() == Some(path) {
            return path == MANIFEST && signed_text(found) == original.manifest_text();
        }
        let is_whitelisted = path == TOSCA_META && original.name == "TOSCA.meta is not listed";
        content(path).is_some_and(|content| content == found || is_whitelisted) || proves_others(path)
    };
    let is_there = |path: &str| files.iter().any(|(name, _)| name == path) || is_proof(path);
    files.iter().all(is_right) && original.archive.files.iter().all(|file| is_there(&file.path))
}

/// Returns whether a file of an original only proves others.
fn is_proof(path: &str) -> bool {
    [".cert", ".cms"].iter().any(|ending| path.ends_with(ending))
}

//! The digests that name a package, its manifest and its signatures to other people. No verdict depends on them.

use base64ct::{Base64, Encoding};
use vnfseal::{
    Inspection, Verification,
    policy::{Limits, Policy},
    report::Report,
    trust::TrustBundle,
};
use vnfseal_tests::{Digest, MANIFEST, Package, Provider, SCRIPT, now, read_to_end};

/// Asserts that a report states the digest of these bytes.
#[track_caller]
fn assert_digest(stated: Option<&str>, bytes: &[u8]) {
    assert_eq!(stated, Some(&*Digest::Sha256.hex(bytes)));
}

fn report(bytes: &[u8], with_file: bool, trust: &TrustBundle) -> Report {
    let mut verification = Verification::new("package", bytes.len() as u64, Limits::default());
    if with_file {
        verification.request_file_digest().expect("before the first step");
    }
    read_to_end(&mut verification, bytes);
    verification.request_file_digest().expect_err("it was read");
    let policy = Policy { at: Some(now().to_string()), ..Policy::default() };
    verification.report(trust, &policy, now()).expect("it was read")
}

#[test]
fn the_file_is_digested_on_request_and_nothing_else_changes() {
    let acme = Provider::new("Acme");
    let package = Package::acme();
    let deliveries = [
        package.option_1(&acme.signing()).to_bytes(),
        package.option_2(&acme.signing()).to_bytes(),
        package.unsigned().to_bytes(),
        b"no archive".to_vec(),
        Vec::new(),
    ];
    for bytes in deliveries {
        let trust: TrustBundle = (&acme.trust()).into();
        let (without, with) = (report(&bytes, false, &trust), report(&bytes, true, &trust));
        assert_eq!(without.package.file_digest, None);
        assert_digest(with.package.file_digest.as_deref(), &bytes);
        let mut the_same = with;
        the_same.package.file_digest = None;
        the_same.policy.at.clone_from(&without.policy.at);
        assert_eq!(the_same, without);
    }
}

#[test]
fn the_manifest_and_each_cms_structure_have_their_digest() {
    let acme = Provider::new("Acme");
    let signing = acme.signing();
    let package = Package::acme().own_signature(SCRIPT, &signing).option_1(&signing);
    let bytes = package.to_bytes();
    let report = report(&bytes, false, &(&acme.trust()).into());
    let manifest = package.content(MANIFEST).to_vec();
    assert_digest(report.package.manifest_digest.as_deref(), &manifest);
    let [in_manifest, of_artifact] = &report.signatures[..] else { panic!("two signatures") };
    let block = String::from_utf8(manifest).expect("text");
    let (_, signature) = block.split_once("-----BEGIN CMS-----").expect("a signature");
    let base64: String = signature.lines().take_while(|line| !line.starts_with("-----END")).collect();
    let der = Base64::decode_vec(&base64).expect("base64");
    assert_digest(in_manifest.cms_digest.as_deref(), &der);
    assert_ne!(of_artifact.cms_digest, in_manifest.cms_digest);
    let mut inspection = Inspection::new("package", bytes.len() as u64, Limits::default());
    read_to_end(&mut inspection, &bytes);
    assert_eq!(inspection.inspect().expect("it was read").package.manifest_digest, report.package.manifest_digest);
}

//! Packages of others, if they are available: those of ONAP and Tacker, and those that their tools made.

use std::{fs, path::Path};

use vnfseal::{
    report::{Report, Verdict},
    trust::TrustBundle,
};
use vnfseal_tests::{
    assert_failed, assert_found, assert_indeterminate, assert_passed, assert_verdict, describe, files_below, shared,
    verify,
};

/// A folder of packages, and certificates that may be trusted.
struct Packages<'a>(&'a Path);

impl Packages<'_> {
    fn verify(&self, package: &str, trusted: &[&str]) -> Report {
        let read = |name: &str| fs::read(self.0.join(name)).expect("the file is in the folder");
        let mut trust = TrustBundle::new();
        for certificate in trusted {
            trust.add(&read(certificate)).expect("a certificate file");
        }
        verify(&read(package), trust)
    }
}

#[test]
fn an_option_2_package_of_onap() {
    let Some(folder) = shared("packages/onap-sdc") else { return };
    let packages = Packages(&folder);
    let report = packages.verify("sample-signed-pnf-1.0.1-SNAPSHOT.zip", &["root.cert"]);
    assert_passed(&report);
    assert_found(&report, "certificate.version-1");
    let report = packages.verify("sample-signed-pnf-1.0.1-SNAPSHOT.zip", &[]);
    assert_indeterminate(&report, "trust.no-anchors");
    assert_failed(&packages.verify("sample-pnf-1.0.1-SNAPSHOT.csar", &["root.cert"]), "signature.missing");
}

#[test]
fn option_1_packages_made_with_onap_pkgtools() {
    let Some(folder) = shared("packages/acme") else { return };
    for package in ["opt1-ec256-sha256.csar", "opt1-rsa3072-sha512.csar", "opt1-rsa3072-sha256-sol241.csar"] {
        let report = Packages(&folder).verify(package, &["root.crt"]);
        assert_passed(&report);
        assert_found(&report, "artifact.tosca-meta-unprotected");
        assert_indeterminate(&Packages(&folder).verify(package, &[]), "trust.no-anchors");
    }
}

#[test]
fn an_option_1_package_without_tosca_metadata() {
    let Some(folder) = shared("packages/acme") else { return };
    assert_passed(&Packages(&folder).verify("opt1-no-tosca-metadata-rsa3072-sha256.csar", &["root.crt"]));
}

#[test]
fn option_2_packages_made_with_onap_pkgtools() {
    let Some(folder) = shared("packages/acme") else { return };
    for package in ["opt2-cert-file-ec384-sha384.zip", "opt2-cert-in-cms-rsa3072-sha256.zip"] {
        assert_passed(&Packages(&folder).verify(package, &["root.crt"]));
        assert_indeterminate(&Packages(&folder).verify(package, &[]), "trust.no-anchors");
    }
}

#[test]
fn a_package_that_lacks_its_intermediate_certificate() {
    let Some(folder) = shared("packages/acme") else { return };
    let packages = Packages(&folder);
    let package = "opt1-rsa3072-inter-sha256.csar";
    assert_passed(&packages.verify(package, &["root.crt", "inter.crt"]));
    assert_failed(&packages.verify(package, &["root.crt"]), "chain.not-trusted");
    assert_indeterminate(&packages.verify(package, &[]), "trust.no-anchors");
}

#[test]
fn an_unsigned_package_fails_whoever_is_trusted() {
    let Some(folder) = shared("packages/acme") else { return };
    assert_failed(&Packages(&folder).verify("unsigned-sha256.csar", &["root.crt"]), "signature.missing");
    assert_failed(&Packages(&folder).verify("unsigned-sha256.csar", &[]), "signature.missing");
}

#[test]
fn a_signature_that_holds_by_a_certificate_that_does_not() {
    let Some(folder) = shared("packages/onap-vnfsdk-validation/pnf/r146092") else { return };
    let report = Packages(&folder).verify("validFile.csar", &[]);
    let signature = report.signatures.first().expect("a signature in the manifest");
    assert_eq!(signature.integrity, Verdict::Passed, "{}", describe(&report));
    assert_ne!(report.authenticity, Verdict::Passed, "{}", describe(&report));
    assert_ne!(report.verdict, Verdict::Passed, "{}", describe(&report));
}

#[test]
fn no_package_of_onap_validation_or_tacker_passes() {
    for folder in ["packages/onap-vnfsdk-validation/pnf", "packages/openstack-tacker"] {
        let Some(folder) = shared(folder) else { continue };
        for path in files_below(&folder).iter().filter(|path| path.extension().is_some()) {
            let report = verify(&fs::read(path).expect("a file"), TrustBundle::new());
            assert_ne!(report.verdict, Verdict::Passed, "{}: {}", path.display(), describe(&report));
        }
    }
}

#[test]
fn an_artifact_with_a_wrong_digest_is_named() {
    let Some(folder) = shared("packages/openstack-tacker") else { return };
    let report = Packages(&folder).verify("vnfpkgm2.zip", &[]);
    assert_verdict(&report, Verdict::Failed);
    assert_found(&report, "artifact.digest-mismatch");
}

//! Files beside the CSAR of an Option 2 delivery. Nothing signs any of them.

use vnfseal::policy::Policy;
use vnfseal_tests::{
    Archive, CERTIFICATE, CSAR, CertificatePlace, File, Package, Provider, SIGNATURE, assert_failed, assert_found,
    assert_passed, describe, findings, verify, verify_under,
};

const EVIL: &str = "#!/bin/sh\nnc -l 4444 | sh\n";

/// Returns a delivery of Acme's with its certificate in a file.
fn delivery(acme: &Provider) -> Archive {
    Package::acme().option_2(&acme.signing().certificates(CertificatePlace::InFile))
}

#[test]
fn documents_beside_the_csar_are_only_remarked() {
    let acme = Provider::new("Acme");
    for path in [
        "README",
        "README.md",
        "RELEASE_NOTES-2.TXT",
        "guide.pdf",
        "index.html",
        "acme.asc",
        "docs/guide.pdf",
        "docs/en/a.md",
    ] {
        let report = verify(&delivery(&acme).adding(File::new(path, "Read me.")).to_bytes(), &acme.trust());
        assert_passed(&report);
        assert_found(&report, "package.extra-file");
    }
}

#[test]
fn other_files_beside_the_csar_fail_unless_the_policy_accepts_them() {
    let acme = Provider::new("Acme");
    let accepting = Policy { accept: vec!["package.unexpected-file".into()], ..Policy::default() };
    for path in [
        "install.sh",
        "setup.exe",
        "inner.zip",
        "ca.pem",
        "docs/picture.png",
        "docs/README",
        "acme-1.0.txt",
        "__MACOSX/._x",
    ] {
        let package = delivery(&acme).adding(File::new(path, EVIL)).to_bytes();
        let report = verify(&package, &acme.trust());
        assert_failed(&report, "package.unexpected-file");
        assert!(findings(&report, "package.ambiguous").next().is_none(), "{}", describe(&report));
        assert_passed(&verify_under(&accepting, &package, &acme.trust()));
    }
}

/// Whatever the policy accepts, no file may be taken for the CSAR or for a part of one.
#[test]
fn files_that_some_reader_takes_for_a_part_of_the_package() {
    let acme = Provider::new("Acme");
    let everything = vnfseal::rule::RULES.iter().map(|rule| rule.code.to_owned()).collect();
    let accepting = Policy { accept: everything, ..Policy::default() };
    for path in [
        "acme_vnf.csar;1",
        "evil.csar;1",
        "evil.csar.",
        "evil.csar ",
        "evil.csar::$DATA",
        "EVIL~1.CSA",
        "evil.\u{ff43}sar",
        "evil.c\u{200b}sar",
        "evil.c\u{17f}ar",
        "evil\u{ff0e}csar",
        "evil.csar\u{202e}",
        "evil.csar.txt",
        "docs/evil.csar.",
        "evil.yaml",
        "evil.mf",
        "Definitions/evil.txt",
        "TOSCA-Metadata/evil.txt",
        "tosca-metadata/TOSCA.meta",
    ] {
        let package = delivery(&acme).adding(File::new(path, EVIL)).to_bytes();
        for report in [verify(&package, &acme.trust()), verify_under(&accepting, &package, &acme.trust())] {
            assert_eq!(report.verdict, vnfseal::report::Verdict::Failed, "{path:?}: {}", describe(&report));
        }
    }
}

#[test]
fn carriers_hold_nothing_but_certificates_or_one_signature() {
    let acme = Provider::new("Acme");
    let with = |path: &str, change: &dyn Fn(String) -> String| {
        let changed = delivery(&acme).changing(path, |file| {
            *file = change(String::from_utf8(file.clone()).expect("PEM")).into_bytes();
        });
        verify(&changed.to_bytes(), &acme.trust())
    };
    for path in [CERTIFICATE, SIGNATURE] {
        assert_passed(&with(path, &|text| text));
        assert_failed(&with(path, &|text| EVIL.to_owned() + &text), "artifact.loose-text");
        assert_failed(&with(path, &|text| text + EVIL), "artifact.loose-text");
    }
    assert_failed(&with(SIGNATURE, &|text| text + &acme.root.to_pem()), "artifact.loose-text");
}

#[test]
fn carriers_with_an_ending_that_nobody_looks_for() {
    let acme = Provider::new("Acme");
    for (path, names) in [(CERTIFICATE, ["acme.pem", "acme.der"]), (SIGNATURE, ["acme.sig", "acme_signature"])] {
        for name in names {
            let mut package = delivery(&acme);
            package.files.iter_mut().filter(|file| file.path == path).for_each(|file| file.path = name.into());
            let report = verify(&package.to_bytes(), &acme.trust());
            assert_failed(&report, "package.file-ending");
            let failing = report.findings.iter().filter(|each| each.severity == vnfseal::report::Severity::Fail);
            assert_eq!(failing.count(), 1, "{}", describe(&report));
            let accepting = Policy { accept: vec!["package.file-ending".into()], ..Policy::default() };
            assert_passed(&verify_under(&accepting, &package.to_bytes(), &acme.trust()));
        }
    }
    // If the certificate is in the signature, a certificate file is not needed.
    let package = Package::acme().option_2(&acme.signing()).adding(File::new("readme.txt", acme.root.to_pem()));
    assert_passed(&verify(&package.to_bytes(), &acme.trust()));
    assert!(package.files.iter().any(|file| file.path == CSAR));
}

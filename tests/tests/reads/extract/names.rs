//! Names that some system takes for others, by who has chosen them.

use std::sync::Arc;

use vnfseal_tests::{
    Archive, CSAR, File, Package, Provider, RawArchive, SCRIPT, TOSCA_META, assert_failed, assert_found, assert_passed,
    delivery, describe, findings, verify,
};

/// Returns a package of Option 1 with additional files that the manifest lists.
fn listing(paths: &[&str], acme: &Provider) -> Archive {
    let package = paths.iter().fold(Package::acme(), |package, path| package.file(File::new(path, *path)));
    package.option_1(&acme.signing())
}

#[test]
fn a_name_that_unzip_writes_over_another_file() {
    let acme = Provider::new("Acme");
    for name in [";1", ";", ";0012"].map(|version| format!("{SCRIPT}{version}")) {
        let package = Package::acme()
            .without_listed_tosca_meta()
            .option_1(&acme.signing())
            .changing(TOSCA_META, |meta| meta.extend(format!("ETSI-Entry-Certificate: {name}\n").bytes()))
            .adding(File::new(&name, acme.signer.to_pem()));
        assert_failed(&verify(&package.to_bytes(), &acme.trust()), "archive.unsafe-name");
        // Signed or not, the file would be written to another place.
        assert_failed(&verify(&listing(&[&name], &acme).to_bytes(), &acme.trust()), "archive.unsafe-name");
    }
    let delivery = Package::acme().option_2(&acme.signing()).adding(File::new(&format!("{CSAR};1"), "PK"));
    assert_failed(&verify(&delivery.to_bytes(), &acme.trust()), "archive.unsafe-name");
}

#[test]
fn folders_have_names_too() {
    let acme = Provider::new("Acme");
    let package = Package::acme().option_1(&acme.signing());
    let report = |folder: &str| verify(&RawArchive::of(&package).with_folder(folder).to_bytes(), &acme.trust());
    let long = "x".repeat(300);
    for folder in [
        "--checkpoint=1",
        "--checkpoint-action=exec=id",
        "-rf",
        "$(id)",
        "`id`",
        "acme.csar;1",
        "a:b",
        "PROGRA~1",
        "Docs.",
        "Docs ",
        "NUL",
        "a|b",
        "\u{202e}x",
        "\u{fc}",
        "Scripts/-x",
        &long,
    ] {
        let report = report(folder);
        assert_failed(&report, "archive.unsafe-name");
        assert!(describe(&report).len() < 10_000);
    }
    for folder in ["Docs", "Files/images (old)", "a_b-c+d", ".hidden", "v1.2, final"] {
        assert_passed(&report(folder));
    }
    // The name of a folder is signed with the names of the files in it.
    let signed = listing(&["Grün & Söhne/liste.txt"], &acme);
    let bytes = RawArchive::of(&signed).with_folder("Grün & Söhne").to_bytes();
    assert_passed(&verify(&bytes, &acme.trust()));
}

#[test]
fn names_that_are_signed_are_reported_where_some_system_cannot_take_them() {
    let acme = Provider::new("Acme");
    for path in ["images/nginx:1.27.tar", "linux/aux.c", "what?.txt", "Docs/etc.", "PROGRA~1/x"] {
        let report = verify(&listing(&[path], &acme).to_bytes(), &acme.trust());
        assert_passed(&report);
        assert_found(&report, "archive.portability");
    }
    for path in ["Files/a b (1).txt", "Files/ü+@ß.txt", "-x", "$(id)", "a;b", "Files/#1 & 2 [x].txt"] {
        let report = verify(&listing(&[path], &acme).to_bytes(), &acme.trust());
        assert_passed(&report);
        assert!(report.findings.is_empty(), "{}", describe(&report));
    }
}

/// Kernel headers and terminfo have such names.
#[test]
fn names_that_are_the_same_on_some_systems() {
    let acme = Provider::new("Acme");
    for (one, other) in [
        ("include/xt_MARK.h", "include/xt_mark.h"),
        ("stra\u{df}e", "strasse"),
        ("\u{fb01}x", "fix"),
        ("Docs/a", "docs/b"),
        ("\u{e9}", "e\u{301}"),
        ("a.", "a"),
        ("A", "a/b"),
    ] {
        let signed = listing(&[one, other], &acme);
        let report = verify(&signed.to_bytes(), &acme.trust());
        assert_passed(&report);
        assert!(findings(&report, "archive.similar-names").next().is_some(), "{one}, {other}: {}", describe(&report));
        let wholly = delivery(Arc::new(signed.to_bytes()), &acme.signing());
        assert_passed(&verify(&wholly.to_bytes(), &acme.trust()));
        // If one name is not signed, anybody could have added it.
        let added = listing(&[one], &acme).adding(File::new(other, "evil"));
        assert_failed(&verify(&added.to_bytes(), &acme.trust()), "archive.duplicate-name");
    }
    let folder = RawArchive::of(&listing(&[], &acme)).with_folder("SCRIPTS").to_bytes();
    assert_failed(&verify(&folder, &acme.trust()), "archive.duplicate-name");
}

#[test]
fn one_name_twice_or_a_file_in_a_file_is_no_archive() {
    let acme = Provider::new("Acme");
    for path in [SCRIPT, "Scripts", &format!("{SCRIPT}/inside")] {
        let mut archive = RawArchive::of(&listing(&[], &acme));
        archive.entries.push(vnfseal_tests::RawEntry::empty(path));
        assert_failed(&verify(&archive.to_bytes(), &acme.trust()), "archive.duplicate-name");
    }
}

#[test]
fn names_in_a_delivery() {
    let acme = Provider::new("Acme");
    let renamed = |name: &str| {
        let mut package = Package::acme().option_2(&acme.signing());
        package.files[0].path = name.into();
        verify(&package.to_bytes(), &acme.trust())
    };
    for name in ["ACME vSBC 1.2 (build 3).csar", "Größe.csar", "acme+x@1,2=3.csar"] {
        assert_passed(&renamed(name));
    }
    for name in ["-x.csar", "$(id).csar", "a:b.csar", "NUL.csar", "x\u{200b}y.csar", "a|b.csar"] {
        assert_failed(&renamed(name), "archive.unsafe-name");
    }
    let with_folder = |folder: &str| {
        let package = RawArchive::of(&Package::acme().option_2(&acme.signing()));
        verify(&package.with_folder(folder).to_bytes(), &acme.trust())
    };
    assert_failed(&with_folder("--checkpoint=1"), "archive.unsafe-name");
    assert_failed(&with_folder("ACME_VNF.csar"), "archive.duplicate-name");
}

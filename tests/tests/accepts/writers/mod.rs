//! Honest archives of any writer are opened without a finding. The strictness that keeps an archive from meaning two
//! things must not hit archives that people really send.

mod by_hand;
mod programs;

use by_hand::{DOT_NET, EXPLORER, FINDER, GO, JAR, OLD_FINDER, THREE_MF, ZIPALIGN};
use programs::{Packed, go, jar, python, to_file, to_pipe, zip_js};
use vnfseal::report::Report;
use vnfseal_tests::{
    Archive, File, Package, Provider, assert_failed, assert_found, assert_passed, delivery, describe, verify,
};

/// Packs the demo package in both options. Both have to pass without a finding about the archive.
#[track_caller]
fn passes(pack: impl Fn(&Archive) -> Packed) {
    let acme = Provider::new("Acme");
    let Some(option_1) = pack(&package().option_1(&acme.signing())) else { return };
    assert_opened(&verify(&option_1, &acme.trust()));
    let csar = pack(&package().unsigned()).expect("as before");
    let option_2 = pack(&delivery(csar.into(), &acme.signing())).expect("as before");
    assert_opened(&verify(&option_2, &acme.trust()));
}

/// Returns a package with two files that writers treat specially: an empty one, and one of many blocks that compresses
/// well.
fn package<'a>() -> Package<'a> {
    let log = "2026-11-02 the session border controller is well\n".repeat(10_000);
    Package::acme().file(File::new("Files/empty", "")).file(File::new("Files/logs/sample.log", log))
}

#[track_caller]
fn assert_opened(report: &Report) {
    assert_passed(report);
    let is_remarked = report.findings.iter().any(|finding| finding.code.starts_with("archive."));
    assert!(!is_remarked, "{}", describe(report));
}

#[test]
fn info_zip() {
    passes(to_file("zip", &["-q", "-r"]));
    passes(to_file("zip", &["-q", "-r", "-D", "-X", "-0"]));
}

#[test]
fn info_zip_with_data_descriptors() {
    passes(to_file("zip", &["-q", "-r", "-fd"]));
    passes(to_pipe("zip", &["-q", "-r", "-"]));
}

#[test]
fn info_zip_with_zip64() {
    passes(to_file("zip", &["-q", "-r", "-fz"]));
}

#[test]
fn seven_zip() {
    passes(to_file("7zz", &["a", "-bd", "-tzip"]));
    passes(to_file("7zz", &["a", "-bd", "-tzip", "-mx=0", "-mtc=on", "-mcu=on"]));
    passes(to_pipe("7zz", &["a", "-tzip", "-so", "archive"]));
}

#[test]
fn libarchive() {
    passes(to_file("bsdtar", &["--format", "zip", "-cf"]));
    passes(to_file("bsdtar", &["--format", "zip", "--options", "zip:compression=store", "-cf"]));
    passes(to_file("bsdtar", &["--format", "zip", "--options", "zip:zip64", "-cf"]));
}

#[test]
fn python_zipfile() {
    for mode in ["normal", "folders", "streamed", "zip64", "streamed-zip64"] {
        passes(python(mode));
    }
}

#[test]
fn java_jar() {
    passes(jar(&["cfM"]));
    passes(jar(&["cfM0"]));
}

#[test]
fn go_archive_zip() {
    passes(go());
}

#[test]
fn zip_js_library() {
    passes(zip_js("{}"));
    passes(zip_js(r#"{ "dataDescriptor": false, "level": 0 }"#));
    passes(zip_js(r#"{ "zip64": true }"#));
    passes(zip_js(r#"{ "zip64": true, "dataDescriptor": false }"#));
}

#[test]
fn writers_that_do_not_run_here() {
    for writer in [EXPLORER, DOT_NET, FINDER, OLD_FINDER, JAR, GO, ZIPALIGN, THREE_MF] {
        passes(|archive| Some(writer.pack(archive)));
    }
}

/// Returns the reports on a package of each option with a file whose name has non-ASCII characters.
#[track_caller]
fn reports_on_other_letters(pack: impl Fn(&Archive) -> Packed) -> Option<[Report; 2]> {
    let acme = Provider::new("Acme");
    let package = || package().file(File::new("Files/Übersicht.txt", "was wo steht\n"));
    let option_1 = pack(&package().option_1(&acme.signing()))?;
    let option_2 = pack(&delivery(pack(&package().unsigned())?.into(), &acme.signing()))?;
    Some([option_1, option_2].map(|package| verify(&package, &acme.trust())))
}

/// Info-ZIP is not among the writers: it sets the mark only if the locale `en_US.UTF-8` is installed.
#[test]
fn names_in_other_letters_pass_where_the_writer_marks_them_as_utf_8() {
    let on_unix: [&dyn Fn(&Archive) -> Packed; 4] = [
        &to_file("7zz", &["a", "-bd", "-tzip"]),
        &to_file("bsdtar", &["--format", "zip", "-cf"]),
        &python("normal"),
        &zip_js("{}"),
    ];
    for reports in on_unix.into_iter().filter_map(reports_on_other_letters) {
        reports.iter().for_each(assert_opened);
    }
    // These writers mark entries as made on DOS, and `unzip` reads those in a code page.
    let on_dos: [&dyn Fn(&Archive) -> Packed; 2] = [&jar(&["cfM"]), &|archive| Some(DOT_NET.pack(archive))];
    for reports in on_dos.into_iter().filter_map(reports_on_other_letters) {
        reports.iter().for_each(assert_passed);
        for report in &reports {
            assert_found(report, "archive.name-flag");
        }
    }
}

/// Somebody could have removed the mark to give the file another name, unless a signature covers it.
#[test]
fn names_in_other_letters_without_the_mark_fail_where_nothing_signs_the_archive() {
    for writer in [EXPLORER, FINDER] {
        let [option_1, option_2] = reports_on_other_letters(|archive| Some(writer.pack(archive))).expect("by hand");
        assert_failed(&option_1, "archive.name-encoding");
        assert_passed(&option_2);
        assert_found(&option_2, "archive.name-flag");
    }
}

/// Packs a package of Option 1 with a writer that makes it fail, by this rule.
#[track_caller]
fn fails(pack: impl Fn(&Archive) -> Packed, code: &str) {
    let acme = Provider::new("Acme");
    if let Some(package) = pack(&package().option_1(&acme.signing())) {
        assert_failed(&verify(&package, &acme.trust()), code);
    }
}

#[test]
fn a_manifest_of_java_is_a_file_that_the_vnf_provider_does_not_list() {
    fails(jar(&["cf"]), "artifact.unlisted");
}

/// bsdtar fills the last block with zeros, as for a tape.
#[test]
fn zeros_behind_an_archive_are_bytes_behind_an_archive() {
    fails(to_pipe("bsdtar", &["--format", "zip", "-cf", "-"]), "archive.end-record");
}

/// Info-ZIP writes no ZIP64 end record to a pipe, although its end record refers to one. Its own unzip refuses that.
#[test]
fn an_end_record_that_refers_to_nothing_is_refused() {
    fails(to_pipe("zip", &["-q", "-r", "-fz", "-"]), "archive.end-record");
}

/// Old .NET writes names in the form of Windows, and bsdtar keeps a leading dot. Readers disagree about both.
#[test]
fn names_that_are_not_plain_are_refused() {
    for rename in [|path: &str| path.replace('/', "\\"), |path: &str| format!("./{path}")] {
        let renamed = |file: &File| File { path: rename(&file.path), ..file.clone() };
        let pack = |archive: &Archive| EXPLORER.pack(&Archive { files: archive.files.iter().map(renamed).collect() });
        fails(|archive| Some(pack(archive)), "archive.unsafe-name");
    }
}

/// The Finder adds the attributes of a file in macOS as another file.
#[test]
fn resource_forks_are_files_that_the_vnf_provider_does_not_list() {
    fails(|archive| Some(FINDER.pack(&with_resource_forks(archive))), "artifact.unlisted");
}

/// In a delivery, the resource fork of the CSAR also ends in `.csar`, but no reader takes it for one.
#[test]
fn resource_forks_in_a_delivery_are_told() {
    let acme = Provider::new("Acme");
    let delivery = FINDER.pack(&with_resource_forks(&package().option_2(&acme.signing())));
    let report = verify(&delivery, &acme.trust());
    assert_passed(&report);
    assert_found(&report, "package.extra-file");
}

/// Returns an archive with a resource fork beside each file, as the Finder adds them.
fn with_resource_forks(archive: &Archive) -> Archive {
    let mut files = Vec::new();
    for file in &archive.files {
        let path = match file.path.rsplit_once('/') {
            Some((folder, name)) => format!("__MACOSX/{folder}/._{name}"),
            None => format!("__MACOSX/._{}", file.path),
        };
        // This is AppleDouble (RFC 1740 appendix A): magic number, version, filler, no entries.
        let fork = [&[0, 5, 0x16, 7, 0, 2, 0, 0][..], b"Mac OS X        ", &[0; 2]].concat();
        files.extend([file.clone(), File::new(&path, fork)]);
    }
    Archive { files }
}

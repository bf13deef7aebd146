//! A failure states its reason in words that the package's maker can use: each fault once, and the kind of a wrong
//! file.

use vnfseal::{
    policy::{Policy, Strictness},
    report::{ConformanceState, Headline, Report, Severity, Verdict},
};
use vnfseal_tests::{
    Archive, CSAR, File, MANIFEST, Package, Provider, SCRIPT, SIGNATURE, TOSCA_META, assert_failed, assert_verdict,
    delivery, describe, findings, verify, verify_under,
};

/// Asserts that the package fails by this rule, and that the finding has all these words.
#[track_caller]
fn assert_says(report: &Report, code: &str, words: &[&str]) {
    assert_failed(report, code);
    let says = |what: &str| words.iter().all(|words| what.contains(words));
    assert!(findings(report, code).any(|finding| says(&finding.what)), "{words:?}: {}", describe(report));
}

/// Returns the number of findings that fail the package.
fn faults(report: &Report) -> usize {
    report.findings.iter().filter(|finding| finding.severity == Severity::Fail).count()
}

#[test]
fn files_that_are_no_zip_archive() {
    let acme = Provider::new("Acme");
    let csar = Package::acme().unsigned().to_bytes();
    for (file, words) in [
        (&b""[..], "an empty file"),
        (b"%PDF-1.7\n%\xE2\xE3", "a PDF document"),
        (b"\x1F\x8B\x08\0\0\0\0\0\0\x03", "gzip"),
        (b"7z\xBC\xAF\x27\x1C\0\x04", "7z"),
        (b"Rar!\x1A\x07\x01\0", "RAR"),
        (b"\x7FELF\x02\x01\x01\0", "ELF"),
        (b"<!DOCTYPE html>\n<html><title>Sign in</title></html>\n", "HTML"),
        (&csar[..csar.len() - 30], "incomplete"),
    ] {
        assert_says(&verify(file, &acme.trust()), "archive.not-zip", &[words]);
    }
}

#[test]
fn files_that_are_encrypted() {
    let acme = Provider::new("Acme");
    // AuthEnvelopedData in DER, the same in BER, and EnvelopedData: decryption says why it refuses the last.
    for head in [
        &b"\x30\x83\x10\0\0\x06\x0B\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x01\x17\xA0\x83"[..],
        b"\x30\x80\x06\x0B\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x01\x17\xA0\x80",
        b"\x30\x82\x10\0\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x03\xA0\x82",
    ] {
        let report = verify(head, &acme.trust());
        let found = findings(&report, "package.encrypted").map(|finding| &*finding.what).collect::<Vec<_>>();
        assert_eq!(found, ["The file is encrypted as a whole (CMS). Decrypt it first."]);
        // Nothing is known to be wrong with it, and nothing is shown.
        assert_eq!(
            (faults(&report), report.verdict, report.headline),
            (0, Verdict::Indeterminate, Headline::Encrypted)
        );
        let aspects = [report.integrity, report.authenticity, report.completeness];
        assert_eq!(aspects, [Verdict::Indeterminate; 3]);
    }
    // What signs is not what encrypts.
    let signed = b"\x30\x82\x10\0\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02\xA0\x82";
    assert_says(&verify(signed, &acme.trust()), "archive.not-zip", &["CMS file"]);
}

#[test]
fn archives_that_hold_no_package() {
    let acme = Provider::new("Acme");
    let csar = Package::acme().option_1(&acme.signing());
    let with = |paths: &[&str]| Archive { files: paths.iter().map(|path| File::new(path, "x")).collect() };
    let mut in_folder = csar.clone();
    in_folder.files.iter_mut().for_each(|file| file.path = format!("acme/{}", file.path));
    let mut tosca_2 = csar.clone();
    tosca_2.files.iter_mut().filter(|file| file.path == TOSCA_META).for_each(|file| file.path = "TOSCA.meta".into());
    for (archive, words) in [
        (tosca_2, &["TOSCA 2.0", TOSCA_META][..]),
        (in_folder, &["'acme'", "not the folder itself"]),
        (with(&["release/acme.csar"]), &["'release/acme.csar'"]),
        (with(&["inner.zip"]), &["Found inside: 'inner.zip'"]),
        (with(&["tosca-metadata/TOSCA.meta"]), &["exactly TOSCA-Metadata/TOSCA.meta"]),
        (with(&["[Content_Types].xml", "word/document.xml"]), &["Word document"]),
        (with(&["META-INF/MANIFEST.MF", "a/B.class"]), &["Java archive"]),
        (with(&["README.txt"]), &["neither"]),
    ] {
        assert_says(&verify(&archive.to_bytes(), &acme.trust()), "package.no-csar", words);
    }
}

#[test]
fn sources_with_backslashes_are_told_once_each() {
    let acme = Provider::new("Acme");
    let windows = |path: &str| path.replace('/', "\\");
    let package = Package::acme().manifest(|text| {
        text.replace(&format!("Source: {SCRIPT}"), &format!("Source: {}", windows(SCRIPT)))
            .replace("Source: Licenses/acme.txt", "Source: .\\Licenses\\acme.txt")
    });
    let report = verify(&package.option_1(&acme.signing()).to_bytes(), &acme.trust());
    assert_says(&report, "manifest.unsafe-source", &[&windows(SCRIPT), SCRIPT, "backslash"]);
    // The second is not a path even with slashes, so its file is also reported as unlisted.
    assert_eq!(faults(&report), 3, "{}", describe(&report));
}

/// A manifest in another format is one fault, not one for each of its lines and files.
#[test]
fn manifests_that_are_no_manifest() {
    let acme = Provider::new("Acme");
    let signed = Package::acme().option_1(&acme.signing());
    let manifest = signed.content(MANIFEST).to_vec();
    let der = acme.signing().der().to_file(&manifest);
    let mail = [b"MIME-Version: 1.0\nContent-Type: application/pkcs7-mime\n\n".as_slice(), &manifest].concat();
    let wide: Vec<u8> = String::from_utf8_lossy(&manifest).encode_utf16().flat_map(u16::to_le_bytes).collect();
    let latin = [b"metadata:\n# Soci\xE9t\xE9\n".as_slice(), &manifest].concat();
    for (content, words) in [
        (mail, &["S/MIME", "-outform PEM"][..]),
        (der, &["in DER", "BEGIN CMS"]),
        (wide, &["UTF-16"]),
        (latin, &["not UTF-8"]),
    ] {
        let package = signed.clone().changing(MANIFEST, |bytes| *bytes = content);
        let report = verify(&package.to_bytes(), &acme.trust());
        assert_says(&report, "manifest.syntax", words);
        assert_eq!(findings(&report, "manifest.syntax").count(), 1, "{}", describe(&report));
        assert_eq!(findings(&report, "artifact.unlisted").count(), 0, "{}", describe(&report));
        for aspect in [report.integrity, report.authenticity, report.completeness] {
            assert_ne!(aspect, Verdict::Passed, "{}", describe(&report));
        }
        for row in report.conformance.iter().filter(|row| row.state == ConformanceState::NotMet) {
            assert_ne!(row.findings.len(), 0, "{row:?}");
        }
    }
}

/// A text without any part of a signature is not signed, whatever it is.
#[test]
fn manifests_that_are_no_manifest_and_not_signed() {
    let acme = Provider::new("Acme");
    let unsigned = Package::acme().unsigned();
    let manifest = String::from_utf8_lossy(unsigned.content(MANIFEST)).into_owned();
    let wide: Vec<u8> = manifest.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mail = format!("Content-Type: text/plain\n\n{manifest}").into_bytes();
    for content in [wide, mail] {
        let package = unsigned.clone().changing(MANIFEST, |bytes| *bytes = content).to_bytes();
        assert_says(&verify(&package, &acme.trust()), "signature.missing", &["not signed"]);
    }
}

/// A looser policy never leads to a graver report.
#[test]
fn an_unread_manifest_proves_nothing_under_any_policy() {
    let acme = Provider::new("Acme");
    let package = Package::acme().option_1(&acme.signing());
    let package = package.changing(MANIFEST, |bytes| bytes.splice(..0, *b"metadata:\n# \xFF\n").for_each(drop));
    let under = |unlisted_files| {
        let report = verify_under(&Policy { unlisted_files, ..Policy::default() }, &package.to_bytes(), &acme.trust());
        (report.integrity, report.authenticity, report.completeness)
    };
    assert_eq!(under(Strictness::Reject), under(Strictness::Report));
    assert_ne!(under(Strictness::Reject).0, Verdict::Passed);
}

#[test]
fn lists_of_yaml_and_hashes_that_are_none_are_told_once_each() {
    let acme = Provider::new("Acme");
    let signed = |rewrite: &dyn Fn(String) -> String| {
        let package = Package::acme().manifest(rewrite);
        verify(&package.option_1(&acme.signing()).to_bytes(), &acme.trust())
    };
    let report = signed(&|text| text.replace(&format!("Source: {SCRIPT}"), &format!("- Source: {SCRIPT}")));
    assert_says(&report, "manifest.syntax", &["lists of YAML", &format!("'Source: {SCRIPT}'")]);
    let report = signed(&|text| {
        let (before, after) = text.split_once(&format!("Source: {SCRIPT}\n")).expect("it is listed");
        let (algorithm, rest) = after.split_once("Hash: ").expect("it has a hash");
        format!("{before}Source: {SCRIPT}\n{algorithm}Hash: z{rest}")
    });
    assert_says(&report, "manifest.hash", &[SCRIPT]);
    assert_eq!(faults(&report), 1, "{}", describe(&report));
    let row = report.artifacts.iter().find(|artifact| artifact.artifact_path == SCRIPT);
    assert_eq!(row.map(|artifact| artifact.status), Some(Verdict::Failed));
}

#[test]
fn names_that_differ_in_their_form_only() {
    let acme = Provider::new("Acme");
    for (listed, packed, words) in [
        ("Files/\u{dc}bersicht.txt", "Files/U\u{308}bersicht.txt", "composed in another way"),
        ("Files/ReadMe.txt", "Files/README.txt", "capital and small letters"),
        ("Files/User%20Guide.txt", "Files/User Guide.txt", "'%20' for a blank"),
        ("\"Files/guide.txt\"", "Files/guide.txt", "without quotation marks"),
    ] {
        let mut package = Package::acme().file(File::new(listed, "x")).option_1(&acme.signing());
        package.files.iter_mut().filter(|file| file.path == listed).for_each(|file| file.path = packed.into());
        let report = verify(&package.to_bytes(), &acme.trust());
        assert_says(&report, "manifest.other-name", &[words]);
        assert_eq!(faults(&report), 1, "{}", describe(&report));
    }
    // Two files that fit one name are not a match, so each is reported.
    let mut package =
        Package::acme().file(File::new("Files/ab", "x")).option_1(&acme.signing()).adding(File::new("Files/AB", "x"));
    package.files.iter_mut().filter(|file| file.path == "Files/ab").for_each(|file| file.path = "Files/aB".into());
    assert_verdict(&verify(&package.to_bytes(), &acme.trust()), Verdict::Failed);
}

#[test]
fn line_ends_that_were_changed() {
    let acme = Provider::new("Acme");
    let signed = Package::acme().option_1(&acme.signing());
    let with_crlf = |file: &mut Vec<u8>| *file = String::from_utf8_lossy(file).replace('\n', "\r\n").into_bytes();
    let report = verify(&signed.clone().changing(SCRIPT, with_crlf).to_bytes(), &acme.trust());
    assert_says(&report, "artifact.digest-mismatch", &["with LF line ends it is what was signed"]);
    let changed = signed.clone().changing(SCRIPT, |file| file.extend(b"reboot\r\n"));
    let report = verify(&changed.to_bytes(), &acme.trust());
    assert!(findings(&report, "artifact.digest-mismatch").all(|finding| !finding.what.contains("line ends")));

    let path = "Scripts/windows.cmd";
    let signed = Package::acme().file(File::new(path, "echo 1\r\necho 2\r\n")).option_1(&acme.signing());
    let changed = signed.changing(path, |file| *file = b"echo 1\necho 2\n".to_vec());
    let report = verify(&changed.to_bytes(), &acme.trust());
    assert_says(&report, "artifact.digest-mismatch", &["with CRLF line ends it is what was signed"]);
}

/// Returns the copy that `openssl cms -sign` signs without `-binary`.
fn text_copy(file: &[u8]) -> Vec<u8> {
    let mut copy = Vec::new();
    for line in file.split_inclusive(|byte| *byte == b'\n').flat_map(|line| line.chunks(1023)) {
        let seen = line.split(|byte| *byte == 0).next().unwrap_or_default();
        if seen.is_empty() {
            break;
        }
        let end = seen.iter().rposition(|byte| !b"\r\n".contains(byte)).map_or(0, |last| last + 1);
        copy.extend(&seen[..end]);
        if seen[end..].contains(&b'\n') {
            copy.extend(b"\r\n");
        }
    }
    copy
}

#[test]
fn signatures_over_the_copy_of_a_text() {
    let acme = Provider::new("Acme");
    let package = Package::acme_with_image(100_000);
    let csar = package.unsigned().to_bytes();
    let whole = delivery(csar.clone().into(), &acme.signing());
    let signed = |content: &[u8]| {
        let signature = acme.signing().to_file(content);
        verify(&whole.clone().changing(SIGNATURE, |file| *file = signature).to_bytes(), &acme.trust())
    };
    assert_says(&signed(&text_copy(&csar)), "signature.text-mode", &["-binary"]);
    assert_failed(&signed(b"something else"), "signature.content-mismatch");

    // Now the CSAR is deflated in its delivery.
    let mut deflated = whole.clone();
    deflated.files.iter_mut().filter(|file| file.path == CSAR).for_each(|file| file.stored = false);
    let signature = acme.signing().to_file(&text_copy(&csar));
    let deflated = deflated.changing(SIGNATURE, |file| *file = signature);
    assert_says(&verify(&deflated.to_bytes(), &acme.trust()), "signature.text-mode", &["-binary"]);

    let mail =
        "MIME-Version: 1.0\nContent-Type: multipart/signed; boundary=\"x\"\n\nThis is an S/MIME signed message\n";
    let report = verify(&whole.changing(SIGNATURE, |file| *file = mail.into()).to_bytes(), &acme.trust());
    assert_says(&report, "signature.malformed", &["S/MIME", "-outform"]);
}

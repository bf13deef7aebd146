//! Names of files that no package may have.

use vnfseal_tests::{File, Provider};

use crate::folder::{acme, assert_good, pack, try_pack};

#[test]
fn unusual_names_are_packed() {
    let by = Provider::new("Acme");
    let names = [
        ".hidden",
        ".git/config",
        "a b/c d.txt",
        "Grüße/日本.txt",
        "x=1,y@z(2)+.bin",
        "deep/er/and/deep/er.txt",
        "empty",
        "#x",
    ];
    let added = names.map(|name| File::new(name, if name == "empty" { "" } else { name }));
    let files: Vec<File> = acme().into_iter().chain(added).collect();
    let report = assert_good(&pack(&files, &by), &by);
    assert!(names.iter().all(|name| report.artifacts.iter().any(|artifact| artifact.artifact_path == *name)));
}

#[test]
fn hostile_names_are_refused() {
    let by = Provider::new("Acme");
    let refusal = |names: &[&str]| {
        let added = names.iter().map(|name| File::new(name, "x"));
        let files: Vec<File> = acme().into_iter().chain(added).collect();
        let refusal = try_pack(&files, &by.trust(), &by, None).err();
        let refusal = refusal.unwrap_or_else(|| panic!("{names:?} is packed"));
        let code = refusal.findings.first().map_or_else(String::new, |finding| finding.code.clone().into_owned());
        // A manifest is a text of lines, in which some names would be read as something else.
        let expected = if code.starts_with("manifest.") { "folder.manifest" } else { "folder.name" };
        assert_eq!(refusal.reason.code, expected, "{refusal}");
        code
    };
    let (long_part, long) = ("x".repeat(256), "x/".repeat(2100) + "x");
    for name in [
        "../x", "a/../b", "/etc/x", "a//b", "./x", "", "a\\b", "c:x", "a\0b", "a\nb", "folder/", "x;1", "a\tb",
        &long_part,
    ] {
        assert_eq!(refusal(&[name]), "archive.unsafe-name", "{name:?}");
    }
    assert_eq!(refusal(&[&long]), "archive.limit");
    for names in [
        ["a", "A"],
        ["Stra\u{df}e", "STRASSE"],
        ["\u{e9}", "e\u{301}"],
        ["x/a", "X/b"],
        ["a", "a."],
        ["\u{fb01}le", "file"],
        ["same", "same"],
        ["file", "file/below"],
    ] {
        assert_eq!(refusal(&names), "archive.duplicate-name", "{names:?}");
    }
    // A manifest is a text of lines, in which these would be read as something else.
    for name in [" x", "x ", "a/x\u{3000}", "x\u{2028}y"] {
        assert_ne!(refusal(&[name]), "archive.unsafe-name", "{name:?}");
    }
    assert_eq!(refusal(&["docs/Begin CMS.txt"]), "manifest.signature-marker");
}

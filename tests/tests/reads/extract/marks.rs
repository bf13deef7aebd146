//! Marks of an archive on which some reader acts. Each is refused by its rule.

use vnfseal_tests::{
    File, MANIFEST, PLAIN_FILE, PLAIN_FOLDER, Package, RawArchive, STREAMED, Signing, assert_failed, assert_found,
    assert_passed, delivery, describe, extra_field, findings, verify,
};

use super::{FOLDER, IMAGE, SCRIPT, Signed};

/// A change of the archive.
type Change = fn(&mut RawArchive);

#[track_caller]
fn refused(code: &str, changes: &[(&str, Change)]) {
    let signed = Signed::new();
    assert_passed(&signed.changed(|_| {}));
    for (name, change) in changes {
        let report = signed.changed(change);
        assert!(
            report.verdict == vnfseal::report::Verdict::Failed && findings(&report, code).next().is_some(),
            "{name}: {}",
            describe(&report)
        );
    }
}

fn folder(archive: &mut RawArchive) -> &mut vnfseal_tests::RawEntry {
    archive.entry(&format!("{FOLDER}/"))
}

/// Returns a local header and content that a reader finds if it searches for signatures.
fn hidden_entry() -> Vec<u8> {
    let mut hidden = RawArchive { entries: Vec::new(), comment: Vec::new(), zip64_end: None };
    hidden.entries.push(vnfseal_tests::RawEntry::empty("Scripts/evil.sh"));
    let bytes = hidden.to_bytes();
    bytes[..45].to_vec()
}

#[test]
fn data_descriptors() {
    refused(
        "archive.local-header",
        &[
            ("without its signature, deflated", |archive| {
                let entry = archive.entry(SCRIPT);
                entry.stream();
                entry.descriptor = entry.descriptor_of(false, false);
            }),
            ("without its signature, stored", |archive| {
                let entry = archive.entry(IMAGE);
                entry.stream();
                entry.descriptor = entry.descriptor_of(false, false);
            }),
            ("without its signature, wide", |archive| {
                let entry = archive.entry(SCRIPT);
                entry.stream();
                entry.descriptor = entry.descriptor_of(false, true);
            }),
            ("wide without ZIP64", |archive| {
                let entry = archive.entry(SCRIPT);
                entry.stream();
                entry.descriptor = entry.descriptor_of(true, true);
            }),
            ("wide without ZIP64, at a folder", |archive| {
                let entry = folder(archive);
                entry.stream();
                entry.descriptor = entry.descriptor_of(true, true);
            }),
            ("wide with ZIP64, at a folder", |archive| folder(archive).stream_with_zip64()),
            ("narrow with ZIP64", |archive| {
                let entry = archive.entry(SCRIPT);
                entry.stream_with_zip64();
                entry.descriptor = entry.descriptor_of(true, false);
            }),
            ("with an empty ZIP64 field", |archive| {
                let entry = archive.entry(SCRIPT);
                entry.stream();
                entry.local_extra = extra_field(1, b"");
            }),
            ("with sizes in ZIP64 that the header has as well", |archive| {
                let entry = archive.entry(SCRIPT);
                entry.stream_with_zip64();
                entry.local = [0; 3];
            }),
            ("a CRC-32 without sizes", |archive| {
                let entry = archive.entry(IMAGE);
                entry.stream();
                entry.local[0] = entry.central[0];
            }),
            ("a size without the other, stored", |archive| {
                let entry = archive.entry(IMAGE);
                entry.stream();
                entry.local[2] = entry.central[2];
            }),
        ],
    );
}

#[test]
fn folders_hold_nothing() {
    refused(
        "archive.special-file",
        &[
            ("a deflate stream that runs on", |archive| {
                let entry = folder(archive);
                (entry.method, entry.data) = (8, vec![0, 0xBB]);
                (entry.local, entry.central) = ([0, 2, 0], [0, 2, 0]);
            }),
            ("two bytes that are no deflate stream", |archive| {
                let entry = folder(archive);
                (entry.method, entry.data) = (8, vec![0xFF, 0xFF]);
                (entry.local, entry.central) = ([0, 2, 0], [0, 2, 0]);
            }),
            ("a CRC-32", |archive| {
                let entry = folder(archive);
                (entry.local, entry.central) = ([7, 0, 0], [7, 0, 0]);
            }),
            ("a size", |archive| {
                let entry = folder(archive);
                (entry.method, entry.data) = (8, vec![3, 0]);
                (entry.local, entry.central) = ([0, 2, 1], [0, 2, 1]);
            }),
        ],
    );
}

#[test]
fn header_fields() {
    refused(
        "archive.header-field",
        &[
            ("patched data", |archive| archive.entry(SCRIPT).flags |= 1 << 5),
            ("enhanced deflate", |archive| archive.entry(SCRIPT).flags |= 1 << 4),
            ("reserved by PKWARE", |archive| archive.entry(SCRIPT).flags |= 1 << 15),
            ("version needed", |archive| archive.entry(SCRIPT).needed = [99, 99]),
            ("version needed in the directory", |archive| archive.entry(SCRIPT).needed = [20, 51]),
            ("made on the Amiga", |archive| archive.entry(SCRIPT).made_by = 0x0114),
            ("made on OpenVMS", |archive| archive.entry(SCRIPT).made_by = 0x0214),
            ("internal attributes", |archive| archive.entry(SCRIPT).internal = 4),
            ("a volume label", |archive| {
                let entry = archive.entry(SCRIPT);
                (entry.made_by, entry.external) = (20, 8);
            }),
            ("a device", |archive| archive.entry(SCRIPT).external |= 0x40),
            ("set-user-ID", |archive| archive.entry(SCRIPT).external = 0o104_755 << 16),
            ("set-group-ID", |archive| folder(archive).external = 0o042_777 << 16 | 0x10),
            ("sticky", |archive| folder(archive).external = PLAIN_FOLDER | 0o1000 << 16),
            ("not to be read", |archive| archive.entry(SCRIPT).external = 0o100_033 << 16),
        ],
    );
    refused("archive.local-header", &[("version needed", |archive| archive.entry(SCRIPT).needed = [64, 20])]);
}

#[test]
fn comments_and_extra_fields_hold_nothing() {
    refused(
        "archive.comment-text",
        &[
            ("an entry in the comment of the archive", |archive| archive.comment = hidden_entry()),
            ("a comment that is no text", |archive| archive.entry(SCRIPT).comment = vec![0xFF]),
            ("a long comment", |archive| archive.comment = vec![b'a'; 2000]),
        ],
    );
    refused(
        "archive.directory",
        &[("an entry in a comment", |archive| archive.entry(SCRIPT).comment = hidden_entry())],
    );
    refused(
        "archive.local-header",
        &[
            ("an entry in an extra field", |archive| {
                archive.entry(SCRIPT).local_extra = extra_field(0xCAFE, &hidden_entry());
            }),
            ("a signature in times", |archive| {
                archive.entry(SCRIPT).local_extra = extra_field(0x5455, b"\x01PK\x03\x04");
            }),
            ("another name", |archive| {
                archive.entry(SCRIPT).local_extra = extra_field(0x7075, b"\x01aaaaScripts/other.sh");
            }),
        ],
    );
    refused(
        "archive.extra-field",
        &[
            ("a link of libarchive, in both headers", |archive| {
                let entry = archive.entry(SCRIPT);
                entry.local_extra = extra_field(0x6C78, b"\x07\x14\x03\0\0\xff\xa1");
                entry.central_extra = entry.local_extra.clone();
            }),
            ("a link of libarchive, in one", |archive| {
                archive.entry(SCRIPT).local_extra = extra_field(0x6C78, b"\x07\x14\x03\0\0\xff\xa1");
            }),
            ("another name by Xceed", |archive| archive.entry(SCRIPT).local_extra = extra_field(0x554E, b"NUCX\0\0")),
            ("a link by ASi", |archive| archive.entry(SCRIPT).central_extra = extra_field(0x756E, &[0; 14])),
            ("encryption of WinZip", |archive| {
                archive.entry(SCRIPT).central_extra = extra_field(0x9901, b"\x02\0AE\x03\0\0");
            }),
            ("times of NTFS without any", |archive| archive.entry(SCRIPT).central_extra = extra_field(0x000A, b"")),
            ("a link in the Unix field of PKWARE", |archive| {
                archive.entry(SCRIPT).local_extra = extra_field(0x000D, b"aaaabbbbccddother");
            }),
            ("Java's mark with content", |archive| archive.entry(SCRIPT).local_extra = extra_field(0xCAFE, b"x")),
            ("one that nobody knows", |archive| archive.entry(SCRIPT).local_extra = extra_field(0x4242, b"x")),
        ],
    );
}

#[test]
fn forms_of_zip64_that_readers_take_differently() {
    let everything: Change = |archive| {
        let mut offset = 0_u64;
        for entry in &mut archive.entries {
            let values = [u64::from(entry.central[2]), u64::from(entry.central[1]), offset];
            let field = extra_field(1, &values.map(u64::to_le_bytes).concat());
            offset += 30 + u64::try_from(entry.name.len() + entry.data.len()).expect("small");
            (entry.central[1], entry.central[2], entry.offset) = (u32::MAX, u32::MAX, Some(u32::MAX));
            entry.central_extra = field;
        }
    };
    let signed = Signed::new();
    let with_end = signed.changed(|archive| {
        everything(archive);
        archive.zip64_end = Some([0x032D, 45]);
    });
    assert_passed(&with_end);
    refused("archive.directory", &[("without a ZIP64 end record", everything)]);
    refused(
        "archive.end-record",
        &[
            ("made by nobody", |archive| archive.zip64_end = Some([0, 45])),
            ("needs more than it was made by", |archive| archive.zip64_end = Some([20, 45])),
            ("needs a version that nobody has", |archive| archive.zip64_end = Some([0x03FF, 99])),
        ],
    );
}

#[test]
fn stored_content_in_which_some_reader_finds_an_end() {
    let signed = Signed::new();
    let nested = [&b"a file with an archive inside: "[..], &hidden_entry()].concat();
    let package = Package::acme().file(File::stored("Files/nested.jar", nested));
    let bytes = |signing: &Signing<'_>| {
        let mut archive = RawArchive::of(&package.option_1(signing));
        archive.entry("Files/nested.jar").stream();
        archive.to_bytes()
    };
    let (signing, trust) = (signed.provider.signing(), signed.provider.trust());
    assert_failed(&verify(&bytes(&signing), &trust), "archive.streamed");
    assert_passed(&verify(&RawArchive::of(&package.option_1(&signing)).to_bytes(), &trust));
    // If the archive is signed as a whole, this is the VNF provider's way to pack it.
    let report = verify(&delivery(bytes(&signing).into(), &signing).to_bytes(), &trust);
    assert_passed(&report);
    assert_found(&report, "archive.portability");
    assert_passed(&signed.changed(|archive| archive.entry(IMAGE).stream()));
}

#[test]
fn what_the_vnf_provider_has_signed_as_a_whole_is_reported() {
    let signed = Signed::new();
    let (signing, trust) = (signed.provider.signing(), signed.provider.trust());
    let changes: [Change; 4] = [
        |archive| archive.comment = "\u{e9}".into(),
        |archive| archive.entry(SCRIPT).local_extra = extra_field(0x4242, b"x"),
        |archive| archive.entry(SCRIPT).external = PLAIN_FILE | 0o4000 << 16,
        |archive| archive.entry(MANIFEST).comment = vec![0xFF],
    ];
    for change in changes {
        let mut archive = signed.archive.clone();
        change(&mut archive);
        let report = verify(&delivery(archive.to_bytes().into(), &signing).to_bytes(), &trust);
        assert_passed(&report);
        assert_found(&report, "archive.portability");
    }
}

#[test]
fn methods_are_told_by_name_and_once() {
    let signed = Signed::new();
    let report = signed.changed(|archive| archive.entries.iter_mut().skip(2).for_each(|entry| entry.method = 9));
    assert_failed(&report, "archive.method");
    let told: Vec<_> = findings(&report, "archive.method").collect();
    assert!(told.len() == 1 && told[0].what.contains("Deflate64"), "{}", describe(&report));
    for (method, name) in [(14, "LZMA"), (93, "Zstandard"), (99, "WinZip"), (77, "no name")] {
        let report = signed.changed(|archive| archive.entry(SCRIPT).method = method);
        assert!(findings(&report, "archive.method").next().is_some_and(|told| told.what.contains(name)));
    }
}

/// Nobody signs the archive around a CSAR.
#[test]
fn marks_of_a_delivery() {
    let signed = Signed::new();
    let package = Package::acme().option_2(&signed.provider.signing());
    let changes: [(&str, Change); 5] = [
        ("archive.comment-text", |archive| archive.comment = "\u{e9}".into()),
        ("archive.extra-field", |archive| archive.entry("acme_vnf.csar").local_extra = extra_field(0x4242, b"x")),
        ("archive.header-field", |archive| archive.entry("acme_vnf.csar").external |= 0o4000 << 16),
        ("archive.local-header", |archive| {
            let entry = archive.entry("acme_vnf.csar");
            entry.stream();
            entry.descriptor = entry.descriptor_of(false, false);
        }),
        ("archive.streamed", |archive| {
            let mut entry = vnfseal_tests::RawEntry::empty("README");
            entry.data = hidden_entry();
            let size = u32::try_from(entry.data.len()).expect("small");
            // The CRC-32 does not matter here.
            entry.central = [1, size, size];
            entry.stream();
            archive.entries.push(entry);
        }),
    ];
    for (code, change) in changes {
        let mut archive = RawArchive::of(&package);
        change(&mut archive);
        assert_failed(&verify(&archive.to_bytes(), &signed.provider.trust()), code);
    }
    let mut archive = RawArchive::of(&package);
    let entry = archive.entry("acme_vnf.csar");
    assert_eq!((entry.method, entry.flags & STREAMED), (0, 0));
    entry.stream();
    assert_passed(&verify(&archive.to_bytes(), &signed.provider.trust()));
}

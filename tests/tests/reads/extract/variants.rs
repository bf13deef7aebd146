//! Every field of an archive without a digest, with values that writers or attackers use.

use vnfseal_tests::{PLAIN_FILE, PLAIN_FOLDER, RawArchive, RawEntry, extra_field};

use super::{EMPTY, FOLDER, IMAGE, SCRIPT};

/// A change of an archive, with a name for people.
pub(crate) struct Variant {
    pub(crate) name: String,
    pub(crate) archive: RawArchive,
}

/// A change of one entry, with a name.
type Change = (String, Box<dyn Fn(&mut RawEntry)>);

/// Returns all variants of an archive: changes of each kind of entry, of folders, and of the archive.
pub(crate) fn variants(archive: &RawArchive) -> Vec<Variant> {
    let mut variants = Vec::new();
    let folder = format!("{FOLDER}/");
    let changes: Vec<Change> =
        [numbers(), attributes(), extra_fields(), descriptors(), sizes()].into_iter().flatten().collect();
    for target in [SCRIPT, IMAGE, EMPTY, &folder] {
        for (name, change) in &changes {
            let mut archive = archive.clone();
            change(archive.entry(target));
            variants.push(Variant { name: format!("{target}: {name}"), archive });
        }
    }
    variants.extend(folders(archive));
    variants.extend(comments(archive));
    variants
}

fn change(name: String, change: impl Fn(&mut RawEntry) + 'static) -> Change {
    (name, Box::new(change))
}

/// Returns variants of versions, flags, times and internal attributes.
fn numbers() -> Vec<Change> {
    let mut changes = Vec::new();
    for host in (0..=20).chain([30, 255]) {
        changes.push(change(format!("made on system {host}"), move |entry| entry.made_by = host << 8 | 0x14));
    }
    for version in [0, 10, 45, 63, 64, 255] {
        changes.push(change(format!("made by version {version}"), move |entry| entry.made_by = 3 << 8 | version));
        changes.push(change(format!("needs version {version}"), move |entry| entry.needed = [version; 2]));
        changes
            .push(change(format!("needs version {version} in the directory"), move |entry| entry.needed[1] = version));
    }
    changes.push(change("needs version 20 of Unix".into(), |entry| entry.needed = [0x0314; 2]));
    for bit in (0..16).filter(|bit| *bit != 3) {
        changes.push(change(format!("flag {bit}"), move |entry| entry.flags ^= 1 << bit));
        changes.push(change(format!("internal attribute {bit}"), move |entry| entry.internal ^= 1 << bit));
    }
    for time in [[0, 0], [0xFFFF, 0xFFFF], [0, 0x21], [0x4B50, 0x0403]] {
        changes.push(change(format!("time {time:?}"), move |entry| entry.time = time));
    }
    changes
}

/// Returns variants of external attributes, bit by bit, and with values of other systems.
fn attributes() -> Vec<Change> {
    let mut changes: Vec<Change> = (0..32)
        .map(|bit| change(format!("external attribute {bit}"), move |entry| entry.external ^= 1 << bit))
        .collect();
    for attributes in [0, 0x20, 0x21, 0x2020, 0x8020, 0x80] {
        changes.push(change(format!("attributes {attributes:x} of DOS"), move |entry| {
            entry.made_by = 20;
            entry.external = if entry.name.ends_with(b"/") { attributes & !0x20 | 0x10 } else { attributes };
        }));
    }
    for permissions in [0, 0o400, 0o777, 0o1777, 0o2775, 0o4755] {
        changes.push(change(format!("permissions {permissions:o}"), move |entry| {
            let plain = if entry.name.ends_with(b"/") { PLAIN_FOLDER } else { PLAIN_FILE };
            entry.external = plain & !(0o7777 << 16) | permissions << 16;
        }));
    }
    changes
}

/// Returns variants of extra fields, known and unknown, in one header and in both.
fn extra_fields() -> Vec<Change> {
    let unix = [1, 4, 1, 0, 0, 0, 4, 1, 0, 0, 0];
    let ntfs = [&[0, 0, 0, 0, 1, 0, 24, 0][..], &[1; 24]].concat();
    let fields: Vec<(u16, Vec<u8>)> = vec![
        (0x5455, b"\x01aaaa".to_vec()),
        (0x5455, b"\x03aaaabbbb".to_vec()),
        (0x5455, b"\x07aaaabbbbcccc".to_vec()),
        (0x5455, b"\x00".to_vec()),
        (0x5455, b"\x01aaa".to_vec()),
        (0x5855, b"aaaabbbb".to_vec()),
        (0x5855, b"aaaabbbb\x01\0\x01\0".to_vec()),
        (0x7855, b"\x01\0\x01\0".to_vec()),
        (0x7855, Vec::new()),
        (0x7875, unix.to_vec()),
        (0x7875, Vec::new()),
        (0x7875, [&unix[..], b"x"].concat()),
        (0x000A, ntfs),
        (0x000A, Vec::new()),
        (0x000D, b"aaaabbbb\x01\0\x01\0".to_vec()),
        (0x000D, b"aaaabbbb\x01\0\x01\0target".to_vec()),
        (0xCAFE, Vec::new()),
        (0xCAFE, b"PK".to_vec()),
        (0xD935, vec![4, 0, 0, 0]),
        (0xA11E, vec![4, 0, 0, 0]),
        (0x6C78, b"\x07\x14\x03\0\0\xff\xa1".to_vec()),
        (0x756E, [&[0; 4][..], &0o120_777_u16.to_le_bytes(), &[0; 8], b"target"].concat()),
        (0x554E, b"NUCX\x04\0o\0t\0h\0".to_vec()),
        (0x6375, b"\x01aaaacomment".to_vec()),
        (0x7075, b"\x01aaaaother".to_vec()),
        (0x9901, b"\x02\0AE\x03\0\0".to_vec()),
        (0x0017, vec![0; 8]),
        (0x0001, Vec::new()),
        (0x0001, vec![0; 4]),
        (0x0001, vec![0; 8]),
        (0x0001, vec![0; 16]),
        (0x0001, vec![0; 28]),
        (0x4242, b"unknown".to_vec()),
    ];
    let mut changes = Vec::new();
    for (id, value) in fields {
        let field = extra_field(id, &value);
        for (place, is_local, is_central) in
            [("local header", true, false), ("directory", false, true), ("both headers", true, true)]
        {
            let field = field.clone();
            changes.push(change(format!("field {id:04x} of {} bytes in the {place}", value.len()), move |entry| {
                entry.local_extra.extend(is_local.then_some(&field).into_iter().flatten());
                entry.central_extra.extend(is_central.then_some(&field).into_iter().flatten());
            }));
        }
    }
    changes.push(change("zeros that align".into(), |entry| entry.local_extra = vec![0; 3]));
    changes.push(change("an empty field of id 0".into(), |entry| entry.local_extra = vec![0; 4]));
    changes
}

/// Returns variants of data descriptors in every form, and of the fields in the local header.
fn descriptors() -> Vec<Change> {
    let mut changes = Vec::new();
    for (name, local) in [
        ("nothing", [false; 3]),
        ("all", [true; 3]),
        ("the CRC-32", [true, false, false]),
        ("the sizes", [false, true, true]),
        ("the size", [false, false, true]),
        ("the compressed size", [false, true, false]),
    ] {
        for has_signature in [true, false] {
            for is_wide in [true, false] {
                for has_zip64 in [true, false] {
                    let text = format!(
                        "a descriptor: signature {has_signature}, wide {is_wide}, ZIP64 {has_zip64}, {name} in front"
                    );
                    changes.push(change(text, move |entry| {
                        if has_zip64 {
                            entry.stream_with_zip64();
                        } else {
                            entry.stream();
                        }
                        entry.descriptor = entry.descriptor_of(has_signature, is_wide);
                        let known = [0, 1, 2].map(|index| if local[index] { entry.central[index] } else { 0 });
                        if has_zip64 {
                            entry.local[0] = known[0];
                            let sizes = [known[2], known[1]].map(|size| u64::from(size).to_le_bytes()).concat();
                            entry.local_extra = extra_field(1, &sizes);
                        } else {
                            entry.local = known;
                        }
                    }));
                }
            }
        }
    }
    changes
}

/// Returns variants with ZIP64 but no descriptor, and with data where none belong.
fn sizes() -> Vec<Change> {
    vec![
        change("ZIP64 in the local header".into(), |entry| {
            let sizes = [entry.central[2], entry.central[1]].map(|size| u64::from(size).to_le_bytes()).concat();
            entry.local_extra = extra_field(1, &sizes);
            (entry.local[1], entry.local[2]) = (u32::MAX, u32::MAX);
        }),
        change("ZIP64 in the directory".into(), |entry| {
            let sizes = [entry.central[2], entry.central[1]].map(|size| u64::from(size).to_le_bytes()).concat();
            entry.central_extra = extra_field(1, &sizes);
            (entry.central[1], entry.central[2]) = (u32::MAX, u32::MAX);
        }),
        change("the number of the disk left to ZIP64".into(), |entry| {
            entry.central_extra = extra_field(1, &[0; 4]);
            entry.disk = u16::MAX;
        }),
        change("another disk".into(), |entry| entry.disk = 1),
    ]
}

/// Returns variants of the names of folders, and of their contents.
fn folders(archive: &RawArchive) -> Vec<Variant> {
    let long = "x".repeat(255);
    let too_long = "x".repeat(256);
    let names = [
        "-x",
        "--checkpoint=1",
        "$(id)",
        "a;1",
        "a:b",
        "a.",
        "a ",
        " a",
        "a b",
        "(a)",
        "+a",
        "@a",
        ".a",
        "..a",
        "a,b=c",
        "~",
        "A~1",
        "NUL",
        "a|b",
        "a*b",
        "a?b",
        "a&b",
        "a'b",
        "\u{fc}",
        "\u{202e}a",
        "Scripts",
        "SCRIPTS",
        "Scripts/a",
        &long,
        &too_long,
    ];
    let mut variants: Vec<Variant> = names
        .map(|name| Variant { name: format!("a folder '{name}'"), archive: archive.clone().with_folder(name) })
        .into_iter()
        .collect();
    for data in [&[][..], &[3, 0], &[0, 0xBB], &[1, 0, 0, 0xFF, 0xFF], &[0xFF; 2]] {
        for has_descriptor in [true, false] {
            let mut archive = archive.clone();
            let entry = archive.entry(&format!("{FOLDER}/"));
            let size = u32::try_from(data.len()).expect("a few bytes");
            (entry.method, entry.data) = (8, data.to_vec());
            (entry.local, entry.central) = ([0, size, 0], [0, size, 0]);
            if has_descriptor {
                entry.stream();
            }
            variants
                .push(Variant { name: format!("a folder of {data:x?}, with a descriptor {has_descriptor}"), archive });
        }
    }
    variants
}

/// Returns variants of comments of an entry and of the archive.
fn comments(archive: &RawArchive) -> Vec<Variant> {
    let texts: [&[u8]; 6] = [b"plain", b"two\r\nlines", "\u{e9}".as_bytes(), b"\xFF", b"PK\x05\x06", &[b'a'; 2000]];
    let of = |text: &[u8], is_of_archive: bool| {
        let mut archive = archive.clone();
        if is_of_archive {
            archive.comment = text.to_vec();
        } else {
            archive.entry(SCRIPT).comment = text.to_vec();
        }
        Variant { name: format!("comment of {} bytes, of the archive {is_of_archive}", text.len()), archive }
    };
    texts.iter().flat_map(|text| [of(text, true), of(text, false)]).collect()
}

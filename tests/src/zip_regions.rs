//! The position of each field of a ZIP archive (APPNOTE 4.3), to damage a field and to name the one of a changed byte.
//!
//! It reads the archives that are made here: without ZIP64 and without data descriptors.

use std::ops::Range;

/// One field of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// The name of the field, for example `local.method`, `central.external-attributes`, `content` or
    /// `end.comment-length`.
    pub name: &'static str,
    /// The path of the entry to which it belongs. Empty for the end record.
    pub path: String,
    /// The position of the field in the archive.
    pub range: Range<usize>,
}

/// The fields of a local file header (APPNOTE 4.3.7) with their lengths.
const LOCAL_HEADER: [(&str, usize); 11] = [
    ("local.signature", 4),
    ("local.version-needed", 2),
    ("local.flags", 2),
    ("local.method", 2),
    ("local.time", 2),
    ("local.date", 2),
    ("local.crc", 4),
    ("local.compressed-size", 4),
    ("local.size", 4),
    ("local.name-length", 2),
    ("local.extra-length", 2),
];

/// The fields of a central directory header (APPNOTE 4.3.12) with their lengths.
const CENTRAL_HEADER: [(&str, usize); 17] = [
    ("central.signature", 4),
    ("central.version-made-by", 2),
    ("central.version-needed", 2),
    ("central.flags", 2),
    ("central.method", 2),
    ("central.time", 2),
    ("central.date", 2),
    ("central.crc", 4),
    ("central.compressed-size", 4),
    ("central.size", 4),
    ("central.name-length", 2),
    ("central.extra-length", 2),
    ("central.comment-length", 2),
    ("central.disk", 2),
    ("central.internal-attributes", 2),
    ("central.external-attributes", 4),
    ("central.offset", 4),
];

/// The fields of the end of central directory record (APPNOTE 4.3.16) with their lengths.
const END_RECORD: [(&str, usize); 8] = [
    ("end.signature", 4),
    ("end.disk", 2),
    ("end.directory-disk", 2),
    ("end.entries-on-disk", 2),
    ("end.entries", 2),
    ("end.directory-size", 4),
    ("end.directory-offset", 4),
    ("end.comment-length", 2),
];

/// Returns the position of a field of the entry at `path`, which is empty for the end record.
#[must_use]
pub fn zip_region(archive: &[u8], name: &str, path: &str) -> Range<usize> {
    let region = zip_regions(archive).into_iter().find(|region| region.name == name && region.path == path);
    region.unwrap_or_else(|| panic!("no {name} of '{path}'")).range
}

/// Returns all fields of an archive, from its first byte to its last.
#[must_use]
pub fn zip_regions(archive: &[u8]) -> Vec<Region> {
    let mut reader = Reader { archive, at: 0, regions: Vec::new() };
    loop {
        match archive[reader.at..reader.at + 4] {
            [b'P', b'K', 3, 4] => reader.local_entry(),
            [b'P', b'K', 1, 2] => reader.central_entry(),
            _ => break,
        }
    }
    reader.fields(&END_RECORD, "");
    reader.field("end.comment", archive.len() - reader.at, "");
    reader.regions
}

struct Reader<'a> {
    archive: &'a [u8],
    at: usize,
    regions: Vec<Region>,
}

impl Reader<'_> {
    fn local_entry(&mut self) {
        let (name, extra) = (self.u16(26), self.u16(28));
        let path = self.text(30, name);
        let content = self.u32(18);
        self.fields(&LOCAL_HEADER, &path);
        self.field("local.name", name, &path);
        self.field("local.extra", extra, &path);
        self.field("content", content, &path);
    }

    fn central_entry(&mut self) {
        let (name, extra, comment) = (self.u16(28), self.u16(30), self.u16(32));
        let path = self.text(46, name);
        self.fields(&CENTRAL_HEADER, &path);
        self.field("central.name", name, &path);
        self.field("central.extra", extra, &path);
        self.field("central.comment", comment, &path);
    }

    fn fields(&mut self, fields: &[(&'static str, usize)], path: &str) {
        for (name, length) in fields {
            self.field(name, *length, path);
        }
    }

    fn field(&mut self, name: &'static str, length: usize, path: &str) {
        if length > 0 {
            let range = self.at..self.at + length;
            self.regions.push(Region { name, path: path.into(), range });
            self.at += length;
        }
    }

    fn u16(&self, offset: usize) -> usize {
        let at = self.at + offset;
        usize::from(u16::from_le_bytes([self.archive[at], self.archive[at + 1]]))
    }

    fn u32(&self, offset: usize) -> usize {
        self.u16(offset) | self.u16(offset + 2) << 16
    }

    fn text(&self, offset: usize, length: usize) -> String {
        String::from_utf8_lossy(&self.archive[self.at + offset..][..length]).into_owned()
    }
}

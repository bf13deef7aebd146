//! Archives of writers that do not run here, made field by field (APPNOTE 4.3.7 to 4.3.16).

use std::io::{Cursor, Read};

use vnfseal_tests::Archive;
use zip::ZipArchive;

/// Flag bit 3: CRC-32 and sizes stand behind the data.
const STREAMED: u16 = 1 << 3;
/// Flag bit 11: the name is UTF-8.
const UTF8: u16 = 1 << 11;
/// The value of a field that leaves its value to ZIP64.
const IN_ZIP64: u32 = u32::MAX;

/// The system in the field "version made by" (4.4.2). Windows has 0.
const UNIX: u16 = 3 << 8;

/// The fields that a writer uses.
#[derive(Clone, Copy)]
pub(crate) struct Writer {
    /// The system, in the high byte, and the version of the format.
    made_by: u16,
    /// The flags of files. Folders have the same flags without bit 3.
    flags: u16,
    local_extra: &'static [u8],
    central_extra: &'static [u8],
    file_attributes: u32,
    /// The attributes of folders, if it writes entries for them.
    folder_attributes: Option<u32>,
    /// Whether local headers and the end use ZIP64, even if it is not needed.
    zip64: bool,
}

/// The Explorer of Windows: "Send to, Compressed folder". It writes no folders, and does not mark names, because ASCII
/// needs no mark.
pub(crate) const EXPLORER: Writer = Writer {
    made_by: 20,
    flags: 0,
    local_extra: &[],
    central_extra: &[],
    // This is FILE_ATTRIBUTE_ARCHIVE.
    file_attributes: 0x20,
    folder_attributes: None,
    zip64: false,
};

/// .NET's `ZipFile` on Windows, which marks every name if it is asked to.
pub(crate) const DOT_NET: Writer = Writer { flags: UTF8, file_attributes: 0, ..EXPLORER };

/// The Finder of macOS (Archive Utility): times and owner in extra fields (0x5455, 0x7875), and sizes behind the data.
pub(crate) const FINDER: Writer = Writer {
    made_by: UNIX + 21,
    flags: STREAMED,
    local_extra: b"UT\x0d\x00\x07aaaabbbbccccux\x0b\x00\x01\x04\xf5\x01\x00\x00\x04\x14\x00\x00\x00",
    central_extra: b"UT\x0d\x00\x07aaaabbbbccccux\x0b\x00\x01\x04\xf5\x01\x00\x00\x04\x14\x00\x00\x00",
    file_attributes: 0o100_644 << 16 | 0x4000,
    folder_attributes: Some(0o040_755 << 16 | 0x4000),
    zip64: false,
};

/// Older Finders, with the first extra field for Unix (0x5855), which is longer in local headers.
pub(crate) const OLD_FINDER: Writer =
    Writer { local_extra: b"UX\x0c\x00aaaabbbb\xf5\x01\x14\x00", central_extra: b"UX\x08\x00aaaabbbb", ..FINDER };

/// Java's `jar`, with its mark (0xCAFE) and UTF-8 names.
pub(crate) const JAR: Writer = Writer {
    made_by: 20,
    flags: STREAMED | UTF8,
    local_extra: b"\xfe\xca\x00\x00",
    central_extra: b"\xfe\xca\x00\x00",
    file_attributes: 0,
    folder_attributes: Some(0),
    zip64: false,
};

/// Go's archive/zip: sizes are behind the data, whatever the output is.
pub(crate) const GO: Writer = Writer {
    made_by: UNIX + 20,
    flags: STREAMED,
    local_extra: b"UT\x05\x00\x01aaaa",
    central_extra: b"UT\x05\x00\x01aaaa",
    file_attributes: 0o100_644 << 16,
    folder_attributes: Some(0o040_755 << 16 | 0x10),
    zip64: false,
};

/// Android's zipalign pads extra fields with zeros that are not a field.
pub(crate) const ZIPALIGN: Writer = Writer { local_extra: &[0; 3], ..EXPLORER };

/// Writers of 3MF files. Their end record leaves everything to the ZIP64 end record, even disk numbers (4.4.1.4).
pub(crate) const THREE_MF: Writer = Writer { made_by: UNIX + 45, zip64: true, ..EXPLORER };

/// One entry with its data as they are in the archive.
struct Entry {
    name: String,
    method: u16,
    crc32: u32,
    size: u32,
    data: Vec<u8>,
}

impl Writer {
    pub(crate) fn pack(self, archive: &Archive) -> Vec<u8> {
        let (mut bytes, mut directory) = (Vec::new(), Vec::new());
        let entries = self.entries(archive);
        for entry in &entries {
            let offset = u32_of(bytes.len());
            bytes.extend(self.local(entry));
            directory.extend(self.central(entry, offset));
        }
        let offset = bytes.len();
        bytes.extend(&directory);
        bytes.extend(self.end(entries.len(), directory.len(), offset));
        bytes
    }

    /// Returns the files, and each folder before the first entry in it.
    fn entries(self, archive: &Archive) -> Vec<Entry> {
        let mut entries: Vec<Entry> = Vec::new();
        for file in deflated(archive) {
            let folders = file.name.match_indices('/').map(|(slash, _)| file.name[..=slash].to_owned());
            for name in folders.filter(|_| self.folder_attributes.is_some()).collect::<Vec<_>>() {
                if entries.iter().all(|entry| entry.name != name) {
                    entries.push(Entry { name, method: 0, crc32: 0, size: 0, data: Vec::new() });
                }
            }
            entries.push(file);
        }
        entries
    }

    fn flags(self, entry: &Entry) -> u16 {
        if entry.name.ends_with('/') { self.flags & !STREAMED } else { self.flags }
    }

    fn local(self, entry: &Entry) -> Vec<u8> {
        let flags = self.flags(entry);
        let compressed_size = u32_of(entry.data.len());
        let mut extra = self.local_extra.to_vec();
        let (crc32, sizes) = match (flags & STREAMED, self.zip64) {
            (0, false) => (entry.crc32, [compressed_size, entry.size]),
            (0, true) => {
                // These are both sizes (4.5.3).
                extra.extend([1, 0, 16, 0]);
                extra.extend([entry.size, 0, compressed_size, 0].map(u32::to_le_bytes).concat());
                (entry.crc32, [IN_ZIP64; 2])
            }
            _ => (0, [0; 2]),
        };
        let mut bytes = b"PK\x03\x04".to_vec();
        bytes.extend(common(self.version_needed(), flags, entry.method, crc32, sizes, &entry.name, extra.len()));
        bytes.extend(entry.name.as_bytes());
        bytes.extend(extra);
        bytes.extend(&entry.data);
        if flags & STREAMED != 0 {
            bytes.extend(b"PK\x07\x08");
            bytes.extend([entry.crc32, compressed_size, entry.size].map(u32::to_le_bytes).concat());
        }
        bytes
    }

    fn central(self, entry: &Entry, offset: u32) -> Vec<u8> {
        let is_folder = entry.name.ends_with('/');
        let attributes = if is_folder { self.folder_attributes.unwrap_or(0) } else { self.file_attributes };
        let sizes = [u32_of(entry.data.len()), entry.size];
        let (flags, extra) = (self.flags(entry), self.central_extra);
        let mut bytes = b"PK\x01\x02".to_vec();
        bytes.extend(self.made_by.to_le_bytes());
        bytes.extend(common(self.version_needed(), flags, entry.method, entry.crc32, sizes, &entry.name, extra.len()));
        // There is no comment, the first disk, and no internal attributes.
        bytes.extend([0; 6]);
        bytes.extend([attributes, offset].map(u32::to_le_bytes).concat());
        bytes.extend(entry.name.as_bytes());
        bytes.extend(extra);
        bytes
    }

    fn end(self, entries: usize, length: usize, offset: usize) -> Vec<u8> {
        let u64_of = |number: usize| u64::try_from(number).expect("64 bits are enough").to_le_bytes();
        let mut bytes = Vec::new();
        if self.zip64 {
            bytes.extend(b"PK\x06\x06");
            bytes.extend(u64_of(44));
            bytes.extend([self.made_by, 45, 0, 0, 0, 0].map(u16::to_le_bytes).concat());
            bytes.extend([entries, entries, length, offset].map(u64_of).concat());
            bytes.extend(b"PK\x06\x07\0\0\0\0");
            bytes.extend(u64_of(offset + length));
            bytes.extend(1_u32.to_le_bytes());
        }
        bytes.extend(b"PK\x05\x06");
        if self.zip64 {
            bytes.extend([0xFF; 16]);
        } else {
            let entries = u16::try_from(entries).expect("few entries");
            bytes.extend([0, 0, entries, entries].map(u16::to_le_bytes).concat());
            bytes.extend([length, offset].map(|number| u32_of(number).to_le_bytes()).concat());
        }
        bytes.extend([0; 2]);
        bytes
    }

    fn version_needed(self) -> u16 {
        if self.zip64 { 45 } else { 20 }
    }
}

/// Returns the common part of local headers and the directory, from the version needed to the length of the extra
/// field.
fn common(needed: u16, flags: u16, method: u16, crc32: u32, sizes: [u32; 2], name: &str, extra: usize) -> Vec<u8> {
    // This is noon of 2 November 2026 in DOS format.
    let (time, date) = (12 << 11, 46 << 9 | 11 << 5 | 2);
    let mut bytes = [needed, flags, method, time, date].map(u16::to_le_bytes).concat();
    bytes.extend([crc32, sizes[0], sizes[1]].map(u32::to_le_bytes).concat());
    bytes.extend([name.len(), extra].map(|length| u16::try_from(length).expect("short").to_le_bytes()).concat());
    bytes
}

/// Returns the files of an existing archive, with their data deflated, or stored if the archive stores them.
fn deflated(archive: &Archive) -> Vec<Entry> {
    let mut packed = ZipArchive::new(Cursor::new(archive.to_bytes())).expect("the archive just made");
    let take = |index| {
        let mut file = packed.by_index_raw(index).expect("an entry");
        let mut data = Vec::new();
        file.read_to_end(&mut data).expect("memory gives it");
        let method = if file.compression() == zip::CompressionMethod::Stored { 0 } else { 8 };
        Entry {
            name: file.name().expect("a name from the test").into(),
            method,
            crc32: file.crc32(),
            size: u32::try_from(file.size()).expect("a small file"),
            data,
        }
    };
    (0..archive.files.len()).map(take).collect()
}

fn u32_of(number: usize) -> u32 {
    u32::try_from(number).expect("a small archive")
}

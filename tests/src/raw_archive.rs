//! ZIP archives field by field (APPNOTE 4.3): the fields of a writer, and changes of them.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::Archive;

/// Flag bit 3: CRC-32 and sizes stand in a data descriptor behind the data (4.4.4).
pub const STREAMED: u16 = 1 << 3;
/// The mark of an entry made on Unix, by version 2.0 of the format (4.4.2).
pub const MADE_ON_UNIX: u16 = 0x0314;
/// The external attributes of a plain file on Unix (4.4.15).
pub const PLAIN_FILE: u32 = 0o100_644 << 16;
/// The external attributes of a folder on Unix (4.4.15).
pub const PLAIN_FOLDER: u32 = 0o040_755 << 16 | 0x10;

/// An archive in which every field can be set.
#[derive(Clone, Debug)]
pub struct RawArchive {
    /// The entries, in the order of the file and of the directory.
    pub entries: Vec<RawEntry>,
    /// The comment of the archive.
    pub comment: Vec<u8>,
    /// The ZIP64 end record, if there is one: the version made by and the version needed.
    pub zip64_end: Option<[u16; 2]>,
}

/// One entry: the fields of its local header and of its record in the directory.
#[derive(Clone, Debug)]
pub struct RawEntry {
    /// The name, in both places.
    pub name: Vec<u8>,
    /// The version made by.
    pub made_by: u16,
    /// The version needed, in the local header and in the directory.
    pub needed: [u16; 2],
    /// The flags, in both places.
    pub flags: u16,
    /// The compression method, in both places.
    pub method: u16,
    /// Time and date, in both places.
    pub time: [u16; 2],
    /// CRC-32, compressed size and size, in the local header.
    pub local: [u32; 3],
    /// CRC-32, compressed size and size, in the directory.
    pub central: [u32; 3],
    /// The extra fields of the local header.
    pub local_extra: Vec<u8>,
    /// The extra fields of the directory.
    pub central_extra: Vec<u8>,
    /// The comment of the entry.
    pub comment: Vec<u8>,
    /// The number of the disk that holds it.
    pub disk: u16,
    /// The internal attributes.
    pub internal: u16,
    /// The external attributes.
    pub external: u32,
    /// The data as they are in the archive.
    pub data: Vec<u8>,
    /// The bytes after the data.
    pub descriptor: Vec<u8>,
    /// The offset in the record, if it is not the true one.
    pub offset: Option<u32>,
}

impl RawArchive {
    /// Returns the files of an archive, with only the fields that they need.
    ///
    /// # Panics
    /// If the archive cannot be read back.
    #[must_use]
    pub fn of(archive: &Archive) -> Self {
        let mut packed = ZipArchive::new(Cursor::new(archive.to_bytes())).expect("the archive just made");
        let entry = |index| {
            let mut file = packed.by_index_raw(index).expect("an entry");
            let mut data = Vec::new();
            file.read_to_end(&mut data).expect("memory gives it");
            let method = if file.compression() == zip::CompressionMethod::Stored { 0 } else { 8 };
            let sizes = [file.compressed_size(), file.size()].map(|size| u32::try_from(size).expect("a small file"));
            let extent = [file.crc32(), sizes[0], sizes[1]];
            RawEntry { method, data, local: extent, central: extent, ..RawEntry::empty(&file.name().expect("UTF-8")) }
        };
        Self { entries: (0..archive.files.len()).map(entry).collect(), comment: Vec::new(), zip64_end: None }
    }

    /// Adds an entry for a folder before all others.
    #[must_use]
    pub fn with_folder(mut self, name: &str) -> Self {
        let folder = RawEntry { external: PLAIN_FOLDER, ..RawEntry::empty(&format!("{name}/")) };
        self.entries.insert(0, folder);
        self
    }

    /// Returns the entry with this name.
    ///
    /// # Panics
    /// If there is none.
    pub fn entry(&mut self, name: &str) -> &mut RawEntry {
        let found = self.entries.iter_mut().find(|entry| entry.name == name.as_bytes());
        found.unwrap_or_else(|| panic!("{name} is not in the archive"))
    }

    /// Returns the ZIP archive.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let (mut bytes, mut directory) = (Vec::new(), Vec::new());
        for entry in &self.entries {
            let offset = entry.offset.unwrap_or_else(|| u32_of(bytes.len()));
            bytes.extend(entry.local_header());
            bytes.extend(entry.data.iter().chain(&entry.descriptor));
            directory.extend(entry.central_header(offset));
        }
        let (offset, count) = (bytes.len(), self.entries.len());
        bytes.extend(&directory);
        if let Some(versions) = self.zip64_end {
            bytes.extend(zip64_end(versions, count, directory.len(), offset));
        }
        bytes.extend(b"PK\x05\x06\0\0\0\0");
        bytes.extend([count, count].map(|count| u16_of(count).to_le_bytes()).concat());
        bytes.extend([directory.len(), offset].map(|number| u32_of(number).to_le_bytes()).concat());
        bytes.extend(u16_of(self.comment.len()).to_le_bytes());
        bytes.extend(&self.comment);
        bytes
    }
}

impl RawEntry {
    /// Returns an empty file with this name.
    #[must_use]
    pub fn empty(name: &str) -> Self {
        Self {
            name: name.into(),
            made_by: MADE_ON_UNIX,
            needed: [20, 20],
            flags: if name.is_ascii() { 0 } else { 1 << 11 },
            method: 0,
            // This is noon of 2 November 2026 in DOS format.
            time: [12 << 11, 46 << 9 | 11 << 5 | 2],
            local: [0; 3],
            central: [0; 3],
            local_extra: Vec::new(),
            central_extra: Vec::new(),
            comment: Vec::new(),
            disk: 0,
            internal: 0,
            external: PLAIN_FILE,
            data: Vec::new(),
            descriptor: Vec::new(),
            offset: None,
        }
    }

    /// Changes the entry to one of a writer that cannot go back: nothing in the local header, and a descriptor behind
    /// the data.
    pub fn stream(&mut self) {
        self.flags |= STREAMED;
        self.local = [0; 3];
        self.descriptor = self.descriptor_of(true, false);
    }

    /// Changes the entry in the same way as [`Self::stream`], but with the sizes of ZIP64.
    pub fn stream_with_zip64(&mut self) {
        self.flags |= STREAMED;
        self.local = [0, u32::MAX, u32::MAX];
        self.local_extra.extend(extra_field(1, &[0; 16]));
        self.descriptor = self.descriptor_of(true, true);
    }

    /// Returns a data descriptor (4.3.9) with the values of the directory, with or without its signature, and with
    /// sizes of eight or four bytes.
    #[must_use]
    pub fn descriptor_of(&self, has_signature: bool, is_wide: bool) -> Vec<u8> {
        let mut bytes = if has_signature { b"PK\x07\x08".to_vec() } else { Vec::new() };
        bytes.extend(self.central[0].to_le_bytes());
        for size in &self.central[1..] {
            bytes.extend(size.to_le_bytes());
            bytes.extend(&[0; 4][..if is_wide { 4 } else { 0 }]);
        }
        bytes
    }

    fn local_header(&self) -> Vec<u8> {
        let mut bytes = b"PK\x03\x04".to_vec();
        bytes.extend(self.common(self.needed[0], self.local, self.local_extra.len()));
        bytes.extend(self.name.iter().chain(&self.local_extra));
        bytes
    }

    fn central_header(&self, offset: u32) -> Vec<u8> {
        let mut bytes = b"PK\x01\x02".to_vec();
        bytes.extend(self.made_by.to_le_bytes());
        bytes.extend(self.common(self.needed[1], self.central, self.central_extra.len()));
        bytes.extend([u16_of(self.comment.len()), self.disk, self.internal].map(u16::to_le_bytes).concat());
        bytes.extend([self.external, offset].map(u32::to_le_bytes).concat());
        bytes.extend(self.name.iter().chain(&self.central_extra).chain(&self.comment));
        bytes
    }

    fn common(&self, needed: u16, extent: [u32; 3], extra: usize) -> Vec<u8> {
        let [time, date] = self.time;
        let mut bytes = [needed, self.flags, self.method, time, date].map(u16::to_le_bytes).concat();
        bytes.extend(extent.map(u32::to_le_bytes).concat());
        bytes.extend([u16_of(self.name.len()), u16_of(extra)].map(u16::to_le_bytes).concat());
        bytes
    }
}

/// Encodes an extra field (4.5): its id, its length and its value.
#[must_use]
pub fn extra_field(id: u16, value: &[u8]) -> Vec<u8> {
    [&id.to_le_bytes()[..], &u16_of(value.len()).to_le_bytes(), value].concat()
}

/// Encodes the ZIP64 end record and its locator (4.3.14 and 4.3.15).
fn zip64_end(versions: [u16; 2], count: usize, length: usize, offset: usize) -> Vec<u8> {
    let u64_of = |number: usize| u64::try_from(number).expect("64 bits are enough").to_le_bytes();
    let mut bytes = b"PK\x06\x06".to_vec();
    bytes.extend(u64_of(44));
    bytes.extend(versions.map(u16::to_le_bytes).concat());
    bytes.extend([0; 8]);
    bytes.extend([count, count, length, offset].map(u64_of).concat());
    bytes.extend(b"PK\x06\x07\0\0\0\0");
    bytes.extend(u64_of(offset + length));
    bytes.extend(1_u32.to_le_bytes());
    bytes
}

fn u16_of(number: usize) -> u16 {
    u16::try_from(number).expect("a short field")
}

fn u32_of(number: usize) -> u32 {
    u32::try_from(number).expect("a small archive")
}

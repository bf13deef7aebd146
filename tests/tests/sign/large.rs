//! Archives beyond 4 GiB, where offsets move to ZIP64 fields. Nothing of that size is in memory or on the disk.

use std::{
    collections::BTreeMap,
    fs::OpenOptions,
    io::{Seek, SeekFrom, Write},
};

use vnfseal::{sign::Segment, task::Range, test_door::replace_files};
use vnfseal_tests::{RawArchive, RawEntry, program, run};

/// A file with a hole: `head`, then zeros, then `tail`.
struct Sparse {
    head: Vec<u8>,
    hole: u64,
    tail: Vec<u8>,
}

impl Sparse {
    /// Makes an archive of a stored file of this size in zeros, then two small ones.
    fn archive(size: u32) -> Self {
        let mut large = RawEntry::empty("large");
        large.local = [0, size, size];
        large.central = large.local;
        let small = |name: &str, content: &[u8]| {
            let extent = [crc32(content), u32::try_from(content.len()).unwrap(), u32::try_from(content.len()).unwrap()];
            RawEntry { local: extent, central: extent, data: content.to_vec(), ..RawEntry::empty(name) }
        };
        let entries = vec![large, small("a.mf", b"old"), small("last", b"last")];
        let mut archive = RawArchive { entries, comment: Vec::new(), zip64_end: None };
        // The offsets are those behind the hole.
        let head_length = 30 + "large".len();
        let plain = archive.to_bytes();
        let behind = |offset: usize| Some(u32::try_from(offset).unwrap() + size);
        archive.entries[1].offset = behind(head_length);
        archive.entries[2].offset = behind(head_length + 30 + 4 + 3);
        let mut bytes = archive.to_bytes();
        assert_eq!(bytes.len(), plain.len());
        let end = bytes.len() - 22;
        let directory = u32::from_le_bytes(bytes[end + 16..end + 20].try_into().unwrap());
        bytes[end + 16..end + 20].copy_from_slice(&(directory + size).to_le_bytes());
        let tail = bytes.split_off(head_length);
        Self { head: bytes, hole: size.into(), tail }
    }

    fn length(&self) -> u64 {
        u64::try_from(self.head.len() + self.tail.len()).unwrap() + self.hole
    }

    fn read(&self, offset: u64, length: u64) -> Vec<u8> {
        let start = u64::try_from(self.head.len()).unwrap();
        let byte = |position: u64| match usize::try_from(position).unwrap() {
            index if position < start => self.head[index],
            _ => position.checked_sub(start + self.hole).map_or(0, |index| self.tail[usize::try_from(index).unwrap()]),
        };
        (offset..offset + length).map(byte).collect()
    }

    /// Returns the archive with another `a.mf`.
    fn replace(&self, content: &[u8]) -> Self {
        let changes = BTreeMap::from([("a.mf".to_owned(), content.to_vec())]);
        let segments = replace_files(self.length(), &mut |offset, length| self.read(offset, length), &changes).unwrap();
        let [Segment::Range(Range { offset: 0, length, .. }), rest @ ..] = &segments[..] else {
            panic!("{segments:?}")
        };
        assert_eq!(*length, u64::try_from(self.head.len()).unwrap() + self.hole);
        let tail = rest.iter().flat_map(|segment| match segment {
            Segment::Range(range) => self.read(range.offset, range.length),
            Segment::New(bytes) => bytes.clone(),
        });
        Self { head: self.head.clone(), hole: self.hole, tail: tail.collect() }
    }

    fn has_zip64(&self) -> bool {
        self.tail.windows(4).any(|window| window == b"PK\x06\x06")
    }

    /// Checks that Python finds the small files.
    fn check(&self, content: &[u8]) {
        let Some(mut python) = program("python3") else { return };
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sparse.zip");
        let mut file = OpenOptions::new().create_new(true).write(true).open(&path).unwrap();
        file.write_all(&self.head).unwrap();
        file.seek(SeekFrom::Current(i64::try_from(self.hole).unwrap())).unwrap();
        file.write_all(&self.tail).unwrap();
        let script = "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); \
                      assert z.namelist() == ['large', 'a.mf', 'last'] and z.read('last') == b'last'; \
                      sys.stdout.buffer.write(z.read('a.mf'))";
        assert_eq!(run(python.args(["-c", script]).arg(path), &[]), content);
    }
}

fn crc32(content: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in content {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ (0xEDB8_8320 & 0_u32.wrapping_sub(crc & 1));
        }
    }
    !crc
}

#[test]
fn an_offset_moves_to_zip64_and_stays_there() {
    let archive = Sparse::archive(0xFFFF_F000);
    archive.check(b"old");
    assert!(!archive.has_zip64());
    let more = vec![b'm'; 8000];
    let larger = archive.replace(&more);
    assert!(larger.has_zip64());
    larger.check(&more);
    let smaller = larger.replace(b"less");
    assert!(smaller.has_zip64());
    smaller.check(b"less");
    smaller.replace(&more).check(&more);
}

/// The directory begins beyond 4 GiB, and every entry before.
#[test]
fn only_the_directory_moves_to_zip64() {
    let archive = Sparse::archive(0xFFFF_FF00);
    for length in 60..180 {
        let content = vec![b'm'; length];
        let changed = archive.replace(&content);
        if length % 40 == 0 {
            changed.check(&content);
        }
    }
}

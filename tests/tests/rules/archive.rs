//! Archives that other readers could take for something else.

use std::sync::Arc;

use vnfseal::policy::{Limits, Policy};
use vnfseal_tests::{
    File, MANIFEST, Package, Provider, RawArchive, SCRIPT, delivery, extra_field, zip_region, zip_regions,
};

use super::Case;

pub(crate) fn cases(provider: &Provider) -> Vec<Case> {
    let signed = Package::acme().option_1(&provider.signing());
    let archive = signed.to_bytes();
    let case = |code, package: Vec<u8>| Case::new(code, provider, package);
    let damaged = |code, damage: &dyn Fn(&mut Archive)| {
        let mut archive = Archive(archive.clone());
        damage(&mut archive);
        case(code, archive.0)
    };
    let option_1 = |code, package: Package<'_>| Case::option_1(code, provider, &package);
    let few_entries = Policy { limits: Limits { entries: 3, ..Limits::default() }, ..Policy::default() };
    vec![
        case("archive.not-zip", b"not an archive at all".to_vec()),
        damaged("archive.end-record", &|archive| archive.0.extend(b"afterthought")),
        damaged("archive.end-record", &|archive| archive.set("end.entries", "", &[3, 0])),
        damaged("archive.directory", &|archive| archive.set("central.signature", SCRIPT, b"XXXX")),
        damaged("archive.local-header", &|archive| archive.set("local.method", SCRIPT, &[0, 0])),
        damaged("archive.local-header", &|archive| archive.set("local.name", SCRIPT, b"Scripts/instantiate.SH")),
        damaged("archive.gap", &|archive| archive.gap_before_directory(b"hidden")),
        case("archive.duplicate-name", signed.clone().adding(File::new("scripts/INSTANTIATE.SH", "")).to_bytes()),
        case("archive.unsafe-name", signed.clone().adding(File::new("../outside", "")).to_bytes()),
        case("archive.unsafe-name", signed.clone().adding(File::new("/etc/outside", "")).to_bytes()),
        case("archive.unsafe-name", signed.clone().adding(File::new("C:\\outside", "")).to_bytes()),
        damaged("archive.name-encoding", &|archive| archive.set_both("name", SCRIPT, b"Scripts/instantiate.\x82h")),
        Case::new("archive.name-flag", provider, name_without_flag(provider)),
        case("archive.streamed", streamed(provider)),
        damaged("archive.special-file", &|archive| {
            archive.set("central.version-made-by", MANIFEST, &[20, 3]);
            archive.set("central.external-attributes", MANIFEST, &(0o120_777_u32 << 16).to_le_bytes());
        }),
        damaged("archive.encrypted", &|archive| archive.set_both("flags", SCRIPT, &[1, 0])),
        damaged("archive.method", &|archive| archive.set_both("method", SCRIPT, &[12, 0])),
        damaged("archive.content", &|archive| archive.set_both("crc", SCRIPT, &[1, 2, 3, 4])),
        damaged("archive.comment", &|archive| {
            archive.set("end.comment-length", "", &[5, 0]);
            archive.0.extend(b"hello");
        }),
        case("archive.limit", archive.clone()).under(few_entries),
        // There are two end records, each right in itself. Readers take the first or the last.
        damaged("archive.end-record", &Archive::second_end_record),
        // This is another name for readers of local headers that know Info-ZIP's extra field (APPNOTE 4.6.9).
        damaged("archive.local-header", &Archive::other_name_in_local_header),
        // This is "é" as one character and as two.
        case(
            "archive.duplicate-name",
            signed.clone().adding(File::new("\u{e9}", "")).adding(File::new("e\u{301}", "")).to_bytes(),
        ),
        case("archive.special-file", directory_with_content(&signed)),
        case("archive.header-field", with_marks(&signed, |raw| raw.entry(SCRIPT).internal = 4)),
        case(
            "archive.extra-field",
            with_marks(&signed, |raw| raw.entry(SCRIPT).local_extra = extra_field(0x6C78, b"\x07")),
        ),
        case("archive.comment-text", with_marks(&signed, |raw| raw.comment = vec![0xFF])),
        option_1("archive.similar-names", Package::acme().file(File::new("scripts/INSTANTIATE.SH", ""))),
        option_1("archive.portability", Package::acme().file(File::new("images/nginx:1.27.tar", ""))),
    ]
}

/// Returns the archive with one of its fields changed.
fn with_marks(signed: &vnfseal_tests::Archive, change: impl FnOnce(&mut RawArchive)) -> Vec<u8> {
    let mut archive = RawArchive::of(signed);
    change(&mut archive);
    archive.to_bytes()
}

/// Returns a delivery that was written without going back, with an extra file that is stored.
fn streamed(provider: &Provider) -> Vec<u8> {
    Package::acme()
        .option_2(&provider.signing())
        .adding(File::stored("README", "PK\x07\x08 and more"))
        .to_streamed_bytes()
}

/// Returns a package, signed as a whole, with a name in UTF-8 that is not marked as such. If no signature covers the
/// mark, its absence is not a mistake, but another name.
fn name_without_flag(provider: &Provider) -> Vec<u8> {
    let path = "Licenses/français.txt";
    let package = Package::acme().file(File::new(path, "licence"));
    let mut archive = Archive(package.option_1(&provider.signing()).to_bytes());
    archive.set_both("flags", path, &[0, 0]);
    delivery(Arc::new(archive.0), &provider.signing()).to_bytes()
}

/// The bytes of an archive, to damage single fields.
struct Archive(Vec<u8>);

impl Archive {
    fn set(&mut self, field: &str, path: &str, value: &[u8]) {
        let range = zip_region(&self.0, field, path);
        self.0[range].copy_from_slice(value);
    }

    /// Sets a field in the local header and in the directory. The name is set last, because the other fields are found
    /// by it.
    fn set_both(&mut self, field: &str, path: &str, value: &[u8]) {
        for header in ["central", "local"] {
            self.set(&format!("{header}.{field}"), path, value);
        }
    }

    /// Puts bytes that belong to nothing between the last file and the directory.
    fn gap_before_directory(&mut self, bytes: &[u8]) {
        let at = self.directory_offset();
        self.insert(at, bytes);
    }

    /// Gives the last file another name in an extra field of its local header.
    fn other_name_in_local_header(&mut self) {
        let regions = zip_regions(&self.0);
        let name = regions.iter().rfind(|region| region.name == "local.name").expect("a file").range.clone();
        let extra = [b"up\x15\0\x01", &crc32(&self.0[name.clone()]).to_le_bytes()[..], b"Scripts/other.sh"].concat();
        self.insert(name.end, &extra);
        // The length of the extra field stands before the name.
        self.0[name.start - 2] = u8::try_from(extra.len()).expect("a short field");
    }

    /// Puts an end record into the comment of the last directory entry. Its own comment is the true end record.
    fn second_end_record(&mut self) {
        let last = zip_regions(&self.0).into_iter().rfind(|region| region.name == "central.name").expect("a file");
        self.set("central.comment-length", &last.path, &[22, 0]);
        let end = self.0.split_off(self.0.len() - 22);
        let start = self.0.len();
        self.0.extend([&end[..20], &[22, 0], &end].concat());
        let size = u32::try_from(start + 22 - self.directory_offset()).expect("a small directory");
        let field = self.0.len() - 10..self.0.len() - 6;
        self.0[field].copy_from_slice(&size.to_le_bytes());
    }

    fn directory_offset(&self) -> usize {
        let at = self.0.len() - 6;
        let offset = u32::from_le_bytes(self.0[at..at + 4].try_into().expect("four bytes"));
        usize::try_from(offset).expect("an offset in memory")
    }

    /// Inserts bytes between the last local header and the directory.
    fn insert(&mut self, at: usize, bytes: &[u8]) {
        let moved = u32::try_from(self.directory_offset() + bytes.len()).expect("a small archive");
        self.set("end.directory-offset", "", &moved.to_le_bytes());
        self.0.splice(at..at, bytes.iter().copied());
    }
}

/// Returns a directory that has bytes after its header, and a size of 0.
fn directory_with_content(signed: &vnfseal_tests::Archive) -> Vec<u8> {
    let mut archive = Archive(signed.clone().adding(File::stored("Hidden/", "payload")).to_bytes());
    archive.set("central.external-attributes", "Hidden/", &[0; 4]);
    archive.set_both("size", "Hidden/", &[0; 4]);
    archive.0
}

/// Returns the CRC-32 of a few bytes (ISO/IEC 8802-3).
fn crc32(bytes: &[u8]) -> u32 {
    let bit = |crc: u32, _| crc >> 1 ^ 0xEDB8_8320 & (crc & 1).wrapping_neg();
    !bytes.iter().fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), bit))
}

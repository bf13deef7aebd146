//! Marks of a ZIP archive (APPNOTE 4.4 to 4.6): flags, versions, attributes, comments and extra fields.
//!
//! Readers act on them: one turns a file into a link, one skips a file, one ignores the directory and uses another. The
//! values here are those of writers in use. They change neither content nor kind of an entry for any known reader.

use crate::{
    limits,
    zip_record::{Fields, crc32},
};

/// Flags that an entry may have (4.4.4): the effort of the compression (bits 1 and 2), a data descriptor (bit 3), a name
/// in UTF-8 (bit 11).
const FLAGS: u16 = 1 << 1 | 1 << 2 | 1 << 3 | 1 << 11;

/// The newest version that an entry may need (4.4.3). `unzip` 6.0 reads up to this version, and skips files that need a
/// newer one. The features used here, deflate and ZIP64, came with 2.0 and 4.5.
const VERSION_NEEDED_MAX: u16 = 46;

/// The newest version of the format that writers may name as theirs, 6.3 (4.4.2).
const VERSION_MADE_BY_MAX: u16 = 63;

/// The systems that writers name (4.4.2). For these, the high half of the attributes is a mode of Unix or unused. On
/// other systems, for example the Amiga, the same bits mean something else. To Info-ZIP, 11 is Windows.
const HOSTS: [u16; 6] = [HOST_DOS, HOST_UNIX, 10, 11, 14, 19];
const HOST_DOS: u16 = 0;
const HOST_UNIX: u16 = 3;

/// The permissions for user, group and others. The bits above them start a program as another user (set-user-ID,
/// set-group-ID), or give new files in a folder to another group.
const PERMISSIONS: u32 = 0o777;
const SET_ID_BITS: u32 = 0o7000;
const USER_READS: u32 = 0o400;
const USER_ENTERS: u32 = 0o100;

/// The attributes of DOS and Windows, in the low half, that a file may have: read-only, hidden, archive, normal,
/// compressed and not indexed. Also allowed are the bits that 7-Zip (0x8000) and macOS (0x4000) set together with a
/// mode.
const DOS_ATTRIBUTES: u32 = 0x01 | 0x02 | 0x20 | 0x80 | 0x800 | 0x2000 | 0x4000 | 0x8000;
const DOS_DIRECTORY: u32 = 0x10;

/// The signatures of the records of an archive (4.3.7 to 4.3.16, 4.5.1), without the leading `PK`.
const SIGNATURES: [[u8; 2]; 8] = [[1, 2], [3, 4], [5, 5], [5, 6], [6, 6], [6, 7], [6, 8], [7, 8]];

/// Returns whether an entry may have these flags.
pub(crate) fn are_flags(flags: u16) -> bool {
    flags & !FLAGS == 0
}

/// Returns whether an entry may need this version.
pub(crate) fn is_version_needed(version: u16) -> bool {
    version <= VERSION_NEEDED_MAX
}

/// Returns whether Info-ZIP reads the names of an entry in a code page of DOS, whatever flag bit 11 says. It does so
/// for system 0, and for NTFS with version 5.0.
pub(crate) fn is_of_code_page(made_by: u16) -> bool {
    let [version, host] = made_by.to_le_bytes();
    host == 0 || (host == 11 && version == 50)
}

/// Returns whether an entry may be made by this version on this system.
pub(crate) fn is_version_made_by(made_by: u16) -> bool {
    let [version, host] = made_by.to_le_bytes().map(u16::from);
    version <= VERSION_MADE_BY_MAX && HOSTS.contains(&host)
}

/// Returns whether an entry may have these internal attributes (4.4.14): the mark of a text, or none.
pub(crate) fn are_internal_attributes(attributes: u16) -> bool {
    attributes <= 1
}

/// Describes a fault of an entry's external attributes (4.4.15), if there is one. The answer completes "'x' …". The
/// set-ID bits and the kind of the entry are not judged here.
pub(crate) fn external_attributes_fault(attributes: u32, is_folder: bool) -> Option<&'static str> {
    let (mode, dos) = (attributes >> 16, attributes & 0xFFFF);
    let allowed = if is_folder { DOS_ATTRIBUTES | DOS_DIRECTORY } else { DOS_ATTRIBUTES };
    let needed = if is_folder { USER_READS | USER_ENTERS } else { USER_READS };
    if dos & !allowed != 0 {
        // `unzip` skips a volume label (0x08).
        Some("has an attribute of DOS or Windows that is not one of a plain file or folder")
    } else if mode & (PERMISSIONS | SET_ID_BITS) != 0 && mode & needed != needed {
        Some("has permissions under which its owner cannot read it")
    } else {
        None
    }
}

/// Returns whether the mode has the set-user-ID, the set-group-ID or the sticky bit.
pub(crate) fn has_set_id_bits(attributes: u32) -> bool {
    (attributes >> 16) & SET_ID_BITS != 0
}

/// Returns whether a comment is short plain text. A reader that searches for signatures finds none in it, and every
/// reader can decode it.
pub(crate) fn is_comment(comment: &[u8]) -> bool {
    comment.len() <= limits::COMMENT_BYTES.count()
        && comment.iter().all(|byte| matches!(byte, b' '..=b'~' | b'\t' | b'\r' | b'\n'))
}

/// Returns whether bytes that are not content contain the signature of a record.
pub(crate) fn has_signature(bytes: &[u8]) -> bool {
    bytes
        .windows(4)
        .any(|window| matches!(window, [b'P', b'K', rest @ ..] if SIGNATURES.iter().any(|each| each == rest)))
}

/// Returns whether the versions in a ZIP64 end record (4.3.14) are those of a writer. If the version needed is above
/// the version made by, readers fall back to another end record.
pub(crate) fn are_zip64_end_versions(made_by: u16, needed: u16) -> bool {
    is_version_made_by(made_by) && is_version_needed(needed) && needed <= made_by
}

/// The two headers that have extra fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Header {
    /// The local header, before the data.
    Local,
    /// The record in the central directory.
    Central,
}

/// The effect of an extra field on readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ExtraField {
    /// The field is on the whitelist and has its exact form.
    Harmless,
    /// The field is not on the whitelist, and no reader is known to act on it.
    Unknown,
    /// The field gives an entry another name, kind or content, or is on the whitelist but has another form.
    Harmful,
}

/// Judges an extra field of the entry `name` (4.5 and 4.6). The ZIP64 field is read elsewhere.
pub(crate) fn extra_field(id: u16, value: &[u8], name: &[u8], header: Header) -> ExtraField {
    let has_form = match id {
        // NTFS times (4.5.5): a reserved field, then one attribute with three times.
        0x000A => value.len() == 32 && value.starts_with(&[0, 0, 0, 0, 1, 0, 24, 0]),
        // PKWARE Unix (4.5.7) without the name of a link or a device: two times, user and group.
        0x000D => value.len() == 12,
        // Info-ZIP times: flags for the times that are present, then the times. The directory may have only the first
        // time.
        0x5455 => value.split_first().is_some_and(|(flags, times)| is_extended_time_stamp(*flags, times, header)),
        // First Info-ZIP Unix field: two times, and user and group in local headers only.
        0x5855 => value.len() == 8 || (value.len() == 12 && header == Header::Local),
        // Second Info-ZIP Unix field: user and group in local headers only.
        0x7855 => value.len() == if header == Header::Local { 4 } else { 0 },
        // Third Info-ZIP Unix field: a version, then user and group, each after its length. The directory may leave
        // them out.
        0x7875 => is_new_unix(value) || (value.is_empty() && header == Header::Central),
        // The name in UTF-8 (4.6.9): a version, the CRC-32 of the name, and the name, which has to be the same here.
        0x7075 => is_unicode_path(value, name),
        // Java's mark of a JAR file.
        0xCAFE => value.is_empty(),
        // Alignment of Android and of Commons Compress: the alignment, then zeros.
        0xD935 | 0xA11E => value.get(2..).is_some_and(|padding| padding.iter().all(|byte| *byte == 0)),
        // Links and kinds: ASi Unix, libarchive. Names and comments: Xceed, Info-ZIP. Encryption: WinZip, PKWARE.
        0x756E | 0x6C78 | 0x554E | 0x6375 | 0x9901 | 0x0017 => false,
        _ => return ExtraField::Unknown,
    };
    if has_form { ExtraField::Harmless } else { ExtraField::Harmful }
}

fn is_extended_time_stamp(flags: u8, times: &[u8], header: Header) -> bool {
    let length = |flags: u8| usize::try_from(flags.count_ones()).unwrap_or(0).saturating_mul(4);
    let is_whole = times.len() == length(flags);
    flags <= 7 && (is_whole || (header == Header::Central && times.len() == length(flags & 1)))
}

fn is_new_unix(value: &[u8]) -> bool {
    let after_number = |rest: &[u8]| {
        let (length, rest) = rest.split_first()?;
        (*length <= 8).then(|| rest.get(usize::from(*length)..).map(<[u8]>::to_vec))?
    };
    let rest = value.strip_prefix(&[1]).and_then(after_number).and_then(|rest| after_number(&rest));
    rest.is_some_and(|rest| rest.is_empty())
}

fn is_unicode_path(value: &[u8], name: &[u8]) -> bool {
    let fields = Fields(value);
    value.first() == Some(&1) && fields.u32(1) == Some(crc32(name)) && value.get(5..) == Some(name)
}

#[cfg(test)]
mod tests {
    use super::{
        ExtraField, Header, external_attributes_fault, extra_field, has_signature, is_comment, is_version_made_by,
    };

    fn is_harmless(id: u16, value: &[u8], header: Header) -> bool {
        extra_field(id, value, b"a", header) == ExtraField::Harmless
    }

    #[test]
    fn extra_fields_have_their_exact_form() {
        use Header::{Central, Local};
        let ntfs = [&[0, 0, 0, 0, 1, 0, 24, 0][..], &[9; 24]].concat();
        let unix = [1, 4, 1, 2, 3, 4, 4, 5, 6, 7, 8];
        let right: [(u16, &[u8]); 5] =
            [(0x000A, &ntfs), (0x5455, &[3; 9]), (0x7875, &unix), (0xCAFE, b""), (0xD935, &[4, 0, 0])];
        for (id, value) in right {
            assert!(is_harmless(id, value, Local) && is_harmless(id, value, Central), "{id:x}");
            assert!(!is_harmless(id, &[value, b"x"].concat(), Local), "{id:x}, a byte too long");
        }
        assert!(is_harmless(0x5455, &[7; 5], Central) && !is_harmless(0x5455, &[7; 5], Local));
        assert!(is_harmless(0x5855, &[0; 12], Local) && !is_harmless(0x5855, &[0; 12], Central));
        assert!(!is_harmless(0x5455, &[0xF; 17], Local) && !is_harmless(0x000A, b"", Central));
        // CRC-32 of "a".
        assert!(is_harmless(0x7075, b"\x01\x43\xbe\xb7\xe8a", Local));
        for wrong in [&b"\x01\x43\xbe\xb7\xe8b"[..], b"\x02\x43\xbe\xb7\xe8a", b"\x01\0\0\0\0a", b""] {
            assert!(!is_harmless(0x7075, wrong, Local));
        }
        assert_eq!(extra_field(0x6C78, b"", b"a", Central), ExtraField::Harmful);
        assert_eq!(extra_field(0x1234, b"", b"a", Central), ExtraField::Unknown);
    }

    #[test]
    fn attributes_are_those_of_plain_files_and_folders() {
        for (attributes, is_folder) in [
            (0, false),
            (0o100_644 << 16, false),
            (0x21, false),
            (0o100_644 << 16 | 0x8020, false),
            (0o40_755 << 16 | 0x10, true),
        ] {
            assert_eq!(external_attributes_fault(attributes, is_folder), None, "{attributes:x}");
        }
        for (attributes, is_folder) in [
            (0x08, false),
            (0x10, false),
            (0x04, false),
            (0x40, true),
            (0x400, false),
            (0o100_044 << 16, false),
            (0o40_644 << 16, true),
        ] {
            assert!(external_attributes_fault(attributes, is_folder).is_some(), "{attributes:x}");
        }
    }

    #[test]
    fn what_is_no_content_holds_no_signature() {
        assert!(is_comment(b"Acme SBC 1.0\r\n") && !is_comment(b"PK\x03\x04") && !is_comment("\u{e9}".as_bytes()));
        assert!(!is_comment(&[b'a'; 1025]));
        assert!(has_signature(b"xPK\x07\x08") && !has_signature(b"PK\x03\x05PKPK"));
        assert!(is_version_made_by(0x031E) && !is_version_made_by(0x0114) && !is_version_made_by(0x0340));
    }
}

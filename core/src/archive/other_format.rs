//! Recognizes, by its first bytes, a file that somebody took for a package although it is not a ZIP archive.

use alloc::{format, string::String};

/// The number of first bytes that are needed. A tar archive has its mark at byte 257.
pub(super) const HEAD: u64 = 1024;

/// The first bytes of known formats, what they are in a sentence, and the names of these formats in any language.
const FORMATS: &[(&[u8], &str, &str)] = &[
    (b"%PDF-", "a PDF document", "PDF"),
    (b"\x1F\x8B", "a gzip archive (.gz, .tgz or .tar.gz)", "gzip"),
    (b"BZh", "a bzip2 archive (.bz2)", "bzip2"),
    (b"\xFD7zXZ\0", "an xz archive (.xz)", "xz"),
    (b"\x28\xB5\x2F\xFD", "a Zstandard archive (.zst)", "Zstandard"),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive", "7z"),
    (b"Rar!\x1A\x07", "a RAR archive", "RAR"),
    (b"MSCF", "a cabinet file of Windows (.cab)", "CAB"),
    (b"\x7FELF", "a program for Linux (ELF)", "ELF"),
    (b"MZ", "a program for Windows (.exe)", "EXE"),
    (b"\xCF\xFA\xED\xFE", "a program for macOS", "Mach-O"),
    (b"\xCA\xFE\xBA\xBE", "a program for Java or macOS", "Java, Mach-O"),
    (b"\xED\xAB\xEE\xDB", "an RPM package", "RPM"),
    (b"!<arch>\ndebian", "a Debian package (.deb)", "deb"),
    (b"!<arch>", "an ar archive", "ar"),
    (
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        "a document of Microsoft Office before 2007 (.doc, .xls, .ppt), or an .msi",
        "DOC, XLS, PPT, MSI",
    ),
    (b"{\\rtf", "an RTF document", "RTF"),
    (b"QFI\xFB", "a disk image (QCOW2)", "QCOW2"),
    (b"KDMV", "a disk image (VMDK)", "VMDK"),
    (b"\x89PNG\r\n", "an image (PNG)", "PNG"),
    (b"\xFF\xD8\xFF", "an image (JPEG)", "JPEG"),
    (b"GIF8", "an image (GIF)", "GIF"),
    (b"SQLite format 3\0", "an SQLite database", "SQLite"),
    (
        b"version https://git-lfs.github.com/spec/",
        "a pointer of Git LFS that stands for the file ('git lfs pull' gets it)",
        "Git LFS",
    ),
    (b"-----BEGIN PGP", "a PGP message or signature", "PGP"),
    (b"-----BEGIN CERTIFICATE", "a certificate", "X.509"),
    (b"-----BEGIN CMS", "a CMS file, such as the signature of a package", "CMS"),
    (b"-----BEGIN PKCS7", "a CMS file, such as the signature of a package", "CMS"),
    (b"-----BEGIN ", "PEM text", "PEM"),
    (b"MIME-Version:", "an S/MIME message", "S/MIME"),
    (b"\xFE\xFF", "text in UTF-16", "UTF-16"),
    (b"\xFF\xFE", "text in UTF-16", "UTF-16"),
];

/// The first characters of known texts, after blanks and in any letter case.
const TEXTS: &[(&[u8], &str, &str)] = &[
    (
        b"<!doctype html",
        "an HTML page, perhaps one that a server sent in the file's stead (a login page, for example)",
        "HTML",
    ),
    (b"<html", "an HTML page, perhaps one that a server sent in the file's stead (a login page, for example)", "HTML"),
    (b"<?xml", "an XML document, perhaps an error that a server sent in the file's stead", "XML"),
    (b"#!", "a script", "#!"),
    (b"{", "JSON text, perhaps an error that a server sent in the file's stead", "JSON"),
    (b"metadata:", "a manifest without its package", "*.mf"),
    (b"tosca_definitions_version", "a TOSCA template without its package", "TOSCA"),
    (b"TOSCA-Meta-File-Version", "a TOSCA.meta without its package", "TOSCA.meta"),
];

/// Describes a file of this length that begins with `head` and has no end record.
pub(super) fn describe(head: &[u8], length: u64) -> String {
    const ASK: &str = "Ask for the .csar or .zip.";
    if length == 0 {
        return format!("This is not a VNF package: it is an empty file. {ASK}");
    }
    if head.starts_with(b"PK\x03\x04") {
        return "The file begins as a ZIP archive, but its end is missing: the download is incomplete, or the file was cut \
                off. Get it again."
            .into();
    }
    match name(head) {
        Some((name, _)) => format!("This is not a VNF package: it is {name}. {ASK}"),
        None => "The file is not a ZIP archive, or the download is incomplete: it has no end record.".into(),
    }
}

/// Returns the name of the format in any language, if it is known.
pub(super) fn short_name(head: &[u8]) -> Option<&'static str> {
    name(head).map(|(_, short)| short)
}

fn name(head: &[u8]) -> Option<(&'static str, &'static str)> {
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let begins = |start: &[u8]| text.get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start));
    let format = FORMATS.iter().find(|(start, ..)| head.starts_with(start)).map(|(_, name, short)| (*name, *short));
    let format =
        format.or_else(|| TEXTS.iter().find(|(start, ..)| begins(start)).map(|(_, name, short)| (*name, *short)));
    format.or_else(|| {
        if head.get(257..262) == Some(b"ustar") {
            return Some(("a tar archive", "tar"));
        }
        if is_der_message(head) {
            return Some(("a CMS file, such as a signature or an encrypted package", "CMS"));
        }
        let is_text = |byte: &u8| matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~');
        if head.iter().all(|byte| *byte == 0) {
            return Some(("a file of zeros, as a download leaves that has not begun", "0x00"));
        }
        head.iter().all(is_text).then_some(("plain text", "text/plain"))
    })
}

/// Returns whether this is a `ContentInfo` (RFC 5652 section 3) of a PKCS #7 type (1.2.840.113549.1.7).
fn is_der_message(head: &[u8]) -> bool {
    const PKCS_7: &[u8] = &[0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07];
    head.first() == Some(&0x30) && head.get(..24).unwrap_or(head).windows(PKCS_7.len()).any(|window| window == PKCS_7)
}

#[cfg(test)]
mod tests {
    use super::describe;

    #[test]
    fn files_are_told_by_what_they_are() {
        let mut tar = alloc::vec![b'x'; 512];
        tar.splice(257..262, *b"ustar");
        for (head, words) in [
            (&b"%PDF-1.7\n"[..], "PDF"),
            (b"\x1F\x8B\x08\0", "gzip"),
            (b"7z\xBC\xAF\x27\x1C\0\x04", "7z"),
            (b"Rar!\x1A\x07\x01\0", "RAR"),
            (b"\x7FELF\x02\x01", "ELF"),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0", "Microsoft Office"),
            (b"\n  <!DOCTYPE html>\n<html>", "HTML"),
            (b"\xEF\xBB\xBF<HTML lang=en>", "HTML"),
            (b"{\"error\": \"not found\"}", "JSON"),
            (b"Dear operator,\n", "plain text"),
            (b"\0\0\0\0", "zeros"),
            (b"\x30\x82\x10\0\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02\xA0", "CMS"),
            (b"PK\x03\x04\x14\0", "incomplete"),
            (b"\x80\x81", "not a ZIP archive"),
            (&tar, "tar archive"),
        ] {
            assert!(describe(head, 100).contains(words), "{words}: {}", describe(head, 100));
        }
        assert!(describe(b"", 0).contains("an empty file"));
    }
}

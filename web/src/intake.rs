//! Takes files that are dropped, chosen or pasted, and finds the purpose of each.

pub(crate) mod demo;
mod dropped;
mod json_file;

use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, FileList};

use crate::{
    state::{self, Input},
    trust::{Content, Source, TrustFile},
};

pub(crate) use self::{dropped::Dropped, json_file::NoPurpose};

/// The endings of packages (SOL 004 clauses 4.1 and 5.1).
pub(crate) const PACKAGE_ACCEPT: &str = ".csar,.zip";
/// The endings in a picker for packages. An encrypted package is one too. By its name alone, such a file could be a signature.
pub(crate) const PACKAGE_PICKER: &str = ".csar,.zip,.cms";
/// The endings of reports.
pub(crate) const REPORT_ACCEPT: &str = ".json,.ndjson";
/// The endings of trust files: a bundle, PEM, DER, PKCS#7, revocation lists.
pub(crate) const TRUST_ACCEPT: &str = ".json,.pem,.crt,.cert,.cer,.der,.p7b,.p7c,.p7s,.crl";
/// The endings of files with a private key.
pub(crate) const KEY_ACCEPT: &str = ".p12,.pfx,.pem,.key,.p8,.pk8,.der";
/// The endings of certificates.
pub(crate) const CERTIFICATE_ACCEPT: &str = ".pem,.crt,.cert,.cer,.der,.p7b,.p7c";

/// The number of first bytes that show a purpose.
const HEAD: f64 = 32.0;
/// The content type AuthEnvelopedData, 1.2.840.113549.1.9.16.1.23, in DER (RFC 5083 section 2).
const AUTH_ENVELOPED_DATA: [u8; 13] = *b"\x06\x0B\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x01\x17";

/// The purpose of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// The file is verified.
    Package,
    /// The file offers certificates, which do not count before the user has decided.
    Trust,
    /// Nothing shows the purpose.
    Unknown,
}

/// Returns the files of a file picker.
pub(crate) fn listed(list: &FileList) -> Vec<File> {
    (0..list.length()).filter_map(|index| list.get(index)).collect()
}

/// Finds the purpose of each file by its name and its first bytes, if no purpose is given. The user can choose another. Also
/// returns JSON files that nothing here is for.
pub(crate) async fn recognise(
    files: Vec<File>,
    purpose: Option<Purpose>,
    source: Source,
) -> (Vec<Input>, Vec<NoPurpose>) {
    let (mut sorted, mut inputs, mut others) = (Vec::new(), Vec::new(), Vec::new());
    for file in files {
        let head = bytes(&file, HEAD).await.unwrap_or_default();
        // A report is told from a trust file whatever it was chosen for. A package is never read here.
        if purpose != Some(Purpose::Package) && json_file::may_be(&file.name(), &head) {
            match json_file::look(&file).await {
                json_file::Content::Reports(reports, left_out) => {
                    inputs.extend(reports.into_iter().map(Input::Report));
                    others.extend((left_out > 0).then(|| NoPurpose::left_out(file.name(), left_out)));
                    continue;
                }
                json_file::Content::Nothing(other) => {
                    others.push(other);
                    continue;
                }
                json_file::Content::Unclear => {}
            }
        }
        let purpose = purpose.or_else(|| by_name(&file.name())).unwrap_or_else(|| by_first_bytes(&head));
        sorted.push((file, purpose));
    }
    let has_package = sorted.iter().any(|(_, purpose)| *purpose != Purpose::Trust);
    let source = if has_package && source == Source::Dropped { Source::WithPackage } else { source };
    inputs.extend(sorted.into_iter().map(|(file, purpose)| take(file, purpose, source)));
    (inputs, others)
}

/// Takes a file for a purpose.
pub(crate) fn take(file: File, purpose: Purpose, source: Source) -> Input {
    match purpose {
        Purpose::Package => Input::Package(file),
        Purpose::Trust => Input::Trust(offer(file, source, Vec::new())),
        Purpose::Unknown => Input::Unknown(file),
    }
}

/// Returns a trust file that offers certificates. The engine has not read it yet.
pub(crate) fn offer(file: File, source: Source, helpers: Vec<String>) -> TrustFile {
    TrustFile { key: state::new_key(), name: file.name(), file, source, content: Content::Reading, helpers }
}

fn by_name(name: &str) -> Option<Purpose> {
    if has_ending(name, PACKAGE_ACCEPT) {
        return Some(Purpose::Package);
    }
    has_ending(name, TRUST_ACCEPT).then_some(Purpose::Trust)
}

/// Returns whether a name has one of these endings.
pub(crate) fn has_ending(name: &str, endings: &str) -> bool {
    let ending = name.rfind('.').and_then(|dot| name.get(dot..)).unwrap_or_default();
    endings.split(',').any(|known| known.eq_ignore_ascii_case(ending))
}

/// Recognizes a purpose by first bytes. JSON and PEM start with a brace or dashes (YAML with three), a DER certificate
/// with a SEQUENCE of two length bytes, and a ZIP with the initials of its inventor. Everything else may be an external
/// artifact. If no package wants it, it is taken for a package, and the engine reports what is wrong with it.
fn by_first_bytes(bytes: &[u8]) -> Purpose {
    match bytes {
        // An encrypted package. The engine reports that it is one.
        [0x30, rest @ ..] if rest.windows(AUTH_ENVELOPED_DATA.len()).any(|window| window == AUTH_ENVELOPED_DATA) => {
            Purpose::Package
        }
        [b'{', ..] | [b'-', b'-', b'-', b'-', ..] | [0x30, 0x82, ..] => Purpose::Trust,
        [b'P', b'K', ..] => Purpose::Package,
        _ => Purpose::Unknown,
    }
}

/// Returns the first bytes of a file, at most `most` of them.
async fn bytes(file: &Blob, most: f64) -> Option<Vec<u8>> {
    let start = file.slice_with_f64_and_f64(0.0, most).ok()?;
    let buffer = JsFuture::from(start.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_the_purpose() {
        assert_eq!(by_name("vnf.CSAR"), Some(Purpose::Package));
        assert_eq!(by_name("delivery.zip"), Some(Purpose::Package));
        assert_eq!(by_name("trust.json"), Some(Purpose::Trust));
        assert_eq!(by_name("root.old.Crt"), Some(Purpose::Trust));
        assert_eq!(by_name("csar"), None);
        assert_eq!(by_name("notes.txt"), None);
    }

    #[test]
    fn first_bytes_tell_the_purpose() {
        assert_eq!(by_first_bytes(b"PK\x03\x04"), Purpose::Package);
        assert_eq!(by_first_bytes(b"----"), Purpose::Trust);
        assert_eq!(by_first_bytes(b"{\"vn"), Purpose::Trust);
        assert_eq!(by_first_bytes(&[0x30, 0x82, 0x03, 0x01]), Purpose::Trust);
        let encrypted = b"\x30\x82\x10\0\x06\x0B\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x01\x17\xA0\x82";
        assert_eq!(by_first_bytes(encrypted), Purpose::Package);
        assert_eq!(by_first_bytes(b"---\n"), Purpose::Unknown);
        assert_eq!(by_first_bytes(&[]), Purpose::Unknown);
        assert_eq!(by_first_bytes(&[7, 1, 200, 9]), Purpose::Unknown);
    }
}

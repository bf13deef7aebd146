//! Files dropped or chosen, and what each is for.

use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, DataTransferItem, File, FileList};

use crate::{state::Purpose, untrusted};

/// The endings of packages (SOL 004 clauses 4.1 and 5.1).
pub(crate) const PACKAGE_ACCEPT: &str = ".csar,.zip";
/// The endings of trust files: a bundle, PEM, DER, PKCS#7, revocation lists.
pub(crate) const TRUST_ACCEPT: &str = ".json,.pem,.crt,.cert,.cer,.der,.p7b,.p7c,.p7s,.crl";
/// A trust file of thousands of certificates stays below this; a package taken for one does not.
const TRUST_BYTES: f64 = 16_777_216.0;

/// What the user let go of over the window.
#[derive(Debug, Default)]
pub(crate) struct Dropped {
    /// The files.
    pub(crate) files: Vec<File>,
    /// Remarks about what was not taken.
    pub(crate) notices: Vec<String>,
}

impl Dropped {
    /// Takes everything out of a drop. It must happen while the event is handled: afterwards the transfer is empty.
    pub(crate) fn take(transfer: &DataTransfer) -> Self {
        let mut dropped = Self::default();
        let items = transfer.items();
        for item in (0..items.length()).filter_map(|index| items.get(index)) {
            dropped.take_item(&item);
        }
        dropped
    }

    fn take_item(&mut self, item: &DataTransferItem) {
        if item.kind() != "file" {
            return;
        }
        // A folder also comes as a file, one that cannot be read.
        match item.webkit_get_as_entry() {
            Ok(Some(entry)) if entry.is_directory() => {
                let name = untrusted::escaped(&entry.name());
                self.notices.push(format!("{name} is a folder. Drop the package file itself (.csar or .zip)."));
            }
            _ => self.files.extend(item.get_as_file().ok().flatten()),
        }
    }
}

/// The files of a file picker.
pub(crate) fn listed(list: &FileList) -> Vec<File> {
    (0..list.length()).filter_map(|index| list.get(index)).collect()
}

/// What each file is for, as far as its name and its first bytes tell. The user can say otherwise.
pub(crate) async fn recognise(files: Vec<File>) -> Vec<(File, Purpose)> {
    let mut recognised = Vec::new();
    for file in files {
        let purpose = match by_name(&file.name()) {
            Some(purpose) => purpose,
            None => by_first_bytes(&first_bytes(&file).await.unwrap_or_default()),
        };
        recognised.push((file, purpose));
    }
    recognised
}

/// Why a file cannot be a trust file, if so. The worker reads those whole.
pub(crate) fn refuse_trust(file: &File) -> Option<String> {
    let name = untrusted::escaped(&file.name());
    (file.size() > TRUST_BYTES)
        .then(|| format!("{name} is too large for a trust file. If it is the package, use it as the package."))
}

fn by_name(name: &str) -> Option<Purpose> {
    let (stem, _) = name.rsplit_once('.')?;
    let ending = name.strip_prefix(stem)?.to_ascii_lowercase();
    let accepts = |list: &str| list.split(',').any(|known| known == ending);
    if accepts(PACKAGE_ACCEPT) { Some(Purpose::Package) } else { accepts(TRUST_ACCEPT).then_some(Purpose::Trust) }
}

/// JSON and PEM start with a brace or dashes, a DER certificate with a SEQUENCE of two length bytes. Everything else
/// is taken for a package: the engine then says what is wrong with it.
fn by_first_bytes(bytes: &[u8]) -> Purpose {
    match bytes {
        [b'{', ..] | [b'-', b'-', ..] | [0x30, 0x82, ..] => Purpose::Trust,
        _ => Purpose::Package,
    }
}

async fn first_bytes(file: &File) -> Option<Vec<u8>> {
    let start = file.slice_with_i32_and_i32(0, 4).ok()?;
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
        assert_eq!(by_first_bytes(&[]), Purpose::Package);
        assert_eq!(by_first_bytes(&[7, 1, 200, 9]), Purpose::Package);
    }
}

//! Files, folders and text that the user dropped or pasted.

use js_sys::{Array, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, DataTransferItem, File, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry};

use super::by_name;
use crate::{
    trust::Source,
    words::{locale::say, untrusted},
};

/// The most files that are looked at in one folder. A delivery has some ten, an unpacked package tens of thousands.
const FOLDER_FILES: usize = 1000;
/// The mark of certificates or revocation lists in a pasted text.
const PEM_BOUNDARY: &str = "-----BEGIN ";

/// Files and folders taken from an event.
#[derive(Debug, Default)]
pub(crate) struct Dropped {
    files: Vec<File>,
    folders: Vec<FileSystemDirectoryEntry>,
    is_text: bool,
}

impl Dropped {
    /// Takes everything from a drop. This must happen while the event is handled, because the transfer is empty
    /// afterwards.
    pub(crate) fn take(transfer: &DataTransfer) -> Self {
        let mut dropped = Self::default();
        let items = transfer.items();
        for item in (0..items.length()).filter_map(|index| items.get(index)) {
            dropped.take_item(&item);
        }
        dropped
    }

    /// Takes everything from a paste: files, or a text with PEM blocks.
    pub(crate) fn paste(transfer: &DataTransfer) -> Self {
        let mut pasted = Self::take(transfer);
        let text = transfer.get_data("text/plain").unwrap_or_default();
        if pasted.is_empty() && text.contains(PEM_BOUNDARY) {
            let parts = Array::of1(&text.into());
            let name = say!("pasted-name");
            pasted.is_text = true;
            pasted.files.extend(File::new_with_str_sequence(&parts, &format!("{name}.pem")));
        }
        pasted
    }

    /// Returns whether nothing was dropped or pasted.
    pub(crate) fn is_empty(&self) -> bool {
        self.files.is_empty() && self.folders.is_empty()
    }

    /// Returns the way in which the files came.
    pub(crate) fn source(&self) -> Source {
        match (self.is_text, self.folders.is_empty()) {
            (true, _) => Source::Pasted,
            (false, true) => Source::Dropped,
            (false, false) => Source::Folder,
        }
    }

    /// Returns all files, including those in folders, and remarks about what was left out.
    pub(crate) async fn open(self) -> (Vec<File>, Vec<String>) {
        let (mut files, mut notices) = (self.files, Vec::new());
        for folder in self.folders {
            let name = untrusted::escaped(&folder.name());
            let (found, others, is_package) = walk(folder).await;
            notices.push(match found.len() {
                _ if is_package => say!("notice-unpacked", name = name),
                0 => say!("notice-folder-empty", name = name),
                taken => say!("notice-folder", name = name, taken = taken, others = others),
            });
            if !is_package {
                files.extend(found);
            }
        }
        (files, notices)
    }

    fn take_item(&mut self, item: &DataTransferItem) {
        if item.kind() != "file" {
            return;
        }
        // A folder also comes as a file that cannot be read.
        match item.webkit_get_as_entry() {
            Ok(Some(entry)) if entry.is_directory() => self.folders.push(entry.unchecked_into()),
            _ => self.files.extend(item.get_as_file().ok().flatten()),
        }
    }
}

/// Returns the files of a folder that are packages or trust files by their names, and the number of others. Also
/// returns whether the folder is an unpacked package (SOL 004 clause 4.1.2).
async fn walk(folder: FileSystemDirectoryEntry) -> (Vec<File>, usize, bool) {
    let (mut files, mut others, mut is_package) = (Vec::new(), 0_usize, false);
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        for entry in entries(&folder).await {
            if entry.is_directory() {
                is_package |= entry.name() == "TOSCA-Metadata";
                folders.push(entry.unchecked_into());
            } else if by_name(&entry.name()).is_some() && files.len() < FOLDER_FILES {
                files.extend(file(&entry.unchecked_into()).await);
            } else {
                others = others.saturating_add(1);
            }
        }
        if others > FOLDER_FILES {
            break;
        }
    }
    (files, others, is_package)
}

/// Returns the entries of a folder. The reader returns them in portions, the last of which is empty.
async fn entries(folder: &FileSystemDirectoryEntry) -> Vec<FileSystemEntry> {
    let reader = folder.create_reader();
    let mut all = Vec::new();
    loop {
        let portion = answer(|resolve, reject| reader.read_entries_with_callback_and_callback(resolve, reject));
        let portion = portion.await.map(JsCast::unchecked_into::<Array>).unwrap_or_default();
        if portion.length() == 0 {
            return all;
        }
        all.extend(portion.iter().map(JsCast::unchecked_into::<FileSystemEntry>));
    }
}

async fn file(entry: &FileSystemFileEntry) -> Option<File> {
    let file = answer(|resolve, reject| {
        entry.file_with_callback_and_callback(resolve, reject);
        Ok(())
    });
    file.await.ok().map(JsCast::unchecked_into)
}

/// Returns the answer of a function that takes two callbacks.
async fn answer(ask: impl Fn(&js_sys::Function, &js_sys::Function) -> Result<(), JsValue>) -> Result<JsValue, JsValue> {
    let promise = Promise::new(&mut |resolve, reject| {
        if let Err(error) = ask(&resolve, &reject) {
            // The caller gets the rejection.
            let _ = reject.call1(&JsValue::UNDEFINED, &error);
        }
    });
    JsFuture::from(promise).await
}

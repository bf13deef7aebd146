//! A reader of archives that is not ours.

use std::io::{Cursor, Read};

use zip::ZipArchive;

/// Returns the files of an archive in the order of its directory, or `None` if it cannot be read.
pub(super) fn files_of(archive: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut archive = ZipArchive::new(Cursor::new(archive)).ok()?;
    let mut files = Vec::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).ok()?;
        let name = String::from_utf8(file.name_raw().to_vec()).ok()?;
        if name.ends_with('/') {
            continue;
        }
        let mut content = Vec::new();
        // What core passes has the size that it states.
        (&mut file).take(1 << 24).read_to_end(&mut content).ok()?;
        files.push((name, content));
    }
    Some(files)
}

/// Returns the names of an archive as a reader finds them that never sees the directory, or `None` if that cannot read it.
pub(super) fn names_of_stream(archive: &[u8]) -> Option<Vec<String>> {
    let (mut stream, mut names) = (Cursor::new(archive), Vec::new());
    while let Some(file) = zip::read::read_zipfile_from_stream(&mut stream).ok()? {
        let name = String::from_utf8(file.name_raw().to_vec()).ok()?;
        if !name.ends_with('/') {
            names.push(name);
        }
    }
    Some(names)
}

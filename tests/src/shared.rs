//! Packages and test vectors of others. They are read where they are, and never copied into this project.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

/// Returns a file or folder of the shared data, if it is available: in `VNFSEAL_SHARED`, or in `shared` beside the
/// repository. If it is not, prints a line, so that a skipped test says so.
#[must_use]
pub fn shared(path: &str) -> Option<PathBuf> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let found = env::var_os("VNFSEAL_SHARED").map_or_else(beside, PathBuf::from).join(path);
    if found.exists() {
        return Some(found);
    }
    println!("skipped: {} is not there; VNFSEAL_SHARED names the folder it is in", found.display());
    None
}

/// Returns all files below a folder, in order.
///
/// # Panics
/// If the folder cannot be read.
/// When the folder cannot be read.
#[must_use]
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder that can be read") {
            let path = entry.expect("an entry that can be read").path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    files
}

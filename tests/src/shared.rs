//! Packages and test vectors of others. They are read where they lie and never copied into this project.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

/// A file or folder of the shared data, if that is at hand: in `VNFSEAL_SHARED`, or else in `shared` beside the
/// repository. Prints a line when it is not, so that a test that skips says so.
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

/// All files below a folder, in order.
///
/// # Panics
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

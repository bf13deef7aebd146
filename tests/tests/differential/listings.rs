//! Archives that we accept, listed by programs of others: every name stands in the list once, as a file or as a folder.
//! What is unpacked would hide a name that is there twice.

use std::{fs, path::Path, process::Stdio};

use vnfseal_tests::program;

use crate::{
    exceptions::{Surprise, assert_explained},
    packages::{Accepted, accepted, is_complete},
};

/// The names of the lists.
pub(crate) const READERS: [&str; 3] = ["list of unzip", "list of 7zz", "list of bsdtar"];

/// A program, its arguments before the archive, and the entries in what it prints.
type Lister = (&'static str, &'static [&'static str], fn(&str) -> Vec<String>);

const LISTERS: [Lister; 3] =
    [("unzip", &["-Z1"], lines), ("7zz", &["l", "-ba", "-slt"], entries_of_7_zip), ("bsdtar", &["-tf"], lines)];

#[test]
fn listers_show_the_names_that_we_have_seen() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("archive.zip");
    let (mut readers, mut surprises) = (Vec::new(), Vec::new());
    for (reader, lister) in READERS.into_iter().zip(LISTERS) {
        for archive in accepted() {
            fs::write(&path, &archive.bytes).expect("a temporary folder takes files");
            let Some(listed) = list(lister, &path) else { break };
            readers.push(reader);
            surprises.extend(surprise(reader, archive, listed));
        }
    }
    assert_explained(&readers, &surprises, is_complete());
}

fn surprise(reader: &'static str, archive: &Accepted, listed: Result<Vec<String>, String>) -> Option<Surprise> {
    let mut expected: Vec<String> = archive.files.keys().cloned().collect();
    expected.extend(archive.folders.iter().map(|folder| format!("{folder}/")));
    expected.sort();
    let (is_harmless, what) = match listed {
        Err(complaint) => (true, complaint),
        Ok(listed) if listed == expected => return None,
        Ok(listed) => (false, format!("{listed:?}, and not {expected:?}")),
    };
    Some(Surprise { reader, input: archive.name.clone(), is_harmless, what })
}

/// Returns the entries, in order of their names, or what the program complains of. `None` if it is not installed.
fn list((name, arguments, entries): Lister, archive: &Path) -> Option<Result<Vec<String>, String>> {
    let output = program(name)?.args(arguments).arg(archive).stdin(Stdio::null()).output();
    let output = output.unwrap_or_else(|error| panic!("{name} does not run: {error}"));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.status.success() {
        return Some(Err(format!("{text}{}", String::from_utf8_lossy(&output.stderr))));
    }
    let mut entries = entries(&text);
    entries.sort();
    Some(Ok(entries))
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

/// Each entry is a block of lines `Property = value`.
fn entries_of_7_zip(text: &str) -> Vec<String> {
    let mut entries: Vec<String> = Vec::new();
    for line in text.lines() {
        if let Some(path) = line.strip_prefix("Path = ") {
            entries.push(path.into());
        } else if line == "Folder = +" {
            entries.last_mut().expect("a path comes first").push('/');
        }
    }
    entries
}

//! Archives packed by programs of others.

use std::{fs, path::Path, process::Command};

use tempfile::TempDir;
use vnfseal_tests::{Archive, is_installed, optional_program, program, run};

/// The scripts that use a language's own library.
const SCRIPTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/accepts/writers");

/// An archive, if the program that makes it is installed.
pub(crate) type Packed = Option<Vec<u8>>;

/// Packs with a program that writes the files in its arguments as an archive to its standard output, a pipe.
pub(crate) fn to_pipe(name: &'static str, options: &'static [&str]) -> impl Fn(&Archive) -> Packed {
    move |archive| {
        let folder = unpacked(archive);
        let mut command = program(name)?;
        Some(run(command.args(options).args(names(&folder)).current_dir(folder.path()), &[]))
    }
}

/// Packs with a program that writes the files in its last arguments to the file that the argument before names.
pub(crate) fn to_file(name: &'static str, options: &'static [&str]) -> impl Fn(&Archive) -> Packed {
    move |archive| Some(pack_to_file(program(name)?, options, archive))
}

/// Packs with Java's `jar`.
pub(crate) fn jar(options: &'static [&str]) -> impl Fn(&Archive) -> Packed {
    move |archive| Some(pack_to_file(optional_program("jar")?, options, archive))
}

fn pack_to_file(mut command: Command, options: &[&str], archive: &Archive) -> Vec<u8> {
    let (folder, output) = (unpacked(archive), temporary_folder());
    let output = output.path().join("archive.zip");
    run(command.args(options).arg(&output).args(names(&folder)).current_dir(folder.path()), &[]);
    fs::read(output).expect("the program has written it")
}

/// Packs with Python's zipfile.
pub(crate) fn python(mode: &'static str) -> impl Fn(&Archive) -> Packed {
    move |archive| {
        let folder = unpacked(archive);
        Some(run(program("python3")?.arg(script("pack.py")).arg(mode).arg(folder.path()), &[]))
    }
}

/// Packs with Go's archive/zip, which is compiled once.
pub(crate) fn go() -> impl Fn(&Archive) -> Packed {
    let built = optional_program("go").map(|mut go| {
        let folder = temporary_folder();
        go.env("GOCACHE", folder.path().join("cache")).env("GOTOOLCHAIN", "local");
        run(go.args(["build", "-o"]).arg(folder.path().join("pack")).arg(script("pack.go")), &[]);
        folder
    });
    move |archive| {
        let folder = unpacked(archive);
        Some(run(Command::new(built.as_ref()?.path().join("pack")).arg(folder.path()), &[]))
    }
}

/// Packs with zip.js, which is among the packages of the Node tests.
pub(crate) fn zip_js(options: &'static str) -> impl Fn(&Archive) -> Packed {
    move |archive| {
        let library = concat!(env!("CARGO_MANIFEST_DIR"), "/node_modules/@zip.js/zip.js/index.js");
        if !is_installed("zip.js", Path::new(library)) {
            return None;
        }
        let folder = unpacked(archive);
        let mut command = program("node")?;
        Some(run(command.arg(script("pack.mjs")).arg(folder.path()).arg(options).env("ZIP_JS", library), &[]))
    }
}

fn script(name: &str) -> String {
    format!("{SCRIPTS}/{name}")
}

/// Writes the files of an archive to a folder.
fn unpacked(archive: &Archive) -> TempDir {
    let folder = temporary_folder();
    for file in &archive.files {
        let path = folder.path().join(&file.path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a temporary folder takes folders");
        fs::write(path, &*file.content).expect("a temporary folder takes files");
    }
    folder
}

/// Returns the names in a folder, without deeper ones.
fn names(folder: &TempDir) -> Vec<String> {
    let entries = fs::read_dir(folder.path()).expect("a folder");
    let mut names: Vec<_> = entries
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name from the test"))
        .collect();
    names.sort();
    names
}

fn temporary_folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

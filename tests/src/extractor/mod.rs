//! Programs of others that unpack archives, and what they leave in a folder.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::{program, run};

const SCRIPTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/extractor");

/// An archive, and the empty folder into which it is unpacked.
type Job = (PathBuf, PathBuf);

/// The result of a program for each archive, `Ok` if the program reports no error.
type Answers = Vec<Result<(), String>>;

/// A program, and how it unpacks archives, each into an empty folder.
pub struct Extractor {
    /// Its name for people.
    pub name: &'static str,
    unpack: fn(&[Job]) -> Option<Answers>,
}

impl Extractor {
    /// Unpacks archives into folders. Returns `None` if the program is not installed.
    #[must_use]
    pub fn unpack(&self, jobs: &[Job]) -> Option<Answers> {
        (self.unpack)(jobs)
    }
}

/// All extractors.
pub const EXTRACTORS: [Extractor; 8] = [
    Extractor {
        name: "unzip",
        unpack: |jobs| {
            each(jobs, "unzip", |command, archive, folder| {
                command.args(["-q", "-o", "-K"]).arg(archive).arg("-d").arg(folder);
            })
        },
    },
    Extractor {
        name: "7zz",
        unpack: |jobs| {
            each(jobs, "7zz", |command, archive, folder| {
                command.args(["x", "-bd", "-y"]).arg(format!("-o{}", folder.display())).arg(archive);
            })
        },
    },
    Extractor {
        name: "bsdtar",
        unpack: |jobs| {
            each(jobs, "bsdtar", |command, archive, folder| {
                command.args(["-x", "-p", "-f"]).arg(archive).arg("-C").arg(folder);
            })
        },
    },
    Extractor {
        name: "bsdtar on a pipe",
        unpack: |jobs| {
            each(jobs, "bsdtar", |command, archive, folder| {
                command.args(["-x", "-p", "-f", "-", "-C"]).arg(folder);
                command.stdin(through_pipe(archive));
            })
        },
    },
    Extractor {
        name: "busybox",
        unpack: |jobs| {
            each(jobs, "busybox", |command, archive, folder| {
                command.args(["unzip", "-q", "-o"]).arg(archive).arg("-d").arg(folder);
            })
        },
    },
    Extractor { name: "Python", unpack: |jobs| all(jobs, "python3", &["extract.py"]) },
    Extractor { name: "Java's ZipFile", unpack: |jobs| all(jobs, "java", &["Extract.java", "file"]) },
    Extractor { name: "Java's ZipInputStream", unpack: |jobs| all(jobs, "java", &["Extract.java", "stream"]) },
];

/// Runs a program for each archive.
fn each(jobs: &[Job], name: &str, arguments: fn(&mut Command, &Path, &Path)) -> Option<Answers> {
    let run = |(archive, folder): &(PathBuf, PathBuf)| {
        let mut command = program(name)?;
        command.stdin(Stdio::null());
        arguments(&mut command, archive, folder);
        let output = command.output().unwrap_or_else(|error| panic!("{name} does not run: {error}"));
        let complaint =
            || String::from_utf8_lossy(&[output.stdout.clone(), output.stderr.clone()].concat()).into_owned();
        Some(if output.status.success() { Ok(()) } else { Err(complaint()) })
    };
    jobs.iter().map(run).collect()
}

/// Returns a pipe with the bytes of a file, so that the program cannot seek.
fn through_pipe(archive: &Path) -> Stdio {
    let file = File::open(archive).expect("an archive just written");
    let mut cat = Command::new("cat").stdin(file).stdout(Stdio::piped()).spawn().expect("cat runs");
    let output = cat.stdout.take().expect("its output is piped");
    std::thread::spawn(move || cat.wait());
    output.into()
}

/// Runs a script once for all archives.
fn all(jobs: &[Job], name: &str, arguments: &[&str]) -> Option<Answers> {
    let mut command = program(name)?;
    let line = |(archive, folder): &Job| format!("{}\t{}\n", archive.display(), folder.display());
    let lines = jobs.iter().map(line).collect::<Vec<_>>().concat();
    let script = Path::new(SCRIPTS).join(arguments[0]);
    if name == "java" {
        // The fast compiler is enough, because the script is compiled each time.
        command.args(["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]);
    }
    let answers = run(command.arg(script).args(&arguments[1..]), lines.as_bytes());
    let answers = String::from_utf8(answers).expect("text");
    let answers: Vec<_> =
        answers.lines().map(|answer| if answer == "ok" { Ok(()) } else { Err(answer.to_owned()) }).collect();
    assert_eq!(answers.len(), jobs.len(), "{name} answers each line");
    Some(answers)
}

/// Returns the differences between what was unpacked into a folder and the files that should be there, by path. Only folders
/// may differ.
#[must_use]
pub fn differences(expected: &BTreeMap<String, Vec<u8>>, folder: &Path) -> Vec<String> {
    let mut missing: BTreeMap<&str, &Vec<u8>> =
        expected.iter().map(|(path, content)| (path.as_str(), content)).collect();
    let mut differences = Vec::new();
    for (path, found) in contents(folder) {
        match found {
            Found::Folder => {}
            Found::File(content) if missing.remove(path.as_str()) == Some(&content) => {}
            Found::File(_) => differences.push(format!("another '{path}'")),
            odd => differences.push(format!("'{path}' is {odd:?}")),
        }
    }
    differences.extend(missing.keys().map(|path| format!("no '{path}'")));
    differences
}

/// Returns the entries of a folder: files with their content, folders, everything else, and odd modes.
fn contents(folder: &Path) -> Vec<(String, Found)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(current) = folders.pop() {
        for entry in fs::read_dir(&current).expect("a folder that can be read") {
            let path = entry.expect("an entry that can be read").path();
            let metadata = fs::symlink_metadata(&path).expect("it is there");
            let name = path.strip_prefix(folder).expect("below the folder").display().to_string();
            let set_id = std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o7000;
            found.push((name, if set_id != 0 { Found::SetId } else { kind(&path, &metadata) }));
            if metadata.is_dir() {
                folders.push(path);
            }
        }
    }
    found
}

fn kind(path: &Path, metadata: &fs::Metadata) -> Found {
    if metadata.is_dir() {
        Found::Folder
    } else if metadata.is_file() {
        Found::File(fs::read(path).expect("a file that can be read"))
    } else {
        Found::Special
    }
}

/// An entry after it was unpacked.
#[derive(Debug, PartialEq)]
enum Found {
    File(Vec<u8>),
    Folder,
    /// A link, for example.
    Special,
    /// An entry with the set-user-ID, set-group-ID or sticky bit.
    SetId,
}

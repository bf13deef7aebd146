//! Archives that we accept, unpacked by programs of others: every name, content and kind is the same.

use std::{fs, path::PathBuf, thread};

use vnfseal_tests::{EXTRACTORS, Extractor, differences};

use crate::{
    exceptions::{Surprise, assert_explained},
    packages::{Accepted, accepted, is_complete},
};

/// The names of the programs.
pub(crate) const READERS: [&str; EXTRACTORS.len()] = {
    let mut names = [""; EXTRACTORS.len()];
    let mut index = 0;
    while index < names.len() {
        names[index] = EXTRACTORS[index].name;
        index += 1;
    }
    names
};

#[test]
fn extractors_write_the_files_that_we_have_seen() {
    let archives = accepted();
    assert!(archives.len() > 150, "only {} archives", archives.len());
    println!("{} archives", archives.len());
    let folder = tempfile::tempdir().expect("a temporary folder");
    let paths: Vec<(PathBuf, &Accepted)> = (0..)
        .zip(archives)
        .map(|(number, archive)| {
            let path = folder.path().join(format!("{number}.zip"));
            fs::write(&path, &archive.bytes).expect("a temporary folder takes files");
            (path, archive)
        })
        .collect();
    let unpack = |extractor: &Extractor| {
        let target = folder.path().join(extractor.name.replace(' ', "-"));
        let job = |(number, (path, _)): (usize, &(PathBuf, _))| {
            let folder = target.join(number.to_string());
            fs::create_dir_all(&folder).expect("a temporary folder takes folders");
            (path.clone(), folder)
        };
        let jobs: Vec<_> = paths.iter().enumerate().map(job).collect();
        let answers = extractor.unpack(&jobs)?;
        let results = jobs.iter().zip(answers).zip(archives);
        let surprises = results.filter_map(|(((_, folder), answer), archive)| {
            let mut differences = differences(&archive.files, folder);
            let (is_harmless, what) = match answer {
                Ok(()) if differences.is_empty() => return None,
                Ok(()) => (false, differences.join(", ")),
                Err(complaint) => {
                    // Whoever gives up leaves files out. One who writes others as well has not refused the archive.
                    differences.retain(|difference| !difference.starts_with("no "));
                    (differences.is_empty(), format!("{complaint} {}", differences.join(", ")))
                }
            };
            Some(Surprise { reader: extractor.name, input: archive.name.clone(), is_harmless, what })
        });
        Some((extractor.name, surprises.collect::<Vec<_>>()))
    };
    let found: Vec<_> = thread::scope(|scope| {
        let running: Vec<_> = EXTRACTORS.iter().map(|extractor| scope.spawn(|| unpack(extractor))).collect();
        running.into_iter().filter_map(|each| each.join().expect("no panic")).collect()
    });
    let (readers, surprises): (Vec<_>, Vec<_>) = found.into_iter().unzip();
    assert_explained(&readers, &surprises.into_iter().flatten().collect::<Vec<_>>(), is_complete());
}

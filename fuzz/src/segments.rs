//! What `pack` and the writer of changed archives write: a folder of the input's own making.
//!
//! A package that is written has the files of the folder, for another reader too, and passes. An archive in which files are
//! replaced has the new contents, and all others as they were.

use std::collections::BTreeMap;

use vnfseal::{
    report::Verdict,
    sign::{Signing, check_new_package},
    test_door::replace_files,
};
use vnfseal_tests::File;

use super::{
    host::{assemble, drive, read, sign, signer},
    judging::judge,
    parties::{PROVIDER, TRUST, at, policy},
    reading::files_of,
    script::Script,
};

const MANIFEST: &str = "acme.mf";
const METADATA: &str = "metadata:\n  vnf_provider_id: Acme\n  vnf_product_name: SBC\n  vnf_package_version: 1.0\n  \
                        vnf_release_date_time: 2026-11-02T08:00:00Z\n";

/// The files of an archive, by name.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Runs the target.
pub fn run(input: &[u8]) {
    if let Some((package, _)) = pack(input) {
        let _ = judge(&package);
    }
}

/// Packs the folder that the input describes, and checks the package. Returns it with its files, or `None` if the folder is
/// refused.
#[must_use]
pub fn pack(input: &[u8]) -> Option<(Vec<u8>, Files)> {
    let script = &mut Script(input);
    let files = folder(script);
    let (policy, signer) = (policy(), signer(&PROVIDER, None));
    let listed = files.iter().map(|file| vnfseal::sign::FolderFile {
        path: file.path.clone(),
        size: u64::try_from(file.content.len()).expect("64 bits are enough"),
    });
    let mut signing = Signing::pack(listed.collect(), &TRUST, &policy, &signer, at()).ok()?;
    let sources: Vec<&[u8]> = files.iter().map(|file| file.content.as_slice()).collect();
    drive(&mut signing, &sources, |request| sign(&PROVIDER.signer, request)).ok()?;
    let package = assemble(&sources, signing.segments().ok()?);
    let found: Files = files_of(&package).expect("another reader opens it").into_iter().collect();
    for file in files.iter().filter(|file| !steers(&file.path)) {
        assert_eq!(found.get(&file.path), Some(&*file.content), "{}", file.path);
    }
    if check_new_package(&read(&package, &policy), &TRUST, &policy, &signer, at()).is_ok() {
        assert_eq!(judge(&package).verdict, Verdict::Passed, "what is written passes");
    }
    replace(script, &package, &found);
    Some((package, found))
}

/// Whether a file of the folder may be written anew.
fn steers(path: &str) -> bool {
    path == MANIFEST || path.to_ascii_lowercase().ends_with(".mf") || path == vnfseal_tests::TOSCA_META
}

fn folder(script: &mut Script<'_>) -> Vec<File> {
    let mut files = vec![File::new("acme.yaml", "tosca_definitions_version: tosca_simple_yaml_1_2\n")];
    let more = if script.flag() { script.text() } else { String::new() };
    files.push(File::new(MANIFEST, format!("{METADATA}{more}")));
    for _ in 0..script.below(6) {
        let path = script.text();
        files.push(File::new(&path, script.piece()));
    }
    files
}

/// Replaces some of the files of an archive.
fn replace(script: &mut Script<'_>, archive: &[u8], files: &Files) {
    let mut changes = BTreeMap::new();
    for path in files.keys() {
        if script.flag() {
            changes.insert(path.clone(), script.piece().to_vec());
        }
    }
    let length = u64::try_from(archive.len()).expect("64 bits are enough");
    let place = |number: u64| usize::try_from(number).expect("in memory");
    let mut read = |offset: u64, length: u64| archive[place(offset)..place(offset + length)].to_vec();
    let segments = replace_files(length, &mut read, &changes).expect("an archive just made");
    let found = files_of(&assemble(&[archive], &segments)).expect("another reader opens it");
    assert_eq!(found.len(), files.len());
    for (path, content) in found {
        assert_eq!(Some(&content), changes.get(&path).or_else(|| files.get(&path)), "{path}");
    }
}

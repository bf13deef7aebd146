//! The corpus, one test for each target. The corpus of `key_file` is not kept, because it would hold private keys: see its
//! seeds.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use crate::targets::{TARGETS, Target};

/// Returns the inputs of the corpus of a target, with their names.
pub(crate) fn corpus(target: &str) -> Vec<(String, Vec<u8>)> {
    let mut paths: Vec<PathBuf> = files(&folder().join(target));
    paths.sort();
    let name = |path: &Path| path.file_name().and_then(|name| name.to_str()).expect("a plain name").to_owned();
    paths.into_iter().map(|path| (name(&path), fs::read(&path).expect("the corpus is there"))).collect()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries.map(|entry| entry.expect("the corpus is there").path()).collect()
}

fn replay(name: &str) {
    let (_, run): (_, Target) = *TARGETS.iter().find(|(target, _)| *target == name).expect("a target");
    let inputs = corpus(name);
    assert!(!inputs.is_empty(), "{name} has no corpus");
    for (file, input) in inputs {
        // The name is printed if the target panics.
        println!("fuzz/corpus/{name}/{file}");
        run(&input);
    }
}

macro_rules! replays {
    ($($target:ident)*) => {
        $(#[test]
        fn $target() {
            replay(stringify!($target));
        })*

        #[test]
        fn every_target_is_replayed() {
            let replayed = BTreeSet::from([$(stringify!($target)),*]);
            let with_corpus = TARGETS.iter().map(|(name, _)| *name).filter(|name| *name != "key_file").collect();
            assert_eq!(replayed, with_corpus);
            let kept = files(&folder()).iter().map(|path| path.file_name().unwrap().to_str().unwrap().to_owned()).collect();
            assert_eq!(replayed.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>(), kept, "a corpus of no target");
        }
    };
}

replays!(archive certificate cms enveloped_data manifest package path policy revocation segments tosca_meta trust_file);

#[test]
fn every_target_is_a_program() {
    let manifest = fs::read_to_string(folder().join("../Cargo.toml")).expect("the manifest of the programs");
    for (name, _) in TARGETS {
        assert!(manifest.contains(&format!("name = \"{name}\"")), "{name} is not built");
        let program = fs::read_to_string(folder().join(format!("../fuzz_targets/{name}.rs"))).expect("a program");
        assert!(program.contains(&format!("vnfseal_fuzz::{name}::run(input)")), "{name} runs something else");
    }
    assert_eq!(manifest.matches("[[bin]]").count(), TARGETS.len());
}

#[test]
fn the_corpus_is_small_and_has_no_keys() {
    let all: Vec<_> =
        TARGETS.iter().filter(|(name, _)| *name != "key_file").flat_map(|(name, _)| corpus(name)).collect();
    assert!(all.iter().map(|(_, input)| input.len()).sum::<usize>() < 400_000, "minimise it");
    let is_key = |input: &[u8]| input.windows(11).any(|window| window == b"PRIVATE KEY");
    assert!(!all.iter().any(|(_, input)| is_key(input)), "a private key");
}

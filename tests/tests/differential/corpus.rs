//! The corpora of the fuzzer, as they are kept.

use std::{fs, path::Path};

use vnfseal_tests::files_below;

/// Returns the inputs of the corpus of a target, with names for people.
pub(crate) fn corpus(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus").join(target);
    let inputs: Vec<_> = files_below(&folder)
        .into_iter()
        .map(|path| {
            let name = path.file_name().and_then(|name| name.to_str()).expect("a plain name");
            (format!("{target}/{name}"), fs::read(&path).expect("the corpus is there"))
        })
        .collect();
    assert!(inputs.len() > 10, "{target} has no corpus");
    inputs
}

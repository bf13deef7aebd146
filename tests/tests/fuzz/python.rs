//! What we write, the `zipfile` of Python reads alike: names, order of the directory and contents.

use std::fs;

use serde_json::json;
use vnfseal_tests::{Digest, program, run};

use crate::{replay::corpus, targets::segments::pack};

const SCRIPT: &str = "import hashlib, json, sys, zipfile
for path, expected in json.load(sys.stdin).items():
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None, path
        names = archive.namelist()
        found = {name: hashlib.sha256(archive.read(name)).hexdigest() for name in names}
        assert len(found) == len(names) and found == expected, (path, found, expected)
";

#[test]
fn packages_of_the_corpus() {
    let Some(mut python) = program("python3") else { return };
    let (folder, mut expected) = (tempfile::tempdir().unwrap(), serde_json::Map::new());
    for (name, input) in corpus("segments") {
        let Some((package, files)) = pack(&input) else { continue };
        let path = folder.path().join(name);
        fs::write(&path, package).unwrap();
        let digests: serde_json::Map<_, _> =
            files.into_iter().map(|(path, content)| (path, json!(Digest::Sha256.hex(&content)))).collect();
        expected.insert(path.to_str().unwrap().into(), digests.into());
    }
    assert!(expected.len() > 5, "only {} packages", expected.len());
    run(python.args(["-c", SCRIPT]), serde_json::Value::from(expected).to_string().as_bytes());
}

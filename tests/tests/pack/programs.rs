//! Programs of others that read what was made.

use std::{
    fs,
    io::{Cursor, Read},
    path::Path,
};

use vnfseal_tests::{Identity, program, run};
use zip::ZipArchive;

/// Returns the files of an archive in the order of its directory.
pub(crate) fn entries(archive: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(archive)).unwrap();
    let count = archive.len();
    let entry = |index| {
        let mut file = archive.by_index(index).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        (String::from_utf8(file.name_raw().to_vec()).unwrap(), content)
    };
    (0..count).map(entry).collect()
}

/// Returns the text of the only manifest.
pub(crate) fn manifest_of(package: &[u8]) -> String {
    let manifest = entries(package).into_iter().find(|(name, _)| name.rsplit('.').next() == Some("mf")).unwrap();
    String::from_utf8(manifest.1).unwrap()
}

/// Checks with `openssl cms` that a signature in PEM is over this content, by a signer below the root.
pub(crate) fn openssl_verifies(signature: &[u8], content: &[u8], root: &Identity) {
    let Some(mut openssl) = program("openssl") else { return };
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str, content: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, content).unwrap();
        path
    };
    openssl.args(["cms", "-verify", "-binary", "-inform", "PEM", "-purpose", "any", "-out", "/dev/null"]);
    openssl.arg("-in").arg(path("signature", signature)).arg("-content").arg(path("content", content));
    openssl.arg("-CAfile").arg(path("root", root.to_pem().as_bytes()));
    run(&mut openssl, &[]);
}

/// Checks with Python and Info-ZIP that an archive can be read.
pub(crate) fn programs_read(archive: &Path) {
    if let Some(mut python) = program("python3") {
        let script = "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; \
                      assert all(i.compress_type == 0 and i.flag_bits & ~0x800 == 0 for i in z.infolist())";
        run(python.args(["-c", script]).arg(archive), &[]);
    }
    if let Some(mut unzip) = program("unzip") {
        run(unzip.arg("-tqq").arg(archive), &[]);
    }
}

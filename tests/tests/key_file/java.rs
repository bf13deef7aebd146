//! PKCS #12 files that Java writes: its own provider, as keytool uses it, and Bouncy Castle, which writes BER.

use std::path::Path;

use vnfseal_tests::{KeyAlgorithm, is_installed, program, run};

use crate::files::{Owner, PASSWORD, key_in, read};

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/key_file/Store.java");
const BOUNCY_CASTLE: &str = "/usr/share/java/bcprov.jar";

/// Writes a file with Java. Returns `None` if it is not installed.
fn store(owner: &Owner, options: &[&str], provider: &str) -> Option<Vec<u8>> {
    let mut command = program("java")?;
    // The fast compiler is enough, because the script is compiled each time.
    command.args(["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", BOUNCY_CASTLE]).args(options);
    command.arg(SCRIPT).arg(provider).env("VNFSEAL_TEST_PASSWORD", PASSWORD);
    let [own, issuer] = owner.certificates();
    let mut input = Vec::new();
    for part in [owner.pkcs8(), own, issuer] {
        input.extend(u32::try_from(part.len()).unwrap().to_be_bytes());
        input.extend(part);
    }
    Some(run(&mut command, &input))
}

fn assert_read(owner: &Owner, file: &[u8], what: &str) {
    let found = read(file, Some(PASSWORD)).unwrap_or_else(|code| panic!("{what}: {code}"));
    assert_eq!(found.pkcs8(), owner.pkcs8(), "{what}");
    assert_eq!(found.certificates(), owner.certificates(), "{what}");
    assert_eq!(key_in(file, Some("wrong")), Err("key-file.wrong-password"), "{what}");
    assert_eq!(key_in(file, None), Err("key-file.password-needed"), "{what}");
}

#[test]
fn stores_of_java_are_read() {
    let owner = Owner::new(KeyAlgorithm::Rsa(2048));
    for options in [&[][..], &["-Dkeystore.pkcs12.legacy=true"]] {
        let Some(file) = store(&owner, options, "Java") else { return };
        assert_read(&owner, &file, &format!("{options:?}"));
    }
}

#[test]
fn stores_of_bouncy_castle_are_read() {
    let owner = Owner::new(KeyAlgorithm::Rsa(2048));
    if !is_installed("libbcprov-java", Path::new(BOUNCY_CASTLE)) {
        return;
    }
    for name in ["PKCS12", "PKCS12-3DES-3DES"] {
        let Some(file) = store(&owner, &[], name) else { return };
        assert!(file.starts_with(&[0x30, 0x80]), "{name} is BER");
        assert_read(&owner, &file, name);
    }
}

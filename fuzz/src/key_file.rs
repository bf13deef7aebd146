//! Files of private keys: any bytes, with a password and without one.
//!
//! What is read is written in one form: that form is read as the same key, of the same kind, without a password. A password is
//! never needed for what was read without one. The bounds of work hold.

use vnfseal::{
    key_file::{self, KeyFile},
    limits::{LIMITS, Limit},
    test_door::with_limit,
};

use super::parties::PROVIDER;

/// The password of the files in the corpus.
pub const PASSWORD: &str = "correct horse";

/// Runs the target.
pub fn run(input: &[u8]) {
    with_limit(limit("KEY_FILE_ITERATIONS"), 50, || {
        with_limit(limit("KEY_FILE_SCRYPT_BYTES"), 20_000, || {
            for password in [None, Some(PASSWORD), Some("")] {
                if let Ok(found) = key_file::read(input, password) {
                    check(&found);
                }
            }
        });
    });
}

fn check(found: &KeyFile) {
    let again = key_file::read(found.pkcs8(), None).unwrap_or_else(|refusal| panic!("what is written: {refusal}"));
    assert_eq!((again.pkcs8(), again.kind()), (found.pkcs8(), found.kind()));
    assert!(again.certificates().is_empty());
    let _ = found.fit(&PROVIDER.signer.to_der()).expect("a certificate");
    for certificate in found.certificates() {
        let _ = found.fit(certificate);
    }
}

fn limit(name: &str) -> &'static Limit {
    LIMITS.iter().find(|limit| limit.name == name).expect("a limit")
}

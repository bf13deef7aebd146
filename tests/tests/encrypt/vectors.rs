//! Messages of OpenSSL, good and forged, in the folder `vectors/cms-encrypted` of the shared data.

use std::{fs, path::Path};

use vnfseal::encrypt::{Reader, unwrapping};
use vnfseal_tests::shared;

use crate::host::{Failure, Holder};

const NAMES: [&str; 4] = ["encRsa", "encP256", "encP384", "encP521"];

/// What becomes of a message.
enum Expected {
    /// The certificates with these names decrypt it. Whether there is a note.
    Decrypted(&'static [&'static str], bool),
    /// It is refused for this reason, whatever the certificate.
    Refused(&'static str),
    /// It is refused for this reason with the certificate that it names.
    RefusedFor(&'static str, &'static str),
    /// Its tag is wrong, with the certificate that it names.
    WrongTag(&'static str),
}
use Expected::{Decrypted, Refused, RefusedFor, WrongTag};

const ROWS: [(&str, Expected); 17] = [
    ("rsa", Decrypted(&["encRsa"], false)),
    ("p256", Decrypted(&["encP256"], false)),
    ("p384", Decrypted(&["encP384"], false)),
    ("stream-two", Decrypted(&["encRsa", "encP256"], false)),
    ("aes128", Decrypted(&["encP256"], false)),
    ("p256-sha1-kdf", Decrypted(&["encP256"], true)),
    ("rsa-oaep-sha1", Decrypted(&["encRsa"], true)),
    ("rsa-pkcs1", RefusedFor("encRsa", "recipient.rsa-pkcs1")),
    ("enveloped-cbc", Refused("message.not-authenticated")),
    ("ofb", Refused("cipher.not-accepted")),
    ("tag4", Refused("cipher.tag-length")),
    ("taglie", Refused("cipher.tag-cut")),
    ("tag12default", Refused("cipher.tag-length-missing")),
    ("bad-ciphertext", WrongTag("encRsa")),
    ("bad-tag", WrongTag("encRsa")),
    ("cut", Refused("message.cut")),
    ("trailing", Refused("message.trailing-bytes")),
];

fn holder(folder: &Path, name: &str) -> Holder {
    let read = |ending| fs::read(folder.join(format!("keys/{name}.{ending}"))).expect("a key or certificate");
    Holder { certificate: read("pem"), key: String::from_utf8(read("key")).expect("PEM") }
}

#[test]
fn every_row_is_decrypted_or_refused_as_the_readme_says() {
    let Some(folder) = shared("vectors/cms-encrypted") else { return };
    let messages = fs::read_dir(&folder)
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().path().extension().is_some_and(|ending| ending == "cms"));
    assert_eq!(messages.count(), ROWS.len(), "each message has a row");
    let plain = fs::read(folder.join("plain.bin")).unwrap();
    for (name, expected) in ROWS {
        let message = fs::read(folder.join(format!("{name}.cms"))).unwrap();
        for certificate in NAMES {
            let holder = holder(&folder, certificate);
            let result = holder.decrypt(&message);
            assert_eq!(holder.decrypt_by(&message, 500), result, "{name}, {certificate}");
            let expected = match expected {
                Decrypted(names, _) if names.contains(&certificate) => Ok(plain.clone()),
                RefusedFor(named, code) if named == certificate => Err(Failure::Refused(code)),
                WrongTag(named) if named == certificate => Err(Failure::Tag),
                Refused(code) => Err(Failure::Refused(code)),
                _ => Err(Failure::Refused("recipient.none")),
            };
            assert_eq!(result, expected, "{name}, {certificate}");
        }
    }
}

#[test]
fn only_what_uses_sha_1_has_a_note() {
    let Some(folder) = shared("vectors/cms-encrypted") else { return };
    for (name, expected) in ROWS {
        let Decrypted(certificates, has_note) = expected else { continue };
        let message = fs::read(folder.join(format!("{name}.cms"))).unwrap();
        for certificate in certificates {
            let mut reader = Reader::new();
            reader.feed(&message).unwrap();
            let unwrapping = unwrapping(reader.head().unwrap(), &holder(&folder, certificate).certificate).unwrap();
            assert_eq!(unwrapping.note().is_some(), has_note, "{name}");
        }
    }
}

#[test]
fn another_key_does_not_decrypt() {
    let Some(folder) = shared("vectors/cms-encrypted") else { return };
    let message = fs::read(folder.join("p256.cms")).unwrap();
    let certificate = holder(&folder, "encP256").certificate;
    for other in ["encRsa", "encP384"] {
        let key = holder(&folder, other).key;
        assert_eq!(Holder { certificate: certificate.clone(), key }.decrypt(&message), Err(Failure::Key));
    }
}

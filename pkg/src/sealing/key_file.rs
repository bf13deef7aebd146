//! Files with private keys.

use serde::Serialize;
use vnfseal::key_file::{self, Fit};
use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

use super::refuse;

/// A private key and the certificates that came with it. Its memory is wiped when it is freed.
#[wasm_bindgen]
pub struct KeyFile(key_file::KeyFile);

/// Reads a file with one private key: PKCS #8, PKCS #12, or an older form of OpenSSL. The copies that the engine has of
/// file and password are wiped.
///
/// # Errors
/// An error whose message is JSON: `{"code", "sentence", "fix", "findings"}`. The code is `key-file.password-needed` if the
/// file is encrypted and no password was given, and `key-file.wrong-password` if the password is wrong.
#[wasm_bindgen(js_name = readKeyFile)]
pub fn read_key_file(file: Vec<u8>, password: Option<String>) -> Result<KeyFile, JsError> {
    let (file, password) = (Zeroizing::new(file), password.map(Zeroizing::new));
    let password = password.as_ref().map(|password| password.as_str());
    key_file::read(&file, password).map(KeyFile).map_err(refuse)
}

#[wasm_bindgen]
impl KeyFile {
    /// Returns the private key as PKCS #8 in DER, as Web Crypto imports it. The caller overwrites it after use.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn pkcs8(&self) -> Vec<u8> {
        self.0.pkcs8().to_vec()
    }

    /// Returns the kind of the key in JSON: `{"name": "EC", "curve": "P-256"}`. The name is `RSA`, `RSA-PSS`, `EC` or
    /// `Ed25519`; only EC keys have a curve.
    ///
    /// # Errors
    /// None that can happen: a kind is always JSON.
    #[wasm_bindgen(getter)]
    pub fn kind(&self) -> Result<String, JsError> {
        let kind = self.0.kind();
        Ok(serde_json::to_string(&Kind { name: kind.name(), curve: kind.curve() })?)
    }

    /// Returns the number of certificates.
    #[wasm_bindgen(getter, js_name = certificateCount)]
    #[must_use]
    pub fn certificate_count(&self) -> usize {
        self.0.certificates().len()
    }

    /// Returns a certificate in DER, by its number from 0 on. The key's own is the first, if it is there.
    #[must_use]
    pub fn certificate(&self, number: usize) -> Option<Vec<u8>> {
        self.0.certificates().get(number).cloned()
    }

    /// Compares the key with the first certificate of a file in PEM or DER. Returns `"same"`, `"other"`, or `"unknown"` if
    /// the public key is not in the file of the key.
    ///
    /// # Errors
    /// An error as that of [`read_key_file`], if the certificate cannot be read.
    pub fn fit(&self, certificate: &[u8]) -> Result<String, JsError> {
        let fit = self.0.fit(certificate).map_err(refuse)?;
        Ok(match fit {
            Fit::Same => "same",
            Fit::Other => "other",
            Fit::Unknown => "unknown",
        }
        .into())
    }
}

/// The kind of a key.
#[derive(Serialize)]
struct Kind {
    name: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    curve: Option<&'static str>,
}

//! Encryption for recipients, and decryption: what is encrypted for whom, and where the parts of a message are. The keys
//! stay in JavaScript. Octets inside JSON are in lower-case hex.

use serde::Deserialize;
use serde_json::{Value, json};
use vnfseal::{
    digest::to_hex,
    encrypt::{self, NewContent, ReplacingStep, Segment, Unwrapping, Wrapped, Wrapping},
    json,
    task::{DigestOutcome, Range},
    time::Time,
};
use wasm_bindgen::prelude::*;

use super::{refuse, signing::segment};
use crate::{Verification, offset, to_js};

/// The recipients of one message.
#[wasm_bindgen]
pub struct Recipients {
    recipients: encrypt::Recipients,
    now: Time,
}

#[wasm_bindgen]
impl Recipients {
    /// Returns a list without recipients. `now` is the host's clock (RFC 3339), by which each has to be fit for encryption.
    ///
    /// # Errors
    /// A sentence that says what is wrong with the time.
    #[wasm_bindgen(constructor)]
    pub fn new(now: &str) -> Result<Self, JsError> {
        let now = Time::from_rfc3339(now).map_err(to_js)?;
        Ok(Self { recipients: encrypt::Recipients::default(), now })
    }

    /// Adds the first certificate of a file in PEM or DER, and returns it.
    ///
    /// # Errors
    /// A refusal in JSON: `{"code", "sentence", "fix", "findings"}`. A certificate is refused that is there already.
    pub fn add(&mut self, file: &[u8]) -> Result<Recipient, JsError> {
        self.recipients.add(file, self.now).map(Recipient).map_err(refuse)
    }
}

/// A certificate for which something may be encrypted.
#[wasm_bindgen]
pub struct Recipient(encrypt::Recipient);

#[wasm_bindgen]
impl Recipient {
    /// Returns the subject of the certificate and its SHA-256, in JSON: `{"subject", "sha256"}`.
    #[must_use]
    pub fn description(&self) -> String {
        json!({ "subject": self.0.subject(), "sha256": self.0.fingerprint() }).to_string()
    }

    /// Returns what has to be done to encrypt the key of a message for this recipient, in JSON.
    #[must_use]
    pub fn wrapping(&self) -> String {
        let value = match self.0.wrapping() {
            Wrapping::RsaOaep { public_key, digest } => {
                json!({ "method": "RSA-OAEP", "publicKey": to_hex(&public_key), "digest": digest.name() })
            }
            Wrapping::KeyAgreement { public_key, curve, digest, shared_info, wrapping_octets } => json!({
                "method": "ECDH",
                "publicKey": to_hex(&public_key),
                "curve": curve.name(),
                "digest": digest.name(),
                "sharedInfo": to_hex(&shared_info),
                "wrappingOctets": wrapping_octets,
            }),
        };
        value.to_string()
    }
}

/// The octets of a message around its ciphertext.
#[wasm_bindgen]
#[derive(Default)]
pub struct MessageFrame(Vec<(encrypt::Recipient, Wrapped)>);

#[wasm_bindgen]
impl MessageFrame {
    /// Returns the frame of a message without recipients.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a recipient and the key as it is encrypted for it. A key that was agreed on also has the ephemeral point.
    pub fn add(&mut self, recipient: &Recipient, encrypted_key: Vec<u8>, ephemeral_point: Option<Vec<u8>>) {
        let wrapped = match ephemeral_point {
            Some(ephemeral_point) => Wrapped::KeyAgreement { ephemeral_point, encrypted_key },
            None => Wrapped::RsaOaep { encrypted_key },
        };
        self.0.push((recipient.0.clone(), wrapped));
    }

    /// Returns all octets before a ciphertext of this length.
    ///
    /// # Errors
    /// A refusal in JSON if the content is too large, or a sentence that says what makes no message.
    pub fn prefix(&self, nonce: &[u8], content_octets: f64) -> Result<Vec<u8>, JsError> {
        let nonce = nonce.try_into().map_err(|_| JsError::new("The nonce does not have 12 octets."))?;
        encrypt::prefix(&self.0, nonce, offset(content_octets)?).map_err(refuse)
    }

    /// Returns all octets after the ciphertext.
    ///
    /// # Errors
    /// If the tag does not have 16 octets.
    pub fn suffix(tag: &[u8]) -> Result<Vec<u8>, JsError> {
        let tag = tag.try_into().map_err(|_| JsError::new("The tag does not have 16 octets."))?;
        Ok(encrypt::suffix(tag))
    }
}

/// A reader of one message.
#[wasm_bindgen]
#[derive(Default)]
pub struct MessageReader(encrypt::Reader);

#[wasm_bindgen]
impl MessageReader {
    /// Returns a reader of a message of which nothing was read.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads the next octets of the message. Returns where in them there is ciphertext: start and end of each range.
    ///
    /// # Errors
    /// A refusal in JSON.
    pub fn feed(&mut self, octets: &[u8]) -> Result<Vec<usize>, JsError> {
        let ranges = self.0.feed(octets).map_err(refuse)?;
        Ok(ranges.into_iter().flat_map(|range| [range.start, range.end]).collect())
    }

    /// Goes over the ciphertext that comes next, up to the end of its present piece. Returns the position of what has to
    /// be fed next.
    ///
    /// # Errors
    /// A refusal in JSON.
    // A position that is too large to be exact lies behind the end of every file.
    #[allow(clippy::as_conversions, clippy::cast_precision_loss)]
    #[wasm_bindgen(js_name = skipCiphertext)]
    pub fn skip_ciphertext(&mut self) -> Result<f64, JsError> {
        self.0.skip_ciphertext().map_err(refuse)?;
        Ok(self.0.position() as f64)
    }

    /// Returns the encryption of the content, in JSON, once it was read: `{"keyOctets", "nonce"}`.
    #[must_use]
    pub fn cipher(&self) -> Option<String> {
        let cipher = self.0.head()?.cipher;
        Some(json!({ "keyOctets": cipher.key_octets, "nonce": to_hex(&cipher.nonce) }).to_string())
    }

    /// Returns what has to be done to decrypt the key that is encrypted for a certificate, in JSON.
    ///
    /// # Errors
    /// A refusal in JSON.
    pub fn unwrapping(&self, certificate: &[u8]) -> Result<String, JsError> {
        let head = self.0.head().ok_or_else(|| JsError::new("The message was not read yet."))?;
        let unwrapping = encrypt::unwrapping(head, certificate).map_err(refuse)?;
        let note = unwrapping.note();
        let value = match unwrapping {
            Unwrapping::RsaOaep { digest, encrypted_key } => json!({
                "method": "RSA-OAEP",
                "digest": digest.name(),
                "encryptedKey": to_hex(&encrypted_key),
                "note": note,
            }),
            Unwrapping::KeyAgreement { ephemeral_key, curve, digest, shared_info, wrapping_octets, encrypted_key } => {
                json!({
                    "method": "ECDH",
                    "publicKey": to_hex(&ephemeral_key),
                    "curve": curve.name(),
                    "digest": digest.name(),
                    "sharedInfo": to_hex(&shared_info),
                    "wrappingOctets": wrapping_octets,
                    "encryptedKey": to_hex(&encrypted_key),
                    "note": note,
                })
            }
        };
        Ok(value.to_string())
    }

    /// Ends the message. Returns what comes after the ciphertext, in JSON: `{"additionalData", "tag"}`.
    ///
    /// # Errors
    /// A refusal in JSON.
    pub fn finish(&mut self) -> Result<String, JsError> {
        let tail = std::mem::take(&mut self.0).finish().map_err(refuse)?;
        Ok(json!({ "additionalData": to_hex(&tail.additional_data), "tag": to_hex(&tail.tag) }).to_string())
    }
}

/// A package in which artifacts are encrypted or decrypted, driven by JavaScript like a [`Verification`].
#[wasm_bindgen]
pub struct Replacing(encrypt::Replacing);

#[wasm_bindgen]
impl Replacing {
    /// Returns the paths of all artifacts of a package that was read to its end, in JSON.
    ///
    /// # Errors
    /// A refusal in JSON.
    #[wasm_bindgen(js_name = artifactPaths)]
    pub fn artifact_paths(verification: &Verification) -> Result<String, JsError> {
        Ok(json!(encrypt::artifact_paths(&verification.0).map_err(refuse)?).to_string())
    }

    /// Begins to encrypt artifacts of a package that was read to its end. The paths are a list in JSON.
    ///
    /// # Errors
    /// A refusal in JSON.
    #[wasm_bindgen(js_name = toEncrypt)]
    pub fn to_encrypt(verification: &Verification, paths: &str) -> Result<Self, JsError> {
        let paths: Vec<String> = json::from_slice(paths.as_bytes()).map_err(to_js)?;
        encrypt::Replacing::to_encrypt(&verification.0, &paths).map(Self).map_err(refuse)
    }

    /// Begins to decrypt all artifacts of a package that were encrypted after its manifest was signed.
    ///
    /// # Errors
    /// A refusal in JSON.
    #[wasm_bindgen(js_name = toDecrypt)]
    pub fn to_decrypt(verification: &Verification) -> Result<Self, JsError> {
        encrypt::Replacing::to_decrypt(&verification.0).map(Self).map_err(refuse)
    }

    /// Returns what is needed next, in JSON: `{"read": …}`, `{"replace": […]}` with a task that reads each artifact, or
    /// `{"ready": true}`.
    pub fn step(&mut self) -> String {
        match self.0.step() {
            ReplacingStep::Read(range) => json!({ "read": range }),
            ReplacingStep::Replace(tasks) => json!({ "replace": tasks }),
            ReplacingStep::Ready => json!({ "ready": true }),
        }
        .to_string()
    }

    /// Answers `read` with all the bytes of the range.
    ///
    /// # Errors
    /// If these bytes were not asked for.
    pub fn supply(&mut self, source: usize, offset: f64, bytes: &[u8]) -> Result<(), JsError> {
        self.0.supply(source, self::offset(offset)?, bytes).map_err(to_js)
    }

    /// Answers `replace` with the outcome of each task and the new content, in JSON: a list of `{"outcome", "source",
    /// "offset", "length", "crc32"}`.
    ///
    /// # Errors
    /// A refusal in JSON.
    pub fn replace(&mut self, made: &str) -> Result<(), JsError> {
        #[derive(Deserialize)]
        struct Made {
            outcome: DigestOutcome,
            source: usize,
            offset: u64,
            length: u64,
            crc32: u32,
        }
        let made: Vec<Made> = json::from_slice(made.as_bytes()).map_err(to_js)?;
        let made: Vec<_> = made
            .into_iter()
            .map(|Made { outcome, source, offset, length, crc32 }| {
                (outcome, NewContent { range: Range { source, offset, length }, crc32 })
            })
            .collect();
        self.0.replace(&made).map_err(refuse)
    }

    /// Returns the segments of the new package, in JSON: each is `{"range": …}` or `{"new": LENGTH}`.
    ///
    /// # Errors
    /// A refusal in JSON.
    pub fn segments(&self) -> Result<String, JsError> {
        Ok(self.0.segments().map_err(refuse)?.iter().map(segment).collect::<Value>().to_string())
    }

    /// Returns the bytes of a new segment by its index, and no bytes of a range.
    ///
    /// # Errors
    /// A refusal in JSON.
    #[wasm_bindgen(js_name = newBytes)]
    pub fn new_bytes(&self, index: usize) -> Result<Vec<u8>, JsError> {
        match self.0.segments().map_err(refuse)?.get(index) {
            Some(Segment::New(bytes)) => Ok(bytes.clone()),
            _ => Ok(Vec::new()),
        }
    }
}

/// The CRC-32 of bytes that come one after the other.
#[wasm_bindgen]
#[derive(Default)]
pub struct Crc32(u32);

#[wasm_bindgen]
impl Crc32 {
    /// Returns that of no bytes.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0 = encrypt::crc32_after(self.0, bytes);
    }

    /// Returns that of all bytes so far.
    #[must_use]
    pub fn value(&self) -> u32 {
        self.0
    }
}

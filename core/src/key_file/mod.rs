//! Reads files of private keys: PKCS #8 (RFC 5958), PKCS #12 (RFC 7292), and the older forms of OpenSSL in PEM. What
//! comes out is one form, PKCS #8 in DER, for a host that signs or decrypts with it. Core computes nothing with a key.
//!
//! The MAC of a PKCS #12 file shows that the password is right and that nobody has changed the file. PKCS #8 has no MAC.
//! A changed file may therefore give another key of the same kind, and what that signs does not verify with the
//! certificate.
//!
//! Keys, passwords and what is derived from them are wiped from memory when they are not needed any more, as far as
//! libraries allow it. The caller wipes the file and the password.
//!
//! ```
//! use vnfseal::key_file;
//!
//! let refusal = key_file::read(b"no key", None).err().unwrap();
//! assert_eq!(refusal.reason.code, "key-file.not-a-key-file");
//! ```

mod bags;
mod certificates;
mod derivation;
mod encrypted;
mod encryption;
mod mac;
mod password;
mod pkcs12;
mod private_key;
mod refusal;
mod text;

use alloc::vec::Vec;

use der::Tag;

pub use self::{certificates::Fit, private_key::KeyKind, refusal::REASONS};
use self::{
    certificates::{Attached, ordered},
    private_key::PrivateKey,
    refusal::{CERTIFICATE_MALFORMED, NOT_A_KEY_FILE, TOO_LARGE},
};
pub use crate::reason::{Reason, Refusal};
use crate::{asn1, certificate_file, cms, encoding, limits, pem};

/// A private key and the certificates that came with it. The key is wiped from memory when the value is dropped.
pub struct KeyFile {
    key: PrivateKey,
    certificates: Vec<Vec<u8>>,
}

/// What one file holds.
struct Contents {
    key: PrivateKey,
    /// The localKeyId of the key.
    key_id: Option<Vec<u8>>,
    certificates: Vec<Attached>,
}

impl KeyFile {
    /// Returns the private key as PKCS #8 in DER: version 0, without attributes, as Web Crypto imports it.
    #[must_use]
    pub fn pkcs8(&self) -> &[u8] {
        &self.key.pkcs8
    }

    /// Returns the kind of the key.
    #[must_use]
    pub const fn kind(&self) -> KeyKind {
        self.key.kind
    }

    /// Returns the certificates in DER, each once. The key's own is the first, if it is there: see [`Self::fit`].
    #[must_use]
    pub fn certificates(&self) -> &[Vec<u8>] {
        &self.certificates
    }

    /// Compares the key with the first certificate of a file in PEM or DER. Nothing is computed with the private key, so
    /// the answer is [`Fit::Unknown`] if the public key is not in the file of the key.
    ///
    /// # Errors
    /// If the certificate cannot be read.
    pub fn fit(&self, certificate: &[u8]) -> Result<Fit, Refusal> {
        match certificate_file::subject(certificate) {
            Ok((certificate, _)) => Ok(Fit::of(&self.key, &certificate)),
            Err(sentence) => Err(CERTIFICATE_MALFORMED.because(sentence)),
        }
    }
}

/// Reads a file with one private key, and decrypts it with the password if it is encrypted. Without a password, a PKCS
/// #12 file is also tried with the empty one, in both forms that programs write.
///
/// # Errors
/// The reason why the file is not read. Its code tells a password that is needed from one that is wrong.
pub fn read(file: &[u8], password: Option<&str>) -> Result<KeyFile, Refusal> {
    if file.len() > limits::KEY_FILE_BYTES.count() {
        return Err(TOO_LARGE.because("The file is too large for a key."));
    }
    if encoding::wide(file).is_some() {
        return Err(NOT_A_KEY_FILE.because("The file is text in UTF-16 or UTF-32, and PEM is ASCII."));
    }
    let contents = if pem::is_pem(file) { text::read(file, password) } else { read_binary(file, password) }?;
    let certificates = ordered(&contents.key, contents.key_id.as_deref(), contents.certificates);
    Ok(KeyFile { key: contents.key, certificates })
}

/// Reads DER, or BER in the case of PKCS #12. The first elements show what it is.
fn read_binary(file: &[u8], password: Option<&str>) -> Result<Contents, Refusal> {
    if file.starts_with(b"\xFE\xED\xFE\xED") || file.starts_with(b"\xCE\xCE\xCE\xCE") {
        return Err(NOT_A_KEY_FILE.because(
            "The file is a Java key store. Write it as PKCS #12: keytool -importkeystore -srckeystore FILE \
             -destkeystore key.p12 -deststoretype PKCS12",
        ));
    }
    let alone = |key| Contents { key, key_id: None, certificates: Vec::new() };
    match first_tags(file).as_slice() {
        [0x30, 0x04, ..] => encrypted::read(file, password).map(alone),
        [0x02, 0x30, 0x04, ..] => PrivateKey::from_pkcs8(file).map(alone),
        [0x02, 0x30, ..] => pkcs12::read(file, password),
        [0x02, 0x02, 0x02, ..] => PrivateKey::from_rsa(file).map(alone),
        [0x02, 0x04, ..] => PrivateKey::from_ec(file, None).map(alone),
        _ => Err(NOT_A_KEY_FILE.refusal()),
    }
}

/// Returns the identifier octets of the first elements of a SEQUENCE. Returns none if the file is not a SEQUENCE.
fn first_tags(file: &[u8]) -> Vec<u8> {
    let read = |der: &[u8]| {
        let elements = asn1::whole(der, |reader| asn1::elements(asn1::expect(reader, Tag::Sequence)?.value()));
        elements.map(|elements| elements.iter().take(3).filter_map(|element| element.first().copied()).collect())
    };
    let ber = || cms::ber_to_der(file).and_then(|der| read(&der).ok());
    read(file).ok().or_else(ber).unwrap_or_default()
}

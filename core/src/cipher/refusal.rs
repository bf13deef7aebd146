//! Why a message is not decrypted, or a certificate is not taken as that of a recipient. Only this table has the words.

use alloc::string::String;
use core::fmt;

/// One row of the table of reasons.
#[derive(Debug, PartialEq, Eq)]
pub struct Reason {
    /// The stable dotted code.
    pub code: &'static str,
    /// The fault, in general: a whole sentence.
    pub title: &'static str,
    /// The steps that mend it.
    pub fix: &'static str,
}

/// A reason with a sentence about the message or certificate that is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The row of the table.
    pub reason: &'static Reason,
    /// The fault, with the values of this message or certificate.
    pub sentence: String,
}

impl Reason {
    /// Returns a refusal whose sentence is the title.
    pub(crate) fn refusal(&'static self) -> Refusal {
        self.because(self.title)
    }

    /// Returns a refusal with its own sentence.
    pub(crate) fn because(&'static self, sentence: impl Into<String>) -> Refusal {
        Refusal { reason: self, sentence: sentence.into() }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}

/// Makes a constant of each row, and the table of all rows.
macro_rules! reasons {
    ($($name:ident $code:literal $title:literal fix $fix:literal)*) => {
        $(pub(crate) const $name: &Reason = &Reason { code: $code, title: $title, fix: $fix };)*

        /// All reasons, grouped by subject.
        pub static REASONS: &[&Reason] = &[$($name),*];
    };
}

reasons! {
    // The message.
    NOT_CMS "message.not-cms"
        "The file is not a CMS structure in DER or BER."
        fix "Choose the file that was encrypted. openssl writes it in DER with '-outform DER'."
    NOT_AUTHENTICATED "message.not-authenticated"
        "The message is CMS EnvelopedData: nothing shows whether somebody has changed it."
        fix "Ask the sender to encrypt with AES-GCM, for example 'openssl cms -encrypt -aes-256-gcm'."
    OTHER_CONTENT_TYPE "message.other-content-type"
        "The message is CMS of another content type than AuthEnvelopedData."
        fix "Choose the file that was encrypted."
    OTHER_INNER_TYPE "message.other-inner-type"
        "The message encrypts something other than plain data."
        fix "Ask the sender to encrypt the file as data (id-data)."
    DAMAGED "message.damaged"
        "The structure of the message cannot be read."
        fix "Get the file again. If it happens again, ask the sender to write it anew."
    CUT "message.cut"
        "The message ends too early."
        fix "Get the file again: a part of it is missing."
    TRAILING_BYTES "message.trailing-bytes"
        "There are bytes after the message, which nothing protects."
        fix "Get the file again. The message has to end where the file ends."
    NO_CIPHERTEXT "message.no-ciphertext"
        "The ciphertext is not in the message."
        fix "Ask the sender for a message with its content."
    FRAME_TOO_LARGE "message.limit"
        "The message has more recipients or attributes than are read."
        fix "Ask the sender to encrypt for fewer recipients. The limits are CMS_RECIPIENTS and CMS_FRAME_BYTES."
    CONTENT_TOO_LARGE "message.too-large"
        "The content has more octets than one key and nonce of AES-GCM may encrypt."
        fix "Divide the file. AES-GCM takes at most 68,719,476,704 octets."

    // The encryption of the content.
    OTHER_CIPHER "cipher.not-accepted"
        "The content is encrypted with an algorithm that is not accepted."
        fix "Ask the sender to encrypt with AES-GCM, for example 'openssl cms -encrypt -aes-256-gcm'."
    NONCE_LENGTH "cipher.nonce-length"
        "The nonce does not have 12 octets."
        fix "Ask the sender for a message with a nonce of 12 octets (RFC 5084 section 3.2)."
    TAG_LENGTH_MISSING "cipher.tag-length-missing"
        "The message does not state the length of its tag, which means a short one of 12 octets."
        fix "Ask the sender for a message that states a tag of 16 octets. Do not use this one: it may be forged."
    TAG_LENGTH "cipher.tag-length"
        "The message states another length of its tag than 16 octets."
        fix "Ask the sender for a message with a tag of 16 octets. Do not use this one: it may be forged."
    TAG_CUT "cipher.tag-cut"
        "The tag does not have the 16 octets that the message states."
        fix "Do not use the message: it may be forged. Get it again from the sender."

    // The key of the content, as it is encrypted for one recipient.
    NO_RECIPIENT "recipient.none"
        "The message is not encrypted for this certificate."
        fix "Use the certificate and key that you gave the sender, or ask the sender to encrypt for this certificate."
    KEY_MISMATCH "recipient.key-mismatch"
        "The message names this certificate, but its key is encrypted for a key of another kind."
        fix "Ask the sender to encrypt anew for this certificate."
    RSA_PKCS_1 "recipient.rsa-pkcs1"
        "The key is encrypted with RSA PKCS #1 v1.5, which lets an attacker learn the key by trying."
        fix "Ask the sender to encrypt with OAEP: openssl needs '-keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha256' after '-recip'."
    OTHER_KEY_TRANSPORT "recipient.key-transport"
        "The key is encrypted with an algorithm that is not accepted."
        fix "Ask the sender to encrypt with RSA-OAEP and SHA-256."
    OAEP_PARAMETERS "recipient.oaep-parameters"
        "The parameters of RSA-OAEP are not accepted."
        fix "Ask the sender to use one digest for OAEP and its mask, SHA-256 for example, and no label."
    OTHER_KEY_AGREEMENT "recipient.key-agreement"
        "The key is agreed on with an algorithm that is not accepted."
        fix "Ask the sender to use ephemeral ECDH (dhSinglePass-stdDH) with SHA-256: openssl needs '-keyopt ecdh_kdf_md:sha256' after '-recip'."
    OTHER_KEY_WRAP "recipient.key-wrap"
        "The key is wrapped with an algorithm that is not accepted."
        fix "Ask the sender to wrap the key with AES (RFC 3565), for example with '-aes256-wrap' of openssl."
    ORIGINATOR_KEY "recipient.originator-key"
        "The ephemeral key of the sender is not an uncompressed point of the recipient's curve."
        fix "Do not use the message: it may be made to find out your key. Ask the sender to encrypt anew."
    ENCRYPTED_KEY "recipient.encrypted-key"
        "The encrypted key has another length than its algorithm gives it."
        fix "Get the file again. If it happens again, ask the sender to encrypt anew."

    // The certificate of a recipient. The first codes are those of the verifier's findings.
    CERTIFICATE_MALFORMED "certificate.malformed"
        "The certificate cannot be read."
        fix "Give the certificate in PEM or DER."
    CERTIFICATE_EXPIRED "certificate.expired"
        "The certificate has expired."
        fix "Get the recipient's present certificate."
    CERTIFICATE_NOT_YET_VALID "certificate.not-yet-valid"
        "The certificate is not valid yet."
        fix "Check the clock, or wait until the certificate is valid."
    CERTIFICATE_UNKNOWN_EXTENSION "certificate.unknown-extension"
        "The certificate has a critical extension that is not known here."
        fix "Get a certificate without this extension."
    CERTIFICATE_KEY "certificate.key"
        "Nothing can be encrypted for the key of the certificate."
        fix "Get a certificate for an RSA key of 2048 bits or more, or for an EC key on P-256, P-384 or P-521."
    CERTIFICATE_KEY_USAGE "certificate.key-usage"
        "The key usage of the certificate does not allow encryption."
        fix "Get a certificate for encryption: with keyEncipherment for an RSA key, or keyAgreement for an EC key."
}

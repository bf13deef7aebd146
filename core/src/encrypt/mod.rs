//! Encrypts for recipients and decrypts, as far as no secret is needed: this module reads, writes and decides, and the
//! host computes.
//!
//! To encrypt, the host makes a key of 32 octets and a nonce of 12 for each message. It adds each [`Recipient`] to the
//! [`Recipients`], does what [`Recipient::wrapping`] says, and gives the results to [`prefix`]. A message is the prefix, the content
//! encrypted with AES-256-GCM, and what [`suffix`] makes of the tag.
//!
//! To decrypt, the host gives the message to a [`Reader`], does what [`unwrapping`] says, and decrypts. It releases
//! plaintext only after the tag has proved right. Encryption proves no sender: what was decrypted is verified afterwards.
//!
//! A whole file is one message. A [`Replacing`] changes artifacts in a package into messages, and back.
//!
//! ```
//! use vnfseal::encrypt::Reader;
//!
//! let refusal = Reader::new().feed(b"PK").unwrap_err();
//! assert_eq!(refusal.reason.code, "message.not-cms");
//! ```

mod artifacts;
mod decryption;
mod message;
mod recipient;
mod recipient_key;
mod recipients;
mod replacing;

pub use self::{
    artifacts::artifact_paths,
    decryption::{Unwrapping, unwrapping},
    message::{Wrapped, prefix, suffix},
    recipient::{Recipient, Wrapping},
    recipient_key::Curve,
    recipients::Recipients,
    replacing::{Replacing, ReplacingStep},
};
pub use crate::{
    archive::segment::{NewContent, Segment},
    cipher::{CONTENT_OCTETS_MAX, ContentCipher, KeyDigest, NONCE_OCTETS, REASONS, TAG_OCTETS},
    cms::auth_enveloped_data::{Head, Reader, Tail},
    reason::{Failure, Reason, Refusal},
    zip_record::crc32_after,
};

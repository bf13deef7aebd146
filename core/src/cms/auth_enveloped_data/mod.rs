//! AuthEnvelopedData: content that is encrypted for recipients, with a tag that shows every change.
//!
//! ```text
//! AuthEnvelopedData ::= SEQUENCE {
//!     version                  CMSVersion,
//!     originatorInfo       [0] IMPLICIT OriginatorInfo OPTIONAL,
//!     recipientInfos           RecipientInfos,
//!     authEncryptedContentInfo EncryptedContentInfo,
//!     authAttrs            [1] IMPLICIT AuthAttributes OPTIONAL,
//!     mac                      MessageAuthenticationCode,
//!     unauthAttrs          [2] IMPLICIT UnauthAttributes OPTIONAL }
//!
//! EncryptedContentInfo ::= SEQUENCE {
//!     contentType                ContentType,
//!     contentEncryptionAlgorithm ContentEncryptionAlgorithmIdentifier,
//!     encryptedContent       [0] IMPLICIT OCTET STRING OPTIONAL }
//! ```
//! (RFC 5083 section 2.1, RFC 5652 section 6.1)
//!
//! The ciphertext may be larger than memory. So it is never kept: the reader says where it is.

mod parts;
mod reader;
mod recipient_info;
mod scanner;
mod writer;

pub use self::{
    parts::{Head, Tail},
    reader::Reader,
};
pub(crate) use self::{
    recipient_info::{OriginatorPublicKey, RecipientInfo},
    writer::{key_agreement_info, key_transport_info, prefix, suffix},
};

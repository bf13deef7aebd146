//! CMS: SignedData (RFC 5652) and AuthEnvelopedData (RFC 5083).

mod algorithm_protection;
mod attributes;
#[cfg(feature = "encrypt")]
pub(crate) mod auth_enveloped_data;
mod ber;
#[cfg(feature = "sign")]
pub(crate) mod builder;
mod explain;
mod file;
#[cfg(feature = "sign")]
mod frame;
mod signed_data;
mod signing_certificate;
mod time_stamp;
pub(crate) mod verify;

pub(crate) use attributes::Attributes;
#[cfg(feature = "key-file")]
pub(crate) use ber::to_der as ber_to_der;
#[cfg(feature = "std")]
pub(crate) use file::may_be_signature;
pub(crate) use file::{SignatureFile, is_mail};
use signed_data::NotSignedData;
pub(crate) use signed_data::{SignedData, SignerIdentifier, SignerInfo, is_signed_der};
#[cfg(feature = "std")]
pub(crate) use signed_data::{begins_signed, is_auth_enveloped, is_encrypted};
pub(crate) use time_stamp::TimeStamp;

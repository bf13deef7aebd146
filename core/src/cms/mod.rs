//! CMS SignedData (RFC 5652).

mod ber;
mod file;
mod signed_data;
pub(crate) mod verify;

pub(crate) use file::SignatureFile;
use signed_data::NotSignedData;
#[cfg(feature = "std")]
pub(crate) use signed_data::is_encrypted;
pub(crate) use signed_data::{SignedData, SignerInfo};

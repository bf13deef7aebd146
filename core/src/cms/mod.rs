//! CMS SignedData (RFC 5652).

mod ber;
mod signed_data;
pub(crate) mod verify;

#[cfg(feature = "std")]
pub(crate) use signed_data::{NotSignedData, is_encrypted};
pub(crate) use signed_data::{SignedData, SignerInfo};

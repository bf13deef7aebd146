//! Draws certificate chains.

pub(crate) mod certificate_details;
pub(crate) mod chain_picture;

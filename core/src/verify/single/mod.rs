//! A certificate, or a CMS structure, that comes without a package.

pub(crate) mod certificate;
pub(crate) mod signed_data;

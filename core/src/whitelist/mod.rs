//! Whitelists: what may be in the parts of a package that nothing signs.
//!
//! A signature covers the manifest, and through it the content and the names of the files that it lists. Anybody can
//! change everything else in a package on its way: marks of the archive, names of folders, files without a digest. A
//! list of known attacks would always be one attack behind. So each of these parts may hold only what is known to
//! change nothing for any reader. Everything else is refused.

pub(crate) mod names;
pub(crate) mod tosca_meta;
pub(crate) mod trust_file;
#[cfg(feature = "std")]
pub(crate) mod zip;

//! Who signed, and whether that counts: roles, certification paths, revocation and time stamps. This also covers
//! certificates and signatures that come without a package.

mod manifest_alone;
mod ocsp;
mod paths;
mod revocation;
mod revocation_evidence;
mod roles;
mod time_stamps;
mod untrusted_paths;
mod unusual;
mod without_package;

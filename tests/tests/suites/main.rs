//! The work of others: their test suites, packages and archives.
//!
//! Their data is read from the folder that `VNFSEAL_SHARED` names, by default `shared` beside the repository. If its
//! data is not there, a test prints that it is skipped.

mod conformance;
mod field;
mod onap;
mod real_packages;
mod zip_vectors;

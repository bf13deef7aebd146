//! What others made: their test suites, and packages and archives of theirs.
//!
//! Their data is read from the folder that `VNFSEAL_SHARED` names, by default `shared` beside the repository. A test
//! whose data is not there skips and says so.

mod conformance;
mod field;
mod onap;
mod real_packages;
mod zip_vectors;

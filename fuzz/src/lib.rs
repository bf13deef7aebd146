//! Fuzz targets: one for each untrusted input of the engine. A target is a function of bytes that ends, or panics if
//! something does not hold. What must hold is in the doc of its file.
//!
//! The same files are a part of the native test program `fuzz`, which runs them over the corpus.

pub mod archive;
pub mod certificate;
pub mod cms;
pub mod enveloped_data;
pub mod key_file;
pub mod manifest;
pub mod package;
pub mod path;
pub mod policy;
pub mod revocation;
pub mod segments;
pub mod tosca_meta;
pub mod trust_file;

mod attacks;
#[path = "../../tests/tests/sign/host.rs"]
#[allow(dead_code, reason = "the host of the tests that sign: not all of it is needed here")]
mod host;
pub mod judging;
pub mod parties;
mod reading;
mod script;

/// A target.
pub type Target = fn(&[u8]);

/// All targets, by the names of their corpora.
pub const TARGETS: [(&str, Target); 13] = [
    ("archive", archive::run),
    ("certificate", certificate::run),
    ("cms", cms::run),
    ("enveloped_data", enveloped_data::run),
    ("key_file", key_file::run),
    ("manifest", manifest::run),
    ("package", package::run),
    ("path", path::run),
    ("policy", policy::run),
    ("revocation", revocation::run),
    ("segments", segments::run),
    ("tosca_meta", tosca_meta::run),
    ("trust_file", trust_file::run),
];

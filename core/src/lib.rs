//! `vnfseal` verifies VNF packages. It decides whether every artifact is what the VNF provider signed, whether the
//! operator trusts the signer, and which requirements of ETSI GS NFV-SEC 021 are not met.
//!
//! Bytes, trust, policy and time go in; a [`report::Report`] comes out. There is no clock, network, file system or
//! unsafe code here, and no default trust. Start with [`Verification`]. [`verify_signed_data`] and
//! [`verify_certificate`] verify a CMS structure or a certificate that comes without a package. [`Inspection`] and
//! [`inspect_trust`] describe what is in a file, without judging it.
//!
//! | stage | module | from → to |
//! |---|---|---|
//! | open | `archive`, `package`, `cms`, `x509` | bytes → structure |
//! | plan, digest | `gather`, [`digester`] | structure → evidence |
//! | verify | `verify` | evidence, [`trust`], [`policy`], [`time`] → [`report`] |
#![cfg_attr(not(feature = "std"), no_std)]
// Without std there is no archive reader. The code that only it calls stays, so that the build checks it.
#![cfg_attr(not(feature = "std"), allow(dead_code))]

extern crate alloc;

pub mod digest;
#[cfg(feature = "encrypt")]
pub mod encrypt;
pub mod json;
#[cfg(feature = "key-file")]
pub mod key_file;
pub mod limits;
pub mod policy;
#[cfg(any(feature = "std", feature = "sign", feature = "encrypt", feature = "key-file"))]
pub mod refusals;
pub mod report;
pub mod rule;
#[cfg(feature = "sign")]
pub mod sign;
#[cfg(feature = "conformance")]
#[doc(hidden)]
pub mod test_door;
pub mod time;
pub mod trust;

mod asn1;
mod certificate_file;
#[cfg(feature = "encrypt")]
mod cipher;
mod cms;
mod der_writer;
mod encoding;
mod evidence;
mod findings;
mod host;
mod inspect;
mod line_ends;
// Encryption has nothing digested.
#[cfg(any(feature = "sign", feature = "encrypt"))]
#[cfg_attr(not(feature = "sign"), allow(dead_code))]
mod making;
mod oid;
mod ordered;
mod package;
mod pem;
mod portion;
#[cfg(any(feature = "std", feature = "sign", feature = "encrypt", feature = "key-file"))]
mod reason;
mod signature;
mod unicode;
mod verify;
mod whitelist;
mod work;
mod x509;

// The archive reader uses the `zip` crate, and the inflater uses `zlib-rs`. Both need std.
#[cfg(feature = "std")]
mod archive;
#[cfg(feature = "std")]
mod file_reading;
#[cfg(feature = "std")]
mod gather;
#[cfg(feature = "std")]
mod reading;
#[cfg(feature = "std")]
mod verification;
#[cfg(feature = "std")]
mod zip_record;

#[cfg(feature = "std")]
pub use file_reading::{FileOutcome, FileReading, FileRefusal, FileText};
#[cfg(feature = "std")]
pub use host::digester;
pub use host::task;
pub use inspect::{inspect_policy, inspect_trust};
#[cfg(feature = "std")]
pub use verification::{Inspection, PendingReport, Verification, answer_questions};
pub use verify::single::{certificate::verify_certificate, manifest::verify_manifest, signed_data::verify_signed_data};
pub use verify::statements::{REMARKS, Remark, statements_of};

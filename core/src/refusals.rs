//! All reasons for which signing, encryption, decryption, private keys and files to be shown are refused. Those that only a host
//! finds out are here as well: whoever meets a code finds it in one place.

#[cfg(feature = "encrypt")]
use crate::cipher;
#[cfg(feature = "std")]
pub use crate::file_reading::REASONS as FILE_REASONS;
#[cfg(feature = "key-file")]
use crate::key_file;
pub use crate::reason::{Failure, Reason, Refusal};
#[cfg(feature = "sign")]
use crate::sign;

/// The tables, in the order of the documentation.
static TABLES: &[&[&Reason]] = &[
    #[cfg(feature = "sign")]
    sign::REASONS,
    #[cfg(feature = "encrypt")]
    cipher::REASONS,
    #[cfg(feature = "key-file")]
    key_file::REASONS,
    #[cfg(feature = "std")]
    FILE_REASONS,
];

/// Returns every reason, in the order of the documentation.
pub fn reasons() -> impl Iterator<Item = &'static Reason> {
    TABLES.iter().flat_map(|table| table.iter().copied())
}

/// Finds a reason by its code.
#[must_use]
pub fn reason(code: &str) -> Option<&'static Reason> {
    reasons().find(|reason| reason.code == code)
}

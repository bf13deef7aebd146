//! The reading of input: packages, external artifacts and trust files. Only what is read counts, and other programs
//! read the same.

mod answered_ahead;
mod asked_again;
mod external;
mod extract;
mod trust_files;

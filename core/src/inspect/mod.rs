//! What is in a file, without judging it.

mod trust;

pub use trust::inspect_trust;

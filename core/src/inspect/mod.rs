//! Describes what is in a file, without judging it.

#[cfg(feature = "std")]
mod package;
mod policy;
mod trust;

#[cfg(feature = "std")]
pub(crate) use package::inspect_package;
pub use policy::inspect_policy;
pub use trust::inspect_trust;

//! What is drawn: a folder a screen, one component a file.

pub(crate) mod frame;
pub(crate) mod page;
pub(crate) mod policy;
pub(crate) mod report;
pub(crate) mod shared;
pub(crate) mod trust;
pub(crate) mod verify;

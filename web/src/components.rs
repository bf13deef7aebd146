//! The components that draw the page: a folder for each screen, and a file for each component.

pub(crate) mod catalogue;
pub(crate) mod comparison;
pub(crate) mod frame;
pub(crate) mod making;
pub(crate) mod on_demand;
pub(crate) mod page;
pub(crate) mod policy;
pub(crate) mod report;
pub(crate) mod runs;
pub(crate) mod saved;
pub(crate) mod seldom;
pub(crate) mod sending;
pub(crate) mod shared;
pub(crate) mod trust;
pub(crate) mod verify;
pub(crate) mod viewer;

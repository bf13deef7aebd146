//! The report of a package.

pub(crate) mod about;
pub(crate) mod artifacts;
pub(crate) mod aspects;
pub(crate) mod chain;
pub(crate) mod conformance;
pub(crate) mod findings;
pub(crate) mod judged_with;
pub(crate) mod keep;
pub(crate) mod report_view;
pub(crate) mod signatures;
pub(crate) mod times;
pub(crate) mod verdict_panel;

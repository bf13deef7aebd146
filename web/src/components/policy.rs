//! The policy: the requirements on packages.

pub(crate) mod accepted_findings;
pub(crate) mod changes;
pub(crate) mod choice;
pub(crate) mod lines;
pub(crate) mod policy_file;
pub(crate) mod policy_view;
pub(crate) mod tick;
pub(crate) mod time_choice;

//! The runs of audits.

mod change_item;
mod difference_view;
mod filters;
mod outline;
mod package_item;
mod package_list;
mod polled;
mod recorded;
mod run_item;
mod run_view;
pub(crate) mod runs_view;
mod stored_report;

//! The packages: the files that come in, and the progress of each package.

pub(crate) mod batch;
pub(crate) mod counted;
pub(crate) mod demo_button;
pub(crate) mod history_section;
pub(crate) mod inputs;
pub(crate) mod notify_switch;
pub(crate) mod package_actions;
pub(crate) mod progress_panel;
pub(crate) mod questions;
pub(crate) mod queue_item;
pub(crate) mod stage_status;
pub(crate) mod start;
pub(crate) mod stopped_panel;
pub(crate) mod supplied_files;
pub(crate) mod terms;
pub(crate) mod verify_view;
pub(crate) mod waiting_panel;

//! A report: read, as a tree of artifacts, and in forms to keep.

pub(crate) mod artifact_tree;
pub(crate) mod deviations;
pub(crate) mod finding_groups;
pub(crate) mod identity;
pub(crate) mod in_force;
pub(crate) mod outline;
mod reader;
pub(crate) mod saved_file;
pub(crate) mod spreadsheet;
pub(crate) mod text_summary;
pub(crate) mod time_axis;
pub(crate) mod vendor_message;
mod verified;

pub(crate) use self::verified::Verified;

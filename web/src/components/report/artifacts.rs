//! The artifacts: a treegrid (ARIA practices) that draws only the rows in view, and the details of one row.

pub(crate) mod artifact_details;
pub(crate) mod artifact_grid;
pub(crate) mod artifact_row;
pub(crate) mod artifact_section;
pub(crate) mod artifact_tools;
pub(crate) mod external_file;
pub(crate) mod grid_keys;
pub(crate) mod printed_artifacts;

//! Files of a package as they are: a text with a line of it marked, and packages that are inside.

pub(crate) mod digest_pair;
pub(crate) mod file_digest;
pub(crate) mod lines;
pub(crate) mod packages_inside;
pub(crate) mod show_line;
pub(crate) mod viewer_dialog;

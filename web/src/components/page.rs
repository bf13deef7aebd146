//! The screen about the page itself.

pub(crate) mod this_page;

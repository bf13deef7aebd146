//! The page itself.

pub(crate) mod this_page;

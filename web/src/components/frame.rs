//! The parts around every screen.

pub(crate) mod announcer;
pub(crate) mod drop_overlay;
pub(crate) mod footer;
pub(crate) mod header;
pub(crate) mod notices;

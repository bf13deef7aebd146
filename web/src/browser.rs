//! What the browser does for the page: it keeps things, and it scrolls, prints and works without a network.

pub(crate) mod database;
pub(crate) mod kept;
pub(crate) mod offline;
pub(crate) mod page_check;
pub(crate) mod printing;
pub(crate) mod scroll;
pub(crate) mod tabs;
pub(crate) mod window_event;

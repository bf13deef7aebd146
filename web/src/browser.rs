//! Services of the browser for the page: what its server has, its address, catalogues of languages, storing, saving files, dialogs, scrolling, printing and working without a network.

pub(crate) mod catalogues;
pub(crate) mod clipboard;
pub(crate) mod collating;
pub(crate) mod database;
pub(crate) mod dialog;
pub(crate) mod digesting;
pub(crate) mod fetching;
pub(crate) mod history;
pub(crate) mod kept;
pub(crate) mod location;
pub(crate) mod notifying;
pub(crate) mod offline;
pub(crate) mod page_check;
pub(crate) mod preference;
pub(crate) mod printing;
pub(crate) mod runs;
pub(crate) mod saving;
pub(crate) mod scroll;
pub(crate) mod server;
pub(crate) mod tabs;
pub(crate) mod visibility;
pub(crate) mod window_event;

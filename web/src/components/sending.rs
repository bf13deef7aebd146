//! What to send of a report: a message to the vendor, and a summary on one page.

pub(crate) mod message_dialog;
pub(crate) mod qr_code;
pub(crate) mod summary_dialog;
pub(crate) mod summary_sheet;

//! The catalogue of the server.

pub(crate) mod catalogue_view;
mod stored_entry;

//! Signatures of a service provider, added to packages and CMS structures that others made.

mod host;
mod signed_data;

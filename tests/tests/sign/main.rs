//! Signatures of a service provider, added to packages and CMS structures that others made.

#[path = "../accepts/writers/by_hand.rs"]
mod by_hand;
#[path = "../accepts/writers/programs.rs"]
mod programs;

mod archives;
mod countersigning;
mod host;
mod large;
mod refusals;
mod results;
mod signed_data;

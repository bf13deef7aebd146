//! The trust store: who is installed, and what waits to be.

pub(crate) mod candidate_card;
pub(crate) mod chain_result;
pub(crate) mod installed_list;
pub(crate) mod trust_view;

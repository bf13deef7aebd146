//! The trust store, offered certificates, and what counts for this visit.

pub(crate) mod ask_for;
pub(crate) mod candidate_item;
pub(crate) mod chain_result;
pub(crate) mod compare_dialog;
pub(crate) mod in_place;
pub(crate) mod install_form;
pub(crate) mod installed_entry;
pub(crate) mod installed_list;
pub(crate) mod issuer_fact;
pub(crate) mod offer_card;
pub(crate) mod offers;
pub(crate) mod placement_select;
pub(crate) mod short_name;
pub(crate) mod source_note;
pub(crate) mod trust_view;
pub(crate) mod unread;
pub(crate) mod visit_entry;
pub(crate) mod visit_list;

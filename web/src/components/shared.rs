//! Parts that several screens draw.

pub(crate) mod copy_button;
pub(crate) mod facts;
pub(crate) mod file_buttons;
pub(crate) mod file_picker;
pub(crate) mod fingerprint;
pub(crate) mod icon;
pub(crate) mod menu;
pub(crate) mod more_button;
pub(crate) mod original;
pub(crate) mod paged_list;
pub(crate) mod search_field;
pub(crate) mod section;
pub(crate) mod status;
pub(crate) mod text_link;
pub(crate) mod trust_file_item;
pub(crate) mod untrusted_text;

//! What can be made of a package: a signed one, an encrypted one, a decrypted one.

pub(crate) mod certificate_list;
pub(crate) mod encrypted_panel;
pub(crate) mod file_field;
pub(crate) mod key_fields;
pub(crate) mod making_dialog;
pub(crate) mod making_form;
pub(crate) mod making_progress;
pub(crate) mod next_steps;
pub(crate) mod outcome;
pub(crate) mod refusal;

//! Two reports compared.

pub(crate) mod changed_artifacts;
pub(crate) mod changed_facts;
pub(crate) mod changed_findings;
pub(crate) mod compared;
pub(crate) mod comparison_form;
mod side_verdict;
mod table;

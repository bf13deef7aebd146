//! Reports that came as files, read again, and two reports compared.

pub(crate) mod report_list;
pub(crate) mod reports_view;
pub(crate) mod saved_counterpart;
pub(crate) mod saved_report;

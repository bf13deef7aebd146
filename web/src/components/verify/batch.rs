//! The table of packages, from four on: verdicts beside each other, and what can be done with all of them.

pub(crate) mod batch_panel;
mod batch_row;
mod batch_table;
mod batch_tools;
mod export;
mod rows;

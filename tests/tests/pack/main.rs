//! Signed packages that are made here: of folders (Option 1) and of CSARs (Option 2).

#[path = "../sign/host.rs"]
mod host;

mod folder;
mod large;
mod layouts;
mod manifests;
mod names;
mod programs;
mod refusals;
mod signers;
mod wrapping;

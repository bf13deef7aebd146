//! The seam between core and its host. Core asks ([`exchange`]) and the host answers. The host reads bytes and runs
//! digest tasks ([`task`]) with core's own digester ([`digester`]), or with one that gives the same answers.

#[cfg(feature = "std")]
pub mod digester;
#[cfg(feature = "std")]
pub(crate) mod exchange;
pub mod task;

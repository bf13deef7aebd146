//! What we pass, programs of others see as we do: archives, TOSCA.meta, certification paths and signatures.
//!
//! The inputs come from the maker of packages, the corpora of the fuzzer, and others where they are available. Whatever
//! another program sees otherwise is a fault of ours, or has its reason in `exceptions.json`.

#[path = "../../../fuzz/src/lib.rs"]
#[allow(dead_code, unreachable_pub, reason = "they are a crate of their own too")]
mod targets;

mod archives;
mod chains;
mod corpus;
mod exceptions;
mod listings;
mod names;
mod packages;
mod signatures;
mod tosca_meta;

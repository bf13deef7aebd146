//! What holds for every package: no change of its parts makes a verdict better, and a report is a function of bytes, trust,
//! policy and time.

#[path = "../../../fuzz/src/lib.rs"]
#[allow(dead_code, unreachable_pub, reason = "they are a crate of their own too")]
mod targets;

mod parts;
mod pure;

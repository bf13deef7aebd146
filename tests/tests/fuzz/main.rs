//! Runs the fuzz targets over their seeds and over the corpus: what was found by fuzzing stays so.

#[path = "../../../fuzz/src/lib.rs"]
#[allow(unreachable_pub, reason = "they are a crate of their own too")]
mod targets;

mod oracles;
mod python;
mod replay;
mod seeds;
mod verdicts;

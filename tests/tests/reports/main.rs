//! The contents of a report: the statements of GS NFV-SEC 021, the reasons for a failure, digests, and no contradictions.

mod contradictions;
mod explanations;
mod identity;
mod register;
mod statements;

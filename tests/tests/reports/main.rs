//! What a report says: the statements of GS NFV-SEC 021, the reasons for a failure, and nothing that contradicts it.

mod contradictions;
mod explanations;
mod register;
mod statements;

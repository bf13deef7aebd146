//! The engine in its worker. It runs verifications, one at a time, and answers questions.

mod chain_check;
mod fault;
mod job;
mod progress;
mod rules;
mod verifier;
mod worker;

pub(crate) use self::{
    chain_check::{ChainCheck, ChainReport, check_chain},
    fault::{Answer, Fault},
    job::{Job, Question, Supplied},
    progress::{Current, Progress},
    rules::RuleText,
    verifier::{RunEvent, Verifier},
};

//! The engine in its worker. It runs verifications, one at a time, and answers questions. A run that signs, encrypts or
//! decrypts has a worker of its own.

mod asked;
mod chain_check;
mod comparison;
mod fault;
mod file_text;
mod job;
mod made;
mod making;
mod order;
mod progress;
mod refusal;
mod rules;
mod verifier;
mod worker;

pub(crate) use self::{
    asked::Heard,
    chain_check::{ChainCheck, ChainReport, check_chain},
    comparison::{Change, Comparison, FindingChange, Judged, Kind, Side, Signer, Unlisted, Values, compare},
    fault::{Answer, Fault},
    file_text::FileText,
    job::{Job, Question, Reading, Supplied},
    made::Made,
    making::{Making, MakingEvent},
    order::{KeyGiven, Order, Task},
    progress::{Current, Progress},
    refusal::Refusal,
    rules::RuleText,
    verifier::{RunEvent, Verifier},
};

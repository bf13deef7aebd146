//! How far a package has come, in a word: for the list, the table and the title.

use yew::prelude::*;

use crate::{
    components::shared::status::{Tone, status},
    state::{Delivery, Stage},
    words::{self, locale::say},
};

/// Draws how far a package has come.
pub(crate) fn stage_status(delivery: &Delivery) -> Html {
    status(tone(delivery), stage_word(delivery))
}

/// Returns how far a package has come. While it is judged again, that is no verdict.
pub(crate) fn stage_word(delivery: &Delivery) -> String {
    match &delivery.stage {
        Stage::Queued | Stage::Running(_) if delivery.outdated.is_some() => say!("stage-judging-again"),
        Stage::Queued => say!("stage-queued"),
        Stage::Running(progress) => format!("{} %", progress.percent().unwrap_or_default()),
        Stage::Cancelled => say!("cancelled-title"),
        Stage::Stopped(_) => say!("title-no-result"),
        Stage::Read(_) => say!("stage-read"),
        Stage::Done(report) if report.is_encrypted() => say!("stage-encrypted"),
        Stage::Done(report) => words::verdict_with_warnings(report),
    }
}

fn tone(delivery: &Delivery) -> Tone {
    match &delivery.stage {
        Stage::Running(_) => Tone::Busy,
        Stage::Queued if delivery.outdated.is_some() => Tone::Busy,
        Stage::Queued | Stage::Cancelled => Tone::Nothing,
        Stage::Stopped(_) => Tone::Warning,
        Stage::Read(_) => Tone::Unknown,
        Stage::Done(report) if report.is_encrypted() => Tone::Unknown,
        Stage::Done(report) => Tone::from(report.verdict),
    }
}

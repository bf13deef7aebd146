//! The text that a screen reader reads out while the page works.

use yew::prelude::*;

use crate::{
    components::verify::counted::counted,
    engine::{Fault, Progress},
    state::{Counts, Delivery, Stage, State},
    words::{self, locale::say, untrusted},
};

/// Draws invisible live regions: one for the selected package, and one for all packages of a table, once the last has its
/// verdict. Their texts change a few times in a run, not ten times a second.
pub(crate) fn announcer(state: &State) -> Html {
    let text = state.selected().map(|delivery| stage(delivery, state.queue.len())).unwrap_or_default();
    let counts = Counts::of(&state.queue);
    let is_over = state.has_table() && counts.running == 0;
    let all = if is_over { say!("announce-all", counts = counted(counts)) } else { String::new() };
    html! {
        <>
            <div class="visually-hidden" role="status" aria-atomic="true">{ text }</div>
            <div class="visually-hidden" role="status" aria-atomic="true">{ all }</div>
        </>
    }
}

fn stage(delivery: &Delivery, queued: usize) -> String {
    let text = match &delivery.stage {
        Stage::Queued | Stage::Running(_) if delivery.outdated.is_some() => say!("stage-judging-again"),
        Stage::Queued => say!("stage-queued"),
        Stage::Running(progress) => running(progress),
        Stage::Cancelled => say!("cancelled-title"),
        Stage::Stopped(Fault::Refused(message)) => {
            format!("{}. {}", say!("stopped-refused"), untrusted::escaped(message))
        }
        Stage::Stopped(Fault::NotLoaded(_)) => say!("stopped-not-loaded"),
        Stage::Stopped(Fault::WorkerGone(_)) => say!("stopped-worker-gone"),
        Stage::Read(_) => say!("read-title"),
        Stage::Done(report) if report.is_encrypted() => say!("encrypted-title"),
        Stage::Done(report) => format!("{}. {}", words::verdict(report.verdict), words::verdict_sentence(report)),
    };
    if queued > 1 { words::labelled(&untrusted::escaped(&delivery.file.name()), &text) } else { text }
}

/// Returns what is worth saying of a progress: a new phase, and every quarter.
pub(crate) fn running(progress: &Progress) -> String {
    let phase = words::phase(&progress.phase);
    match progress.percent().map(|percent| (percent / 25).saturating_mul(25)) {
        Some(quarter) if matches!(&*progress.phase, "digesting" | "encrypting" | "decrypting") => {
            say!("announce-percent", phase = phase, percent = quarter)
        }
        _ => phase,
    }
}

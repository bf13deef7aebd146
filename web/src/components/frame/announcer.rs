//! The text that a screen reader reads out while the page works.

use yew::prelude::*;

use crate::{
    engine::{Fault, Progress},
    state::{Delivery, Stage},
    words::{self, locale::say, untrusted},
};

/// Draws an invisible live region. Its text changes a few times in a run, not ten times a second.
pub(crate) fn announcer(delivery: Option<&Delivery>, queued: usize) -> Html {
    let text = delivery.map(|delivery| stage(delivery, queued)).unwrap_or_default();
    html! { <div class="visually-hidden" role="status" aria-atomic="true">{ text }</div> }
}

fn stage(delivery: &Delivery, queued: usize) -> String {
    let text = match &delivery.stage {
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
    if queued > 1 { format!("{}: {text}", untrusted::escaped(&delivery.file.name())) } else { text }
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

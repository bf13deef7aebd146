//! What a screen reader says while the page works.

use yew::prelude::*;

use crate::{
    state::{Fault, Progress, Stage},
    untrusted, words,
};

/// Properties of [`Announcer`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Where the page stands.
    pub(crate) stage: Stage,
}

/// A live region that is not seen. Its text changes a few times in a run, not ten times a second.
#[component]
pub(crate) fn Announcer(Props { stage }: &Props) -> Html {
    let text = match stage {
        Stage::Waiting => String::new(),
        Stage::Running(progress) => running(progress),
        Stage::Cancelled => "Verification cancelled.".to_owned(),
        Stage::Stopped(Fault::Refused(message)) => {
            format!("The verification could not run. {}", untrusted::escaped(message))
        }
        Stage::Stopped(Fault::NotLoaded(_)) => "The verifier could not be loaded.".to_owned(),
        Stage::Stopped(Fault::WorkerGone(_)) => "The verification ended without a result.".to_owned(),
        Stage::Done(report) => {
            format!("{}. {}", words::verdict(report.verdict), untrusted::escaped(&report.summary))
        }
    };
    html! { <div class="visually-hidden" role="status" aria-atomic="true">{ text }</div> }
}

fn running(progress: &Progress) -> String {
    let phase = words::phase(&progress.phase);
    match progress.percent().map(|percent| (percent / 25.0).floor() * 25.0) {
        Some(quarter) if progress.phase == "digesting" => format!("{phase}, {quarter:.0} percent."),
        _ => format!("{phase}."),
    }
}

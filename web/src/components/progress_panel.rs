//! A verification that runs.

use yew::prelude::*;

use super::untrusted_text::UntrustedText;
use crate::{
    quantities,
    state::{Action, Progress},
    words,
};

/// Properties of [`ProgressPanel`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// How far it has come.
    pub(crate) progress: Progress,
    /// Where it is cancelled.
    pub(crate) dispatch: Callback<Action>,
}

/// What is being done, how much of it is done, and a way out.
#[component]
pub(crate) fn ProgressPanel(Props { progress, dispatch }: &Props) -> Html {
    let percent = progress.percent();
    let value = percent.map(|percent| percent.to_string());
    html! {
        <section class="panel progress-panel" aria-labelledby="progress-title">
            <div class="progress-head">
                <h2 id="progress-title">{ words::phase(&progress.phase) }</h2>
                if let Some(percent) = percent {
                    <span class="percent">{ format!("{percent} %") }</span>
                }
            </div>
            <progress aria-labelledby="progress-title" max="100" {value} />
            <div class="progress-foot">
                <p class="progress-detail">
                    <span class="progress-bytes">{ amount(progress) }</span>
                    <span class="progress-path"><UntrustedText text={progress.path.clone()} /></span>
                </p>
                <button type="button" class="secondary" onclick={dispatch.reform(|_| Action::Cancel)}>
                    { "Cancel" }
                </button>
            </div>
        </section>
    }
}

fn amount(progress: &Progress) -> String {
    if progress.bytes_total > 0.0 {
        format!("{} of {}", quantities::bytes(progress.bytes_done), quantities::bytes(progress.bytes_total))
    } else {
        "Reading the package's structure".to_owned()
    }
}

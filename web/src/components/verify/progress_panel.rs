//! A running verification.

use yew::prelude::*;

use crate::{
    components::shared::untrusted_text,
    engine::{Current, Progress},
    state::Action,
    words::{
        self,
        locale::say,
        quantities::{self, whole},
    },
};

/// Draws the present step, how much of it is done, how long it will take, and a button to cancel.
pub(crate) fn progress_panel(delivery: u32, progress: &Progress, dispatch: &Callback<Action>) -> Html {
    let percent = progress.percent();
    let value = percent.map(|percent| percent.to_string());
    html! {
        <section class="panel progress-panel" aria-labelledby="progress-title">
            <div class="progress-head">
                <h2 id="progress-title" tabindex="-1">{ words::phase(&progress.phase) }</h2>
                if let Some(percent) = percent {
                    <span class="percent">{ format!("{percent} %") }</span>
                }
            </div>
            <progress aria-labelledby="progress-title" max="100" {value} />
            <div class="progress-foot">
                <p class="progress-figures">{ figures(progress) }</p>
                <button type="button" class="secondary" onclick={dispatch.reform(move |_| Action::Cancel(delivery))}>
                    { say!("cancel") }
                </button>
            </div>
            <ul class="progress-artifacts" aria-label={say!("progress-artifacts")}>
                { for progress.current.iter().map(artifact) }
            </ul>
        </section>
    }
}

/// Draws how much is done, how fast, and how long it will take.
pub(crate) fn figures(progress: &Progress) -> Html {
    if progress.bytes_total <= 0.0 {
        return html! { { say!("progress-opening") } };
    }
    let (done, total) = (bytes(progress.bytes_done), bytes(progress.bytes_total));
    html! {
        <>
            <span class="progress-bytes">{ say!("progress-bytes", done = done, total = total) }</span>
            if progress.rate > 0.0 {
                <span class="progress-rate">{ quantities::rate(whole(progress.rate)) }</span>
            }
            if let Some(seconds) = progress.seconds_left() {
                <span class="progress-left">{ say!("progress-left", time = quantities::clock(seconds)) }</span>
            }
        </>
    }
}

fn artifact(current: &Current) -> Html {
    let done = bytes(current.bytes_done);
    html! {
        <li>
            <span class="progress-path">{ untrusted_text::plain(&current.path) }</span>
            if current.bytes_total > 0.0 {
                <progress aria-hidden="true" max={whole(current.bytes_total).to_string()}
                    value={Some(whole(current.bytes_done).to_string())} />
                <span class="progress-size">
                    { say!("progress-bytes", done = done, total = bytes(current.bytes_total)) }
                </span>
            } else {
                <span class="progress-size">{ done }</span>
            }
        </li>
    }
}

fn bytes(count: f64) -> String {
    quantities::bytes(whole(count))
}

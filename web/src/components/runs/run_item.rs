//! One run in the list, and how far a run is.

use yew::prelude::*;

use super::recorded::{self, FOUND};
use crate::{
    browser::runs::Run,
    components::shared::untrusted_text,
    words::{locale::say, quantities, untrusted},
};

/// Draws what a run goes over, how far it is, what it found, and a button to open it.
pub(super) fn run_item(run: &Run, onopen: &Callback<Option<String>>) -> Html {
    let id = run.id.clone();
    html! {
        <li key={run.id.clone()} class="run-item" data-run={run.id.clone()} data-state={run.state.clone()}>
            <div class="run-named">
                <p class="run-source">{ untrusted_text::plain(&run.source) }</p>
                <p class="run-when">
                    <code>{ short(&run.id) }</code>
                    if let Some(time) = &run.planned_at {
                        <span>{ say!("run-planned", time = quantities::time(time)) }</span>
                    }
                </p>
            </div>
            { progress(run) }
            { counts(run) }
            <button type="button" class="secondary" onclick={onopen.reform(move |_: MouseEvent| Some(id.clone()))}
                aria-label={say!("run-open-named", name = untrusted::escaped(&run.source), id = short(&run.id))}>
                { say!("run-open-it") }
            </button>
        </li>
    }
}

/// Returns as much of an id as people compare. The commands take it.
pub(super) fn short(id: &str) -> &str {
    id.get(..8).unwrap_or(id)
}

/// Draws the state of a run and how many packages are done.
pub(super) fn progress(run: &Run) -> Html {
    let (done, total) = (run.done, run.packages);
    html! {
        <div class="run-progress">
            <p>
                <span class="run-state">{ recorded::state(run) }</span>
                <span>{ say!("run-done", done = done, total = total) }</span>
            </p>
            <progress aria-hidden="true" max={total.max(1).to_string()} value={Some(done.to_string())} />
        </div>
    }
}

/// Draws how many packages of each verdict there are. What there is none of is left out.
fn counts(run: &Run) -> Html {
    let known = FOUND.into_iter().map(|found| (found, recorded::count(&run.verdicts, found)));
    html! {
        <ul class="run-counts" aria-label={say!("run-found")}>
            { for known.filter(|(_, count)| *count > 0).map(|(found, count)| html! {
                <li>{ recorded::found(Some(found)) }<span>{ count }</span></li>
            }) }
        </ul>
    }
}

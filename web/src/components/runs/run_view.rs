//! One run: how far it is, and what it found of each package.

use yew::prelude::*;

use super::{difference_view::DifferenceView, package_list::PackageList, polled::use_polled, recorded, run_item};
use crate::{
    browser::runs::{self, Run},
    components::shared::{facts, untrusted_text},
    words::{locale::say, quantities},
};

/// Properties of [`RunView`].
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The id of the run.
    pub(super) id: String,
    /// The other runs, which it can be compared with.
    pub(super) others: Vec<Run>,
    /// Called when the user wants to see all runs.
    pub(super) onback: Callback<()>,
}

/// Draws the run.
#[component]
pub(super) fn RunView(Props { id, others, onback }: &Props) -> Html {
    let path = runs::run_path(id);
    let polled = use_polled::<Run>(&path, 0, Run::is_going);
    html! {
        <>
            <p class="run-back">
                <button type="button" class="quiet" onclick={onback.reform(|_: MouseEvent| ())}>{ say!("run-back") }</button>
            </p>
            <h1 id="runs-title" tabindex="-1">{ say!("run-title", id = run_item::short(id)) }</h1>
            <p class="lead">{ say!("run-lead") }</p>
            { recorded::standing(&polled, &path) }
            if let Some(run) = polled.answer.as_deref() {
                { head(run) }
                <PackageList run={run.clone()} />
                <DifferenceView run={run.clone()} others={others.clone()} />
            }
        </>
    }
}

fn head(run: &Run) -> Html {
    html! {
        <section class="panel run-head" aria-label={say!("run-about")}>
            { run_item::progress(run) }
            if run.state == "cancelled" && run.done < run.packages {
                <p class="hint">{ say!("run-cancelled-hint", number = run.packages.saturating_sub(run.done)) }</p>
            } else if run.is_going() && run.workers == Some(0) {
                <p class="hint">{ say!("run-no-workers") }</p>
            }
            <dl class="facts">
                { facts::drawn(say!("run-source"), untrusted_text::text(&run.source)) }
                { facts::drawn(say!("run-size"), html! { { quantities::bytes(run.bytes) } }) }
                if let Some(time) = &run.planned_at {
                    { facts::drawn(say!("run-planned-at"), html! { { quantities::time(time) } }) }
                }
                if let Some(time) = &run.ended_at {
                    { facts::drawn(say!("run-ended-at"), html! { { quantities::time(time) } }) }
                }
                { facts::drawn(say!("run-at"), untrusted_text::text(&quantities::time(&run.at))) }
                if run.is_going() {
                    if let (Some(workers), Some(under_way)) = (run.workers, run.under_way) {
                        { facts::drawn(say!("run-workers"), html! { { say!("run-workers-value", workers = workers, packages = under_way) } }) }
                    }
                }
                if let Some(again) = run.again.filter(|again| *again > 0) {
                    { facts::drawn(say!("run-again"), html! { { say!("run-again-value", number = again) } }) }
                }
                { facts::drawn(say!("run-id"), html! { <code>{ &run.id }</code> }) }
            </dl>
        </section>
    }
}

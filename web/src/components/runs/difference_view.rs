//! What changed since an earlier run.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::{change_item::change_item, polled::use_polled, recorded, run_item};
use crate::{
    browser::runs::{self, Difference, Run},
    components::shared::status::{Tone, status},
    words::{locale::say, quantities, untrusted},
};

/// Properties of [`DifferenceView`].
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The later run.
    pub(super) run: Run,
    /// The other runs.
    pub(super) others: Vec<Run>,
}

/// Draws the choice of an earlier run, and what changed since.
#[component]
pub(super) fn DifferenceView(Props { run, others }: &Props) -> Html {
    let chosen = use_state_eq(|| None::<String>);
    // Times have seconds: a run of the same second may be an earlier one.
    let mut earlier = others.iter().filter(|other| other.planned_at <= run.planned_at).collect::<Vec<_>>();
    // A run over the same source is what most people mean.
    earlier.sort_by_key(|other| other.source != run.source);
    if earlier.is_empty() {
        return html! {};
    }
    let onchange = {
        let chosen = chosen.setter();
        Callback::from(move |event: Event| {
            let id = event.target_unchecked_into::<HtmlSelectElement>().value();
            chosen.set(Some(id).filter(|id| !id.is_empty()));
        })
    };
    html! {
        <section class="panel run-difference" aria-labelledby="run-difference">
            <h2 id="run-difference">{ say!("run-difference") }</h2>
            <label class="run-since">
                <span class="field-label">{ say!("run-since") }</span>
                <select {onchange}>
                    <option value="" selected={chosen.is_none()}>{ say!("run-since-none") }</option>
                    { for earlier.into_iter().map(|other| option(other, chosen.as_deref())) }
                </select>
            </label>
            if let Some(before) = &*chosen {
                <Changes key={before.clone()} path={runs::difference_path(&run.id, before)} done={run.done_in_short()}
                    is_part={run.is_part() || others.iter().any(|other| other.id == *before && other.is_part())} />
            }
        </section>
    }
}

fn option(run: &Run, chosen: Option<&str>) -> Html {
    let time = run.planned_at.as_deref().map(quantities::time).unwrap_or_default();
    let name = untrusted::escaped(&run.source);
    let name = name.chars().take(80).collect::<String>();
    html! {
        <option value={run.id.clone()} selected={chosen == Some(run.id.as_str())}>
            { format!("{} · {time} · {name}", run_item::short(&run.id)) }
        </option>
    }
}

#[derive(PartialEq, Properties)]
struct ChangesProps {
    path: String,
    /// How many packages have a result. With each there may be another difference.
    done: u32,
    /// Whether one of the two runs lacks results.
    is_part: bool,
}

#[component]
fn Changes(ChangesProps { path, done, is_part }: &ChangesProps) -> Html {
    let polled = use_polled::<Difference>(path, *done, |_| false);
    html! {
        <>
            <div role="status">
                if let Some(why) = polled.unanswered {
                    { recorded::unanswered(why) }
                } else if let Some(difference) = polled.answer.as_deref() {
                    <p class="run-changed">{ summary(difference) }</p>
                } else {
                    <p>{ status(Tone::Busy, say!("run-comparing")) }</p>
                }
            </div>
            if let Some(difference) = polled.answer.as_deref() {
                if *is_part {
                    <p class="hint">{ say!("run-comparing-going") }</p>
                }
                if !difference.settings.is_empty() {
                    <p>{ say!("run-settings") }{ " " }{ words(&difference.settings) }</p>
                }
                <ul class="run-changes">{ for difference.changes.iter().map(change_item) }</ul>
                { rest(difference) }
            }
        </>
    }
}

fn summary(Difference { total, worse, .. }: &Difference) -> String {
    if *total == 0 { say!("run-no-change") } else { say!("run-changes", total = *total, worse = *worse) }
}

fn rest(Difference { changes, total, .. }: &Difference) -> Html {
    let shown = u64::try_from(changes.len()).unwrap_or(u64::MAX);
    if shown >= *total {
        return html! {};
    }
    html! { <p class="hint">{ say!("run-changes-cut", shown = shown, total = *total) }</p> }
}

/// Returns what was different, in words.
pub(super) fn words(reasons: &[String]) -> String {
    let word = |reason: &String| match reason.as_str() {
        "content" => say!("run-why-content"),
        "trust" => say!("run-why-trust"),
        "policy" => say!("run-why-policy"),
        "engine" => say!("run-why-engine"),
        _ => say!("run-why-time"),
    };
    reasons.iter().map(word).collect::<Vec<_>>().join(", ")
}

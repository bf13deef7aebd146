//! The runs of audits, or one of them.

use yew::prelude::*;

use super::{polled::use_polled, recorded, run_item::run_item, run_view::RunView};
use crate::{
    browser::{
        runs::{self, Run, RunList},
        scroll,
    },
    words::locale::say,
};

/// Properties of [`RunsView`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The id of the run that is open.
    pub(crate) open: Option<String>,
    /// Called with the run that the user opens, or nothing when all runs are wanted.
    pub(crate) onopen: Callback<Option<String>>,
}

/// Draws the list of runs, or the one that the user has opened.
#[component]
pub(crate) fn RunsView(Props { open, onopen }: &Props) -> Html {
    {
        let before = use_mut_ref(|| None::<String>);
        // The button that was used is gone with the list, and so is the one that leads back.
        use_effect_with(open.clone(), move |open| {
            if before.replace(open.clone()) != *open {
                scroll::to_top();
                scroll::to("runs-title");
            }
        });
    }
    html! {
        <div class="runs-view">
            <Runs open={open.clone()} onopen={onopen.clone()} />
        </div>
    }
}

/// The list goes on being read while one run is open: it has the runs that this one can be compared with.
#[component]
fn Runs(Props { open, onopen }: &Props) -> Html {
    let number = use_state_eq(|| 0_u32);
    let path = runs::list_path();
    let polled = use_polled::<RunList>(&path, *number, |list| list.runs.iter().any(Run::is_going));
    let again = {
        let number = number.clone();
        Callback::from(move |_: MouseEvent| number.set(number.wrapping_add(1)))
    };
    if let Some(id) = open {
        let others = polled.answer.iter().flat_map(|list| &list.runs).filter(|run| run.id != *id).cloned();
        let others = others.collect::<Vec<_>>();
        return html! { <RunView key={id.clone()} id={id.clone()} {others} onback={onopen.reform(|()| None)} /> };
    }
    html! {
        <>
            <h1 id="runs-title" tabindex="-1">{ say!("view-runs") }</h1>
            <p class="lead">{ say!("runs-lead") }</p>
            <p class="form-actions">
                <button type="button" class="secondary" onclick={again}>{ say!("runs-again") }</button>
            </p>
            { recorded::standing(&polled, &path) }
            { for polled.answer.as_deref().map(|found| list(found, onopen)) }
        </>
    }
}

fn list(RunList { runs, is_cut }: &RunList, onopen: &Callback<Option<String>>) -> Html {
    if runs.is_empty() {
        return html! { <p class="empty panel">{ say!("runs-empty") }</p> };
    }
    html! {
        <>
            <ul class="panel run-list">
                { for runs.iter().map(|run| run_item(run, onopen)) }
            </ul>
            if *is_cut {
                <p class="hint">{ say!("runs-cut") }</p>
            }
        </>
    }
}

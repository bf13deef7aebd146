//! What stands above the table: how many packages came to what, search and filter, and what can be done with all.

use yew::prelude::*;

use super::export::{self, VERDICTS};
use crate::{
    components::{
        shared::{
            icon::{Picture, icon},
            search_field::search_field,
        },
        verify::counted::counted,
    },
    services::Services,
    state::{Action, Arrangement, Choice, Counts, State},
    words::{self, locale::say},
};

/// Draws the tools of the table.
pub(crate) fn batch_tools(state: &State, counts: Counts, services: &Services) -> Html {
    let (batch, dispatch) = (&state.batch, &services.dispatch);
    let search = {
        let batch = batch.clone();
        dispatch.reform(move |search: String| Action::Arrange(Arrangement { search, ..batch.clone() }))
    };
    html! {
        <>
            <p class="batch-counts">{ counted(counts) }</p>
            <div class="batch-tools">
                { search_field(say!("batch-search"), &batch.search, &search) }
                <div class="filters" role="group" aria-label={say!("batch-filter")}>
                    { filter(batch, Choice::All, say!("filter-all"), counts.all, dispatch) }
                    { for VERDICTS.into_iter().zip([counts.passed, counts.failed, counts.indeterminate]).map(|(verdict, count)| {
                        filter(batch, Choice::Of(verdict), words::verdict(verdict), count, dispatch)
                    }) }
                    if counts.open() > 0 || batch.choice == Choice::Open {
                        { filter(batch, Choice::Open, say!("batch-open"), counts.open(), dispatch) }
                    }
                </div>
                { of_all(state, services) }
            </div>
        </>
    }
}

fn filter(batch: &Arrangement, choice: Choice, word: String, count: usize, dispatch: &Callback<Action>) -> Html {
    let next = Arrangement { choice, ..batch.clone() };
    html! {
        <button type="button" class="filter" aria-pressed={(batch.choice == choice).to_string()}
            onclick={dispatch.reform(move |_| Action::Arrange(next.clone()))}>
            { word }<span class="count">{ count }</span>
        </button>
    }
}

/// Draws what can be done with all packages, whatever the filter lists.
fn of_all(state: &State, services: &Services) -> Html {
    let table = {
        let queue = state.queue.clone();
        services.dispatch.reform(move |_: MouseEvent| Action::Saved(export::save_table(&queue)))
    };
    let reports = {
        let queue = state.queue.clone();
        services.dispatch.reform(move |_: MouseEvent| Action::Saved(export::save_reports(&queue)))
    };
    html! {
        <div class="batch-all" role="group" aria-label={say!("batch-all")}>
            <button type="button" class="secondary" aria-label={say!("batch-csv-named")} onclick={table}>
                { icon(Picture::Download) }{ say!("batch-csv") }
            </button>
            <button type="button" class="secondary" aria-label={say!("batch-json-named")} onclick={reports}>
                { icon(Picture::Download) }{ say!("batch-json") }
            </button>
            <button type="button" class="secondary" onclick={services.dispatch.reform(|_| Action::Clear)}>
                { say!("batch-clear") }
            </button>
        </div>
    }
}

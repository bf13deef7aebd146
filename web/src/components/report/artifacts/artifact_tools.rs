//! Search, filter and folding of the artifacts.

use std::{collections::HashSet, rc::Rc};

use vnfseal::report::Verdict;
use yew::prelude::*;

use crate::{
    components::shared::search_field::search_field,
    report::{
        Verified,
        artifact_tree::{Query, Rollup},
    },
    words::{self, locale::say, untrusted::lower_case},
};

/// Draws a search field, a button for each status with its number, and how many artifacts match.
pub(crate) fn artifact_tools(
    report: &Verified,
    query: &Query,
    onquery: &Callback<Query>,
    onopen: &Callback<Rc<HashSet<usize>>>,
    (is_compact, oncompact): (bool, &Callback<bool>),
) -> Html {
    let search = {
        let query = query.clone();
        onquery.reform(move |text: String| Query { search: lower_case(&text), ..query.clone() })
    };
    let (expanded, left) = (report.clone(), query.count(&report.artifacts));
    let total = report.artifacts.len();
    html! {
        <div class="artifact-tools">
            { search_field(say!("artifacts-search"), &query.search, &search) }
            <div class="filters" role="group" aria-label={say!("artifacts-filter")}>
                { for report.tree().whole().into_iter().flat_map(|whole| filters(whole, query, onquery)) }
            </div>
            <div class="folding">
                <button type="button" class="quiet" onclick={onopen.reform(move |_| Rc::new(expanded.tree().folders()))}>
                    { say!("expand-all") }
                </button>
                <button type="button" class="quiet" onclick={onopen.reform(|_| Rc::default())}>
                    { say!("collapse-all") }
                </button>
                <button type="button" class="quiet" aria-pressed={is_compact.to_string()}
                    onclick={oncompact.reform(move |_| !is_compact)}>{ say!("rows-compact") }</button>
            </div>
            <p class="artifacts-left" role="status">
                if query.narrows() { { say!("artifacts-left", left = left, total = total) } }
            </p>
        </div>
    }
}

fn filters(whole: &Rollup, query: &Query, onquery: &Callback<Query>) -> Vec<Html> {
    let button = |status: Option<Verdict>, word: String, count: usize| {
        let next = Query { status, ..query.clone() };
        html! {
            <button type="button" class="filter" aria-pressed={(query.status == status).to_string()}
                onclick={onquery.reform(move |_| next.clone())}>
                { word }<span class="count">{ count }</span>
            </button>
        }
    };
    let of_status = |verdict, count| button(Some(verdict), words::verdict(verdict), count);
    vec![
        button(None, say!("filter-all"), whole.count),
        of_status(Verdict::Failed, whole.failed),
        of_status(Verdict::Indeterminate, whole.indeterminate),
        of_status(Verdict::Passed, whole.passed()),
    ]
}

//! Search and filters of the findings.

use vnfseal::report::{Aspect, Finding, Severity};
use yew::prelude::*;

use crate::{
    components::shared::search_field::search_field,
    report::{Verified, finding_groups::Query},
    words::{self, locale::say, untrusted::lower_case},
};

/// Draws a search field, a button for each severity and for each part of the verdict with its number, and how many of all
/// findings match (`left` of `total`).
pub(crate) fn finding_tools(
    report: &Verified,
    query: &Query,
    (left, total): (usize, usize),
    onquery: &Callback<Query>,
) -> Html {
    let search = {
        let query = query.clone();
        onquery.reform(move |text: String| Query { search: lower_case(&text), ..query.clone() })
    };
    html! {
        <div class="artifact-tools">
            { search_field(say!("findings-search"), &query.search, &search) }
            <div class="filters" role="group" aria-label={say!("findings-filter-severity")}>
                { severities(report, query, onquery) }
            </div>
            <div class="filters" role="group" aria-label={say!("findings-filter-aspect")}>
                { parts(report, query, onquery) }
            </div>
            <p class="artifacts-left" role="status">
                if query.narrows() { { say!("findings-left", left = left, total = total) } }
            </p>
        </div>
    }
}

fn severities(report: &Verified, query: &Query, onquery: &Callback<Query>) -> Html {
    let all = [Severity::Fail, Severity::Unknown, Severity::Warn, Severity::Note];
    let button = |severity: Severity| {
        let is_pressed = query.severity == Some(severity);
        let next = Query { severity: (!is_pressed).then_some(severity), ..query.clone() };
        filter(
            words::severity(severity),
            count(report, |finding| finding.severity == severity),
            is_pressed,
            next,
            onquery,
        )
    };
    all.into_iter().map(button).collect()
}

fn parts(report: &Verified, query: &Query, onquery: &Callback<Query>) -> Html {
    let button = |aspect: Aspect| {
        let is_pressed = query.aspect == Some(aspect);
        let next = Query { aspect: (!is_pressed).then_some(aspect), ..query.clone() };
        filter(words::aspect(aspect), count(report, |finding| finding.aspect == aspect), is_pressed, next, onquery)
    };
    words::aspects(report).map(|(aspect, _)| button(aspect)).into_iter().collect()
}

fn count(report: &Verified, matches: impl Fn(&Finding) -> bool) -> usize {
    Finding::count_of(report.findings.iter().filter(|finding| matches(finding)))
}

/// Draws a filter that is pressed to set it, and pressed again to lift it. One that nothing matches is not drawn.
fn filter(word: String, count: usize, is_pressed: bool, next: Query, onquery: &Callback<Query>) -> Html {
    if count == 0 {
        return html! {};
    }
    html! {
        <button type="button" class="filter" aria-pressed={is_pressed.to_string()}
            onclick={onquery.reform(move |_| next.clone())}>
            { word }<span class="count">{ count }</span>
        </button>
    }
}

//! The three parts of the verdict.

use vnfseal::report::{Aspect, Finding, Verdict};
use yew::prelude::*;

use crate::{
    components::shared::status::{self, Tone},
    json::Word,
    report::{Verified, finding_groups::Query},
    words::{self, locale::say},
};

/// Draws integrity, authenticity and completeness, each with its answer and a link to its findings.
pub(crate) fn aspects(report: &Verified, onfindings: &Callback<Query>) -> Html {
    html! {
        <ul class="aspects" aria-label={say!("aspects")}>
            { for words::aspects(report).map(|(part, verdict)| aspect(report, part, verdict, onfindings)) }
        </ul>
    }
}

fn aspect(report: &Verified, aspect: Aspect, verdict: Verdict, onfindings: &Callback<Query>) -> Html {
    let findings = Finding::count_of(report.findings.iter().filter(|finding| finding.aspect == aspect));
    let onclick = onfindings.reform(move |_| Query { aspect: Some(aspect), ..Query::default() });
    html! {
        <li class={["aspect", Tone::from(verdict).class()].join(" ")} data-verdict={verdict.code()}>
            <h3>{ words::aspect(aspect) }</h3>
            { status::verdict(verdict) }
            <p>{ words::aspect_answer(aspect, verdict) }</p>
            if findings > 0 {
                <p class="aspect-findings"><a href="#findings" {onclick}>{ say!("count-findings", number = findings) }</a></p>
            }
        </li>
    }
}

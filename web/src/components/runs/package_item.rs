//! One package of a run.

use web_sys::HtmlElement;
use yew::prelude::*;

use super::{outline::outline, recorded, stored_report::StoredReport};
use crate::{
    browser::runs::{Filter, Package, Run},
    components::shared::untrusted_text,
    json::Word,
    words::{self, locale::say},
};

/// The codes that are named in a row.
const CODES: usize = 3;

/// Draws what was found of a package. What counts of its report, and the report, open on request.
pub(super) fn package_item(run: &Run, package: &Package, filter: &Filter, onfilter: &Callback<Filter>) -> Html {
    let key = package.number;
    html! {
        <li {key}><PackageItem run={run.id.clone()} is_cancelled={run.state == "cancelled"} package={package.clone()}
            filter={filter.clone()} onfilter={onfilter.clone()} /></li>
    }
}

#[derive(PartialEq, Properties)]
struct Props {
    run: String,
    is_cancelled: bool,
    package: Package,
    filter: Filter,
    onfilter: Callback<Filter>,
}

#[component]
fn PackageItem(Props { run, is_cancelled, package, filter, onfilter }: &Props) -> Html {
    let is_open = use_state_eq(|| false);
    let ontoggle = {
        let is_open = is_open.setter();
        Callback::from(move |event: Event| {
            is_open.set(event.target_unchecked_into::<HtmlElement>().has_attribute("open"));
        })
    };
    let line = html! {
        <>
            { recorded::found(package.verdict.as_deref()) }
            <span class="run-package-name">{ untrusted_text::plain(&package.path) }</span>
            <span class="run-package-why">{ why(package) }</span>
        </>
    };
    if package.verdict.is_none() {
        let word = if *is_cancelled { say!("run-not-begun") } else { say!("run-waits") };
        return html! {
            <div class="run-package is-open" data-number={package.number.to_string()}>
                <p class="run-package-line">{ line }</p>
                <p class="hint">{ word }{ again(package) }</p>
            </div>
        };
    }
    html! {
        <details class="run-package" data-number={package.number.to_string()} {ontoggle}>
            <summary class="run-package-line">{ line }</summary>
            if *is_open {
                { outline(package, filter, onfilter) }
                if package.report_size.is_some() {
                    <StoredReport run={run.clone()} package={package.clone()} />
                }
            }
        </details>
    }
}

/// Draws the reason in a few words: core's headline, or the codes of errors and findings.
fn why(package: &Package) -> Html {
    if let Some(error) = &package.error {
        return html! { <code>{ untrusted_text::plain(&error.code) }</code> };
    }
    let Some(outline) = package.outline.as_ref() else { return html! {} };
    let codes = outline.findings.iter().filter(|kind| kind.severity != "note").take(CODES);
    html! {
        <>
            if let Some(headline) = Word::of_code(&outline.headline) {
                <span class="run-package-headline">{ words::headline(headline) }</span>
            }
            { for codes.map(|kind| html! { <code>{ untrusted_text::plain(&kind.code) }</code> }) }
        </>
    }
}

fn again(package: &Package) -> Html {
    if package.tries == 0 {
        return html! {};
    }
    html! { <>{ " " }{ say!("run-tries", number = package.tries) }</> }
}

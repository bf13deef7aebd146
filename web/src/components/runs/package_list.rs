//! The packages of a run, some at a time.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use super::{filters::filters, package_item::package_item, polled::use_polled, recorded};
use crate::{
    browser::runs::{self, Filter, Listing, Run},
    components::shared::status::{Tone, status},
    words::locale::say,
};

/// How long is waited for the next letter before a name is looked for.
const TYPING_MILLISECONDS: u32 = 250;

/// Properties of [`PackageList`].
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The run, as it is now.
    pub(super) run: Run,
}

/// Draws the filters, the packages, and the way to the next ones.
#[component]
pub(super) fn PackageList(Props { run }: &Props) -> Html {
    let filter = use_state_eq(Filter::default);
    let typed = use_state_eq(String::new);
    let looked_for = use_state_eq(String::new);
    // The numbers after which the pages begin that were seen.
    let before = use_state_eq(Vec::<u32>::new);
    let set_filter = {
        let (filter, before) = (filter.setter(), before.setter());
        Callback::from(move |chosen| {
            filter.set(chosen);
            before.set(Vec::new());
        })
    };
    {
        let (looked_for, before) = (looked_for.setter(), before.setter());
        use_effect_with((*typed).clone(), move |typed| {
            let text = typed.clone();
            let waiting = Timeout::new(TYPING_MILLISECONDS, move || {
                looked_for.set(text);
                before.set(Vec::new());
            });
            move || drop(waiting)
        });
    }
    // What is chosen while a name is waited for stays chosen.
    let filter = Filter { text: (*looked_for).clone(), ..(*filter).clone() };
    let path = runs::packages_path(&run.id, &filter, before.last().copied());
    // How far the run is says when there is something new.
    let polled = use_polled::<Listing>(&path, run.done_in_short(), |_| false);
    // Those before the packages that are shown. While others are waited for, these are still there, and what leads on from them.
    let shown_before = use_mut_ref(Vec::new);
    if !polled.waits_for(&path) {
        shown_before.replace((*before).clone());
    }
    let ontype = {
        let typed = typed.setter();
        Callback::from(move |text| typed.set(text))
    };
    let go = {
        let before = before.setter();
        Callback::from(move |pages| before.set(pages))
    };
    html! {
        <section class="panel run-packages" aria-labelledby="run-packages">
            <h2 id="run-packages" tabindex="-1">{ say!("run-packages") }</h2>
            { filters(run, &filter, &typed, &set_filter, &ontype) }
            <div role="status" class="run-matches">
                if let Some(why) = polled.unanswered {
                    { recorded::unanswered(why) }
                } else if let Some(found) = polled.answer.as_deref().filter(|_| !polled.waits_for(&path)) {
                    <p>{ matches(found) }</p>
                } else {
                    <p>{ status(Tone::Busy, say!("run-looking")) }</p>
                }
            </div>
            if let Some(found) = polled.answer.as_deref() {
                <ol class="run-package-list" aria-busy={polled.waits_for(&path).to_string()}>
                    { for found.packages.iter().map(|package| package_item(run, package, &filter, &set_filter)) }
                </ol>
                { pages(found, &shown_before.borrow(), &go) }
            }
        </section>
    }
}

fn matches(found: &Listing) -> String {
    if found.is_more { say!("run-many-match", number = found.count) } else { say!("run-match", number = found.count) }
}

/// Draws the way to the packages before and after these.
fn pages(found: &Listing, before: &[u32], go: &Callback<Vec<u32>>) -> Html {
    let page = usize::try_from(found.page).unwrap_or_default();
    let (shown, first) = (found.packages.len(), page.saturating_mul(before.len()));
    let last = first.saturating_add(shown);
    let total = usize::try_from(found.count).unwrap_or(usize::MAX);
    let is_last = shown < page || (!found.is_more && last >= total);
    if before.is_empty() && is_last {
        return html! {};
    }
    let previous = before.split_last().map(|(_, earlier)| earlier.to_vec());
    let next = found.packages.last().filter(|_| !is_last).map(|package| [before, &[package.number]].concat());
    let button = |word: String, target: Option<Vec<u32>>| {
        let disabled = target.is_none();
        let target = target.unwrap_or_default();
        html! {
            <button type="button" class="secondary" {disabled} onclick={go.reform(move |_: MouseEvent| target.clone())}>{ word }</button>
        }
    };
    html! {
        <nav class="run-pages" aria-label={say!("run-pages")}>
            { button(say!("run-previous"), previous) }
            <span>{ say!("run-shown", first = first.saturating_add(1).min(last), last = last, total = total) }</span>
            { button(say!("run-next"), next) }
        </nav>
    }
}

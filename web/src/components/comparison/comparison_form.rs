//! The choice of two reports, and their comparison.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::compared::Compared;
use crate::{
    services::Services,
    state::{Action, Comparable, State},
    words::{locale::say, untrusted},
};

/// The most characters of a name in a list.
const NAME: usize = 80;

/// Draws two lists to choose from, and what differs.
pub(crate) fn comparison_form(state: &State, services: &Services) -> Html {
    let all = state.comparables();
    let [old, new] = state.compared.map(|key| all.iter().find(|one| Some(one.key) == key));
    let pair = [old, new].map(|one| one.map(|one| one.key));
    let dispatch = &services.dispatch;
    html! {
        <section class="report-section comparison" aria-labelledby="compare-title">
            <h2 id="compare-title" tabindex="-1">{ say!("compare-reports") }</h2>
            if all.len() < 2 {
                <p class="empty">{ say!("compare-hint") }</p>
            } else {
                <div class="compare-form">
                    { choice(say!("compare-old"), &all, pair[0],
                        &dispatch.reform(move |key| Action::Compare([key, pair[1]]))) }
                    { choice(say!("compare-new"), &all, pair[1],
                        &dispatch.reform(move |key| Action::Compare([pair[0], key]))) }
                    <button type="button" class="secondary"
                        onclick={dispatch.reform(move |_| Action::Compare([pair[1], pair[0]]))}>
                        { say!("compare-swap") }
                    </button>
                </div>
            }
            if let (Some(old), Some(new)) = (old, new) {
                <Compared old={old.report.clone()} new={new.report.clone()} is_old_saved={old.saved_in.is_some()}
                    is_new_saved={new.saved_in.is_some()} verifier={services.verifier.clone()} />
            }
        </section>
    }
}

fn choice(label: String, all: &[Comparable], chosen: Option<u32>, onchoose: &Callback<Option<u32>>) -> Html {
    let onchange =
        onchoose.reform(|event: Event| event.target_unchecked_into::<HtmlSelectElement>().value().parse().ok());
    html! {
        <label class="field">
            <span>{ label }</span>
            <select {onchange}>
                <option value="" selected={chosen.is_none()}>{ say!("compare-choose") }</option>
                { for all.iter().enumerate().map(|(at, one)| html! {
                    <option key={one.key} value={one.key.to_string()} selected={chosen == Some(one.key)}>
                        { named(all, at, one) }
                    </option>
                }) }
            </select>
        </label>
    }
}

/// Names a report so that it differs from every other on the list.
fn named(all: &[Comparable], at: usize, one: &Comparable) -> String {
    let name = |one: &Comparable| match &one.saved_in {
        None => untrusted::bounded(&one.name, NAME),
        Some(file) => {
            say!("compare-saved", name = untrusted::bounded(&one.name, NAME), file = untrusted::bounded(file, NAME))
        }
    };
    let own = name(one);
    let earlier = all.iter().take(at).filter(|other| name(other) == own).count();
    if earlier == 0 { own } else { say!("compare-number", name = own, number = earlier.saturating_add(1)) }
}

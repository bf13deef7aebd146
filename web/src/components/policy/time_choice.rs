//! The time of validation: now, or a given time.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::words::locale::say;

/// Draws a field for a date and a time in UTC. An empty field means now.
pub(crate) fn time_choice(at: Option<&str>, onchoose: &Callback<Option<String>>) -> Html {
    let value = at.and_then(|at| at.get(..16)).unwrap_or_default().to_owned();
    let onchange = onchoose.reform(|event: Event| {
        // The field returns `2026-11-21T12:00`, or nothing while it is not complete.
        let text = event.target_unchecked_into::<HtmlInputElement>().value();
        text.get(..16).map(|minute| format!("{minute}:00Z"))
    });
    html! {
        <div class="field">
            <label class="field-label" for="at">{ say!("policy-at") }</label>
            <input id="at" aria-describedby="at-hint" type="datetime-local" {value} {onchange} />
            <span class="field-hint" id="at-hint">{ say!("policy-at-hint") }</span>
        </div>
    }
}

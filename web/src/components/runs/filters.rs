//! Which packages of a run are listed: by what was found, by name, and by a finding.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::recorded::{self, FOUND};
use crate::{
    browser::runs::{Filter, Run},
    components::shared::untrusted_text,
    words::locale::say,
};

/// Draws the choices of what was found with their numbers, the field for a name, and the finding that is looked for.
pub(super) fn filters(
    run: &Run,
    filter: &Filter,
    typed: &str,
    onfilter: &Callback<Filter>,
    ontype: &Callback<String>,
) -> Html {
    let open = run.packages.saturating_sub(run.done);
    let choice = |found: Option<&'static str>, word: String, count: u64| {
        let chosen = Filter { verdict: found, ..filter.clone() };
        html! {
            <li>
                <button type="button" class="run-filter" aria-pressed={(filter.verdict == found).to_string()}
                    onclick={onfilter.reform(move |_: MouseEvent| chosen.clone())}>
                    { word }<span class="count">{ count }</span>
                </button>
            </li>
        }
    };
    let without = Filter { code: None, ..filter.clone() };
    html! {
        <div class="run-filters">
            <ul class="run-choices" aria-label={say!("run-show")}>
                { choice(None, say!("run-all"), run.packages) }
                { for FOUND.into_iter().map(|found| choice(Some(found), recorded::word(found), recorded::count(&run.verdicts, found))) }
                if open > 0 {
                    { choice(Some("open"), say!("run-open"), open) }
                }
            </ul>
            <label class="run-search">
                <span class="field-label">{ say!("run-search") }</span>
                <input type="search" maxlength="200" spellcheck="false" autocomplete="off" value={typed.to_owned()}
                    oninput={ontype.reform(|event: InputEvent| event.target_unchecked_into::<HtmlInputElement>().value())} />
            </label>
            if let Some(code) = &filter.code {
                <p class="run-code">
                    { say!("run-with-code") }{ " " }<code>{ untrusted_text::plain(code) }</code>
                    <button type="button" class="quiet" onclick={onfilter.reform(move |_: MouseEvent| without.clone())}>
                        { say!("run-without-code") }
                    </button>
                </p>
            }
        </div>
    }
}

//! The reports that came as files.

use yew::prelude::*;

use super::saved_report::says;
use crate::{
    components::shared::untrusted_text,
    state::{Action, SavedReport, State},
    words::{locale::say, untrusted},
};

/// Draws each file with what it says, in grey: it is no verdict.
pub(crate) fn report_list(state: &State, dispatch: &Callback<Action>) -> Html {
    html! {
        <section aria-labelledby="saved-list">
            <h2 id="saved-list" tabindex="-1">{ say!("saved-list") }<span class="count">{ state.saved.len() }</span></h2>
            <ul class="files saved-list">
                { for state.saved.iter().map(|saved| item(saved, state.shown_saved, dispatch)) }
            </ul>
        </section>
    }
}

fn item(saved: &SavedReport, shown: Option<u32>, dispatch: &Callback<Action>) -> Html {
    let key = saved.key;
    let is_shown = shown == Some(key);
    html! {
        <li {key} class={if is_shown { "file queue-item is-selected" } else { "file queue-item" }}>
            <button type="button" class="queue-select" aria-current={is_shown.then_some("true")}
                onclick={dispatch.reform(move |_| Action::ShowReport(key))}>
                <span class="file-name">{ untrusted_text::plain(&saved.report.package.file_name) }</span>
                <span class="file-size">{ untrusted_text::plain(&saved.file_name) }</span>
                <span class="queue-stage saved-says">{ says(saved.report.verdict) }</span>
            </button>
            <span class="file-actions">
                <button type="button" class="quiet"
                    aria-label={say!("remove-named", name = untrusted::escaped(&saved.file_name))}
                    onclick={dispatch.reform(move |_| Action::RemoveReport(key))}>{ say!("remove") }</button>
            </span>
        </li>
    }
}

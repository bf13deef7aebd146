//! The trust store.

use yew::prelude::*;

use super::{installed_list::installed_list, offers::offers, visit_list::visit_list};
use crate::{
    components::shared::{file_picker::FilePicker, text_link, trust_file_item::trust_file_item},
    intake::{Purpose, TRUST_ACCEPT},
    services::Services,
    state::State,
    trust::{Content, Source},
    words::locale::say,
};

/// Draws what is offered, what is installed, and what counts for this visit only.
pub(crate) fn trust_view(state: &State, services: &Services) -> Html {
    let adding = services.clone();
    html! {
        <div class="trust-view" key="trust">
            <h1>{ say!("view-trust") }</h1>
            <p class="lead">{ say!("trust-lead") }</p>
            <p class="form-actions">
                <FilePicker label={say!("trust-add")} class="primary" accept={TRUST_ACCEPT}
                    onfiles={move |files| adding.add(files, Some(Purpose::Trust), Source::Chosen)} />
                if !state.store.entries.is_empty() {
                    { text_link::json(&state.store.bundle(), "trust.json", say!("trust-export")) }
                }
            </p>
            { unreadable(state, services) }
            { offers(state) }
            { installed_list(state, services) }
            { visit_list(state) }
        </div>
    }
}

/// Draws the trust files that are being read, or cannot be read.
fn unreadable(state: &State, services: &Services) -> Html {
    let mut files = state.trust_files.iter().filter(|file| !matches!(file.content, Content::Read(_))).peekable();
    if files.peek().is_none() {
        return html! {};
    }
    html! { <ul class="files panel">{ for files.map(|file| trust_file_item(file, services)) }</ul> }
}

//! The trust store.

use std::rc::Rc;

use gloo::file::{Blob, ObjectUrl};
use js_sys::JSON;
use wasm_bindgen::JsValue;
use yew::prelude::*;

use super::{installed_list::installed_list, offers::offers, visit_list::visit_list};
use crate::{
    components::shared::{file_picker::FilePicker, trust_file_item::trust_file_item},
    intake::{Purpose, TRUST_ACCEPT},
    services::Services,
    state::State,
    trust::{Content, Source, TrustStore},
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
                <ExportLink store={state.store.clone()} />
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

/// Properties of [`ExportLink`].
#[derive(PartialEq, Properties)]
struct ExportProps {
    store: Rc<TrustStore>,
}

/// Draws a link to the store as a trust bundle, for another browser or the command line.
#[component]
fn ExportLink(ExportProps { store }: &ExportProps) -> Html {
    let address = use_memo(store.clone(), |store| {
        // Line breaks make it readable for people.
        let json = JSON::parse(&store.bundle().to_string())
            .and_then(|bundle| JSON::stringify_with_replacer_and_space(&bundle, &JsValue::NULL, &2.into()))
            .map(String::from)
            .unwrap_or_default();
        ObjectUrl::from(Blob::new_with_options(json.as_str(), Some("application/json")))
    });
    if store.entries.is_empty() {
        return html! {};
    }
    html! {
        <a class="button secondary" href={address.to_string()} download="trust.json">{ say!("trust-export") }</a>
    }
}

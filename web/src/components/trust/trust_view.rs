//! The trust store.

use std::rc::Rc;

use gloo::file::{Blob, ObjectUrl};
use js_sys::JSON;
use wasm_bindgen::JsValue;
use yew::prelude::*;

use super::{candidate_card::CandidateCard, installed_list::installed_list};
use crate::{
    components::{file_picker::FilePicker, trust_file_item::trust_file_item},
    intake::TRUST_ACCEPT,
    locale::say,
    services::Services,
    state::State,
    trust::TrustStore,
};

/// What waits to be installed, what is installed, and what counts for this visit only.
pub(crate) fn trust_view(state: &State, services: &Services) -> Html {
    let State { store, trust_files, candidates, .. } = state;
    let adding = services.clone();
    html! {
        <div class="trust-view" key="trust">
            <h1>{ say!("view-trust") }</h1>
            <p class="lead">{ say!("trust-lead") }</p>
            <p class="form-actions">
                <FilePicker label={say!("trust-add")} class="primary" accept={TRUST_ACCEPT}
                    onfiles={move |files| adding.propose_files(files)} />
                <ExportLink store={store.clone()} />
            </p>
            if !candidates.is_empty() {
                <section class="candidates" aria-labelledby="candidates">
                    <h2 id="candidates">{ say!("candidates") }<span class="count">{ candidates.len() }</span></h2>
                    <p class="hint">{ say!("candidates-hint") }</p>
                    <ul>
                        { for candidates.iter().map(|candidate| html! {
                            <CandidateCard key={candidate.entry.fingerprint.clone()} candidate={candidate.clone()}
                                store={store.clone()} />
                        }) }
                    </ul>
                </section>
            }
            { installed_list(store, &services.dispatch) }
            if !trust_files.is_empty() {
                <section aria-labelledby="session-trust">
                    <h2 id="session-trust">{ say!("session-trust") }</h2>
                    <p class="hint">{ say!("session-trust-hint") }</p>
                    <ul class="files panel">
                        { for trust_files.iter().map(|file| trust_file_item(file, services)) }
                    </ul>
                </section>
            }
        </div>
    }
}

/// Properties of [`ExportLink`].
#[derive(PartialEq, Properties)]
struct ExportProps {
    store: Rc<TrustStore>,
}

/// The store as a trust bundle, for another browser or the command line.
#[component]
fn ExportLink(ExportProps { store }: &ExportProps) -> Html {
    let address = use_memo(store.clone(), |store| {
        // With line breaks, for who looks at it.
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

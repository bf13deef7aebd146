//! The trust store.

use std::rc::Rc;

use gloo::file::{Blob, ObjectUrl};
use js_sys::JSON;
use wasm_bindgen::JsValue;
use yew::prelude::*;

use super::{candidate_card::CandidateCard, installed_list::InstalledList};
use crate::{
    components::{file_picker::FilePicker, trust_file_item::TrustFileItem},
    intake::TRUST_ACCEPT,
    locale::say,
    services::Services,
    state::{Candidate, TrustFile},
    trust::TrustStore,
};

/// Properties of [`TrustView`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// What is installed.
    pub(crate) store: Rc<TrustStore>,
    /// Trust files that count as long as the page is open.
    pub(crate) files: Vec<TrustFile>,
    /// What waits to be installed.
    pub(crate) candidates: Vec<Candidate>,
}

/// What waits to be installed, what is installed, and what counts for this visit only.
#[component]
pub(crate) fn TrustView(Props { store, files, candidates }: &Props) -> Html {
    let Some(services) = use_context::<Services>() else { return html! {} };
    html! {
        <div class="trust-view">
            <h1>{ say!("view-trust") }</h1>
            <p class="lead">{ say!("trust-lead") }</p>
            <p class="form-actions">
                <FilePicker label={say!("trust-add")} class="primary" accept={TRUST_ACCEPT}
                    onfiles={move |files| services.propose_files(files)} />
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
            <InstalledList store={store.clone()} />
            if !files.is_empty() {
                <section aria-labelledby="session-trust">
                    <h2 id="session-trust">{ say!("session-trust") }</h2>
                    <p class="hint">{ say!("session-trust-hint") }</p>
                    <ul class="files panel">
                        { for files.iter().map(|file| html! { <TrustFileItem key={file.key} file={file.clone()} /> }) }
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

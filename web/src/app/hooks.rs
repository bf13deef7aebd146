//! What the page does beside drawing: it takes files, runs verifications and keeps trust and policy.

use gloo::events::{EventListener, EventListenerOptions};
use vnfseal::policy::Policy;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{ClipboardEvent, DragEvent, HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::{
    database::{self, Kept},
    engine::RuleText,
    intake::Dropped,
    json::{self, Json, Write},
    locale::{self, Language, say},
    offline, scroll,
    services::Services,
    state::{Action, Stage, State, TrustFile, View},
    trust::TrustStore,
    untrusted,
    verifier::Job,
    words,
    worker::TrustInput,
};

/// A page without files, in the browser's language or the one chosen before.
pub(super) fn first_state() -> State {
    let window = web_sys::window();
    let chosen = window.as_ref().and_then(crate::services::chosen_language);
    let language =
        chosen.or_else(|| window?.navigator().language()).map_or(Language::English, |tag| Language::of_tag(&tag));
    locale::speak(language);
    State::in_language(language)
}

/// Runs a verification whenever the state says that one runs, and stops it when the state says otherwise.
#[hook]
pub(super) fn use_verifications(state: &UseReducerHandle<State>, services: &Services) {
    let (state, services) = (state.clone(), services.clone());
    let running = state.running().map(|delivery| delivery.key);
    use_effect_with((state.run, running), move |&(run, _)| match state.running() {
        Some(delivery) => {
            let policy = state.policy.write();
            let (package, supplied) = (delivery.file.clone(), delivery.supplied.clone());
            services.verifier.verify(Job { run, package, supplied, trust: trust_of(&state), policy });
        }
        None => services.verifier.cancel(),
    });
}

/// Everything that says whom to trust, as the engine takes it.
fn trust_of(state: &State) -> Vec<TrustInput> {
    let installed = (!state.store.entries.is_empty()).then(|| TrustInput::Bundle(state.store.bundle()));
    state.trust_files.iter().map(TrustFile::input).chain(installed).collect()
}

/// Takes files dropped anywhere in the window and PEM text pasted there; tells whether files are being dragged over it.
#[hook]
pub(super) fn use_intake(services: &Services) -> bool {
    let is_dragging = use_state_eq(|| false);
    let (setter, services) = (is_dragging.setter(), services.clone());
    use_effect_with((), move |()| {
        let listeners = web_sys::window().map(|window| {
            ["dragenter", "dragover", "dragleave", "drop", "paste"].map(|kind| {
                let (setter, services) = (setter.clone(), services.clone());
                let options = EventListenerOptions::enable_prevent_default();
                EventListener::new_with_options(&window, kind, options, move |event| {
                    if let Some(event) = event.dyn_ref::<DragEvent>() {
                        setter.set(drags_on(event));
                        if event.type_() == "drop" {
                            services.take(event.data_transfer().as_ref().map(Dropped::take));
                        }
                    } else if let Some(event) = event.dyn_ref::<ClipboardEvent>().filter(|event| !is_in_field(event)) {
                        services.take(event.clipboard_data().as_ref().map(Dropped::paste));
                    }
                })
            })
        });
        move || drop(listeners)
    });
    *is_dragging
}

/// Claims a drag of files, so that the browser does not open them, and tells whether it goes on over the window.
fn drags_on(event: &DragEvent) -> bool {
    let carries_files = event.data_transfer().is_some_and(|transfer| transfer.types().includes(&"Files".into(), 0));
    if carries_files {
        event.prevent_default();
    }
    match event.type_().as_str() {
        "drop" => false,
        // Every element that is left sends this event; only at the window's edge is nothing entered instead.
        "dragleave" => event.related_target().is_some(),
        _ => carries_files,
    }
}

fn is_in_field(event: &ClipboardEvent) -> bool {
    event
        .target()
        .is_some_and(|target| target.has_type::<HtmlInputElement>() || target.has_type::<HtmlTextAreaElement>())
}

/// Restores what this browser kept, and keeps what changes from then on. Asks the engine for its rules, too.
#[hook]
pub(super) fn use_kept(state: &UseReducerHandle<State>, services: &Services) {
    let is_restored = use_state_eq(|| false);
    {
        let (restored, services) = (is_restored.setter(), services.clone());
        use_effect_with((), move |()| {
            ask_rules(&services);
            spawn_local(async move {
                let (store, policy) = restore().await;
                services.dispatch.emit(Action::Restore(store, policy));
                restored.set(true);
                if offline::has_new_version().await {
                    services.dispatch.emit(Action::Remark(say!("notice-new-version")));
                }
            });
        });
    }
    let (store, policy, restored) = (state.store.clone(), state.policy.clone(), *is_restored);
    let dispatch = services.dispatch.clone();
    use_effect_with((store, policy, restored), move |(store, policy, restored)| {
        if *restored {
            let trust = store.to_json();
            let policy = policy.write().to_string();
            spawn_local(async move {
                let kept = keep(&trust, &policy).await;
                if kept.is_err() {
                    dispatch.emit(Action::Remark(say!("notice-not-kept")));
                }
            });
        }
    });
}

async fn restore() -> (TrustStore, Policy) {
    // A browser that keeps nothing, in a private window say, begins with nothing each time.
    let trust = database::read(Kept::Trust).await.ok().flatten();
    let policy = database::read(Kept::Policy).await.ok().flatten();
    let store = trust.map(|json| TrustStore::from_json(&json)).unwrap_or_default();
    (store, policy.and_then(|json| json::parse(&json).ok()).unwrap_or_default())
}

async fn keep(trust: &str, policy: &str) -> Result<(), wasm_bindgen::JsValue> {
    database::write(Kept::Trust, trust).await?;
    database::write(Kept::Policy, policy).await
}

fn ask_rules(services: &Services) {
    let dispatch = services.dispatch.clone();
    let told = Callback::from(move |answer: crate::verifier::Answer| {
        let rules = answer.ok().flatten().and_then(|json| json::parse::<Vec<RuleText>>(&json).ok());
        if let Some(rules) = rules {
            dispatch.emit(Action::Rules(rules.into()));
        }
    });
    services.verifier.ask("rules", Json::object([]), Vec::new(), told);
}

/// The window's title says how it went: several tabs may be waiting.
#[hook]
pub(super) fn use_title(state: &State) {
    let selected = state.selected();
    let name = selected.map(|delivery| untrusted::escaped(&delivery.file.name()));
    let word = selected.and_then(|delivery| match &delivery.stage {
        Stage::Queued | Stage::Cancelled => None,
        Stage::Running(_) => Some(say!("title-verifying")),
        Stage::Stopped(_) => Some(say!("title-no-result")),
        Stage::Done(report) => Some(words::verdict(report.verdict)),
    });
    use_effect_with((name, word, state.language), |(name, word, language)| {
        let title = match (name, word) {
            (Some(name), Some(word)) => format!("{word}: {name} – vnfseal"),
            _ => say!("title"),
        };
        if let Some(document) = web_sys::window().and_then(|window| window.document()) {
            document.set_title(&title);
            if let Some(root) = document.document_element() {
                // Refused: then the language of the page is told wrong, and nothing else.
                let _ = root.set_attribute("lang", language.tag());
            }
        }
    });
}

/// Shows another view from its beginning, and keeps the focus from getting lost with the last one.
#[hook]
pub(super) fn use_beginning(view: View) {
    let is_first = use_mut_ref(|| true);
    use_effect_with(view, move |_| {
        if !is_first.replace(false) {
            scroll::to_top();
        }
    });
}

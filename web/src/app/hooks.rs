//! Work of the page other than drawing: it takes files, runs verifications and keeps trust and policy.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{ClipboardEvent, DragEvent, HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::{
    browser::{dialog, history, kept, offline, scroll, server::Server, tabs},
    engine::{Answer, Fault, Job, Question, RuleText, RunEvent},
    intake::Dropped,
    json::{self, Write},
    services::Services,
    state::{Action, Stage, State, View},
    trust,
    words::{
        self,
        locale::{self, Language, say},
        untrusted,
    },
};

/// Returns the state of a page without files, which says that a language is `missing` which was wanted.
pub(super) fn first_state(missing: Option<Language>) -> State {
    State::first(locale::spoken(), history::is_on(), missing)
}

/// Runs a verification whenever the state says that one runs, and stops it when the state says otherwise. A package that
/// waits for a verdict by other trust or another policy is read on meanwhile.
///
/// Stored values are read again before each verification, because another tab may have changed them. If one has, the
/// run is not begun, because taking the new values in begins another.
#[hook]
pub(super) fn use_verifications(state: &UseReducerHandle<State>, services: &Services) {
    let (state, services) = (state.clone(), services.clone());
    let running = state.running().map(|delivery| delivery.key);
    use_effect_with((state.run, running), move |&(run, _)| match state.running() {
        Some(delivery) => {
            let (package, supplied) = (delivery.file.clone(), delivery.supplied.clone());
            let (trust, policy) = (trust::bundle(state.trusted()), state.policy.write());
            let reading = delivery.reading_name();
            let job = Job { run, package, reading, supplied, trust, policy };
            services.verifier.expect(run);
            spawn_local(async move {
                match kept::read(&services.verifier).await {
                    Ok(Some(kept)) if !state.agrees_with(&kept) => services.dispatch.emit(Action::TakeKept(kept)),
                    Ok(None) if state.is_kept => {
                        let fault = Fault::Refused(say!("stopped-not-read"));
                        services.dispatch.emit(Action::Ran(run, RunEvent::Failed(fault)));
                    }
                    Err(fault) => services.dispatch.emit(Action::Ran(run, RunEvent::Failed(fault))),
                    _ => services.verifier.verify(job, &state.awaited()),
                }
            });
        }
        None => services.verifier.stop(&state.awaited()),
    });
}

/// Takes files that are dropped anywhere in the window and PEM text that is pasted there. Returns whether files are
/// being dragged over it.
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
                    // A dialog has its own places for files: they are keys and certificates.
                    let is_free = !dialog::is_open();
                    if let Some(event) = event.dyn_ref::<DragEvent>() {
                        let is_over = drags_on(event);
                        setter.set(is_over && is_free);
                        if event.type_() == "drop" && is_free {
                            services.take(event.data_transfer().as_ref().map(Dropped::take));
                        }
                    } else if let Some(event) =
                        event.dyn_ref::<ClipboardEvent>().filter(|event| is_free && !is_in_field(event))
                    {
                        services.take(event.clipboard_data().as_ref().map(Dropped::paste));
                    }
                })
            })
        });
        move || drop(listeners)
    });
    *is_dragging
}

/// Claims a drag of files, so that the browser does not open them. Returns whether the drag goes on over the window.
fn drags_on(event: &DragEvent) -> bool {
    let carries_files = event.data_transfer().is_some_and(|transfer| transfer.types().includes(&"Files".into(), 0));
    if carries_files {
        event.prevent_default();
    }
    match event.type_().as_str() {
        "drop" => false,
        // Every element that is left sends this event. Only at the window's edge is no other element entered.
        "dragleave" => event.related_target().is_some(),
        _ => carries_files,
    }
}

fn is_in_field(event: &ClipboardEvent) -> bool {
    event
        .target()
        .is_some_and(|target| target.has_type::<HtmlInputElement>() || target.has_type::<HtmlTextAreaElement>())
}

/// Takes in the stored values, at first and when another tab has changed them. It also asks the engine for its rules.
#[hook]
pub(super) fn use_kept(services: &Services) {
    let services = services.clone();
    use_effect_with((), move |()| {
        ask_rules(&services);
        services.take_kept();
        let heard = services.clone();
        tabs::listen(move || {
            heard.dispatch.emit(Action::HistoryChanged(history::is_on()));
            heard.take_kept();
        });
        spawn_local(async move {
            if offline::has_new_version().await {
                services.dispatch.emit(Action::Remark(say!("notice-new-version")));
            }
        });
    });
}

/// Asks the server of the page once what it has beside it.
#[hook]
pub(super) fn use_server(services: &Services) {
    let dispatch = services.dispatch.clone();
    use_effect_with((), move |()| {
        spawn_local(async move { dispatch.emit(Action::Served(Server::ask().await)) });
    });
}

fn ask_rules(services: &Services) {
    let dispatch = services.dispatch.clone();
    let told = Callback::from(move |answer: Answer| {
        let rules = answer.ok().and_then(|json| json::parse::<Vec<RuleText>>(&json).ok());
        if let Some(rules) = rules {
            dispatch.emit(Action::Rules(rules.into()));
        }
    });
    services.verifier.ask(Question::Rules, told);
}

/// Shows the result in the window's title, because several tabs may be waiting.
#[hook]
pub(super) fn use_title(state: &State) {
    let selected = state.selected();
    let name = selected.map(|delivery| untrusted::escaped(&delivery.file.name()));
    let word = selected.and_then(|delivery| match delivery.shown() {
        Stage::Queued | Stage::Cancelled => None,
        Stage::Running(_) => Some(say!("title-verifying")),
        Stage::Stopped(_) => Some(say!("title-no-result")),
        Stage::Read(_) => Some(say!("title-read")),
        Stage::Done(_) if delivery.is_open() => Some(say!("title-verifying")),
        Stage::Done(report) if report.is_encrypted() => Some(say!("stage-encrypted")),
        Stage::Done(report) => Some(words::verdict(report.verdict)),
    });
    use_effect_with((name, word, state.language), |(name, word, language)| {
        let title = match (name, word) {
            (Some(name), Some(word)) => format!("{} – vnfseal", words::labelled(word, name)),
            _ => say!("title"),
        };
        if let Some(document) = web_sys::window().and_then(|window| window.document()) {
            document.set_title(&title);
            if let Some(root) = document.document_element() {
                // If this is refused, the page names a wrong language, and nothing else is lost.
                let _ = root.set_attribute("lang", language.tag());
            }
        }
    });
}

/// Keeps the focus when something disappears after the user's decision: a card, an entry, a package or a button to cancel. A
/// keyboard goes on at the next card that waits, otherwise at the result of the decision.
#[hook]
pub(super) fn use_decisions(state: &State) {
    let counting = state.trust_files.iter().map(|file| file.counting().count()).sum::<usize>();
    let (installed, removed) = (state.store.entries.len(), usize::from(state.removed.is_some()));
    let open = state.queue.iter().filter(|delivery| delivery.is_open()).count();
    let package = state.selected.map(|key| format!("package-{key}")).unwrap_or_default();
    let before = use_mut_ref(|| [0; 6]);
    use_effect_with([state.waiting(), counting, installed, removed, state.queue.len(), open], move |&now| {
        let was = before.replace(now);
        // New elements appear without the user. Only an element that disappears had the focus.
        if now.iter().zip(was).any(|(now, was)| *now < was) {
            let of_report = ["progress-title", "waiting-title", "stopped-title", "verdict-title"];
            // A removed package leaves a gap in the list, where the next one stands.
            let of_list = if now[4] < was[4] { vec![&*package, "packages"] } else { Vec::new() };
            let of_store = if now[2] == was[2] { ["visit", "installed"] } else { ["installed", "visit"] };
            scroll::go_on_at(&[&of_list[..], &["offers"], &of_report, &of_store, &["main"]].concat());
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

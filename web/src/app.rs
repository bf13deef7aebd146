//! The root component: state, verifier and layout meet here.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::DragEvent;
use yew::prelude::*;

use crate::{
    components::{
        announcer::Announcer, drop_overlay::DropOverlay, footer::Footer, header::Header, inputs::Inputs, intro::Intro,
        notices::Notices, progress_panel::ProgressPanel, questions::Questions, report_view::ReportView,
        stopped_panel::StoppedPanel,
    },
    intake::{self, Dropped},
    state::{Action, Purpose, Stage, State},
    untrusted,
    verifier::Verifier,
    words,
};

/// The whole page.
#[component]
pub(crate) fn App() -> Html {
    let state = use_reducer(State::default);
    let is_dragging = use_drop(&state.dispatcher());
    use_verifier(&state);
    use_title(&state);

    let dispatch = Callback::from({
        let dispatcher = state.dispatcher();
        move |action| dispatcher.dispatch(action)
    });
    let is_empty = state.files.is_empty();
    html! {
        <>
            <Header />
            <main id="main">
                <Intro is_small={!is_empty} />
                <Inputs files={state.files.clone()} dispatch={dispatch.clone()} />
                <Notices notices={state.notices.clone()} dispatch={dispatch.clone()} />
                { stage(&state, &dispatch) }
            </main>
            <Footer />
            <DropOverlay is_visible={is_dragging} />
            <Announcer stage={state.stage.clone()} />
        </>
    }
}

fn stage(state: &State, dispatch: &Callback<Action>) -> Html {
    let dispatch = dispatch.clone();
    match &state.stage {
        Stage::Waiting if state.files.is_empty() => html! { <Questions /> },
        Stage::Waiting => html! {},
        Stage::Running(progress) => html! { <ProgressPanel progress={progress.clone()} {dispatch} /> },
        Stage::Cancelled => html! { <StoppedPanel {dispatch} /> },
        Stage::Stopped(fault) => html! { <StoppedPanel fault={fault.clone()} {dispatch} /> },
        Stage::Done(verified) => html! { <ReportView key={state.run} report={verified.clone()} /> },
    }
}

/// Runs a verification whenever the state says that one runs, and stops it when the state says otherwise.
#[hook]
fn use_verifier(state: &UseReducerHandle<State>) {
    let dispatcher = state.dispatcher();
    let verifier = use_memo((), move |()| Verifier::new(Callback::from(move |action| dispatcher.dispatch(action))));
    let state = state.clone();
    use_effect_with((state.run, state.is_running()), move |&(run, is_running)| {
        match state.package().filter(|_| is_running) {
            Some(package) => {
                let trust = state.with_purpose(Purpose::Trust).map(|input| input.file.clone()).collect();
                verifier.verify(run, package.file.clone(), trust);
            }
            None => verifier.cancel(),
        }
    });
}

/// Takes files dropped anywhere in the window; tells whether some are being dragged over it.
#[hook]
fn use_drop(dispatcher: &UseReducerDispatcher<State>) -> bool {
    let is_dragging = use_state_eq(|| false);
    let (setter, dispatcher) = (is_dragging.setter(), dispatcher.clone());
    use_effect_with((), move |()| {
        let listeners = web_sys::window().map(|window| {
            ["dragenter", "dragover", "dragleave", "drop"].map(|kind| {
                let (setter, dispatcher) = (setter.clone(), dispatcher.clone());
                let options = EventListenerOptions::enable_prevent_default();
                EventListener::new_with_options(&window, kind, options, move |event| {
                    let Some(event) = event.dyn_ref::<DragEvent>() else {
                        return;
                    };
                    setter.set(drags_on(event));
                    if event.type_() == "drop" {
                        take(event, dispatcher.clone());
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

fn take(event: &DragEvent, dispatcher: UseReducerDispatcher<State>) {
    let Some(transfer) = event.data_transfer() else { return };
    let Dropped { files, notices } = Dropped::take(&transfer);
    if files.is_empty() && notices.is_empty() {
        return;
    }
    spawn_local(async move { dispatcher.dispatch(Action::Add(intake::recognise(files).await, notices)) });
}

/// The window's title says how it went: several tabs may be waiting.
#[hook]
fn use_title(state: &State) {
    let name = state.package().map(|package| untrusted::escaped(&package.file.name()));
    let word = match &state.stage {
        Stage::Waiting | Stage::Cancelled => None,
        Stage::Running(_) => Some("Verifying"),
        Stage::Stopped(_) => Some("No result"),
        Stage::Done(report) => Some(words::verdict(report.verdict)),
    };
    use_effect_with((name, word), |(name, word)| {
        let title = match (name, word) {
            (Some(name), Some(word)) => format!("{word}: {name} – vnfseal"),
            _ => "vnfseal – verify signed VNF packages".to_owned(),
        };
        if let Some(document) = web_sys::window().and_then(|window| window.document()) {
            document.set_title(&title);
        }
    });
}

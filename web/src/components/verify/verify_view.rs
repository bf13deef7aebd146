//! Packages and their reports.

use yew::prelude::*;

use super::{
    inputs::inputs, progress_panel::progress_panel, questions::questions, start::start, stopped_panel::stopped_panel,
    waiting_panel::waiting_panel,
};
use crate::{
    components::{making::encrypted_panel::encrypted_panel, report::report_view::ReportView, trust::offers::offers},
    services::Services,
    state::{Action, Delivery, Stage, State},
    words::locale::say,
};

/// Draws the files that were given, and the state of the selected package.
pub(crate) fn verify_view(state: &State, services: &Services) -> Html {
    let is_empty = state.queue.is_empty() && state.trust_files.is_empty();
    html! {
        <key="verify">
            if is_empty {
                { start() }
            } else {
                <h1 class="visually-hidden">{ say!("view-verify-title") }</h1>
            }
            { inputs(state, services) }
            if let Some(delivery) = state.selected() {
                { stage(delivery, state, &services.dispatch) }
            } else {
                { offers(state) }
            }
            if is_empty {
                { questions() }
            }
        </>
    }
}

fn stage(delivery: &Delivery, state: &State, dispatch: &Callback<Action>) -> Html {
    let key = delivery.key;
    let content = match &delivery.stage {
        Stage::Queued => html! { <p class="panel queued">{ say!("queued-explained") }</p> },
        Stage::Running(progress) => progress_panel(key, progress, dispatch),
        Stage::Cancelled => stopped_panel(key, None, dispatch),
        Stage::Stopped(fault) => stopped_panel(key, Some(fault), dispatch),
        Stage::Read(verified) => waiting_panel(verified, state),
        Stage::Done(verified) if verified.is_encrypted() => encrypted_panel(delivery, dispatch),
        Stage::Done(verified) => html! {
            <ReportView key={format!("{key}-{}", state.terms)} report={verified.clone()} delivery={delivery.clone()}
                store={state.store.clone()} />
        },
    };
    // A report is long, so open decisions come before it. They come after anything else.
    let is_long = matches!(delivery.stage, Stage::Done(_));
    html! {
        <>
            if is_long { { offers(state) } }
            { content }
            if !is_long { { offers(state) } }
        </>
    }
}

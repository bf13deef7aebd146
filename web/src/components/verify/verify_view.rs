//! The view of the packages and their reports.

use web_sys::Element;
use yew::prelude::*;

use super::{
    history_section::HistorySection, inputs, progress_panel::progress_panel, questions::questions, start::start,
    stopped_panel::stopped_panel, waiting_panel::waiting_panel,
};
use crate::{
    components::{
        making::encrypted_panel::encrypted_panel, on_demand::OnDemand, report::report_view::ReportView,
        trust::offers::offers,
    },
    report::Verified,
    services::Services,
    state::{Action, Delivery, Stage, State},
    words::locale::say,
};

/// The buttons and links with which the user keeps a report.
const KEEP: &str = ".keep :is(a, button:not([aria-haspopup=menu]))";

/// Draws the files that were given, and the state of the selected package. Many packages stand in a table beside its report.
pub(crate) fn verify_view(state: &State, services: &Services, on_demand: &OnDemand) -> Html {
    let is_empty = state.queue.is_empty() && state.trust_files.is_empty();
    html! {
        <key="verify">
            if is_empty {
                { start() }
            } else {
                <h1 class="visually-hidden">{ say!("view-verify-title") }</h1>
            }
            if state.has_table() {
                <div class="workbench">
                    <div class="workbench-side">
                        { on_demand.part(|seldom| (seldom.batch)(state, services)) }
                        { inputs::trust(state, services) }
                    </div>
                    <div class="workbench-main">{ selected(state, services) }</div>
                </div>
            } else {
                { inputs::inputs(state, services) }
                { selected(state, services) }
            }
            if is_empty {
                { questions() }
            }
            <HistorySection is_on={state.keeps_reports} kept={state.kept_reports} />
        </>
    }
}

fn selected(state: &State, services: &Services) -> Html {
    match state.selected() {
        Some(delivery) => stage(delivery, state, &services.dispatch),
        None => offers(state),
    }
}

fn stage(delivery: &Delivery, state: &State, dispatch: &Callback<Action>) -> Html {
    let key = delivery.key;
    let content = match delivery.shown() {
        Stage::Queued => html! { <p class="panel queued">{ say!("queued-explained") }</p> },
        Stage::Running(progress) => progress_panel(key, progress, dispatch),
        Stage::Cancelled => stopped_panel(key, None, dispatch),
        Stage::Stopped(fault) => stopped_panel(key, Some(fault), dispatch),
        Stage::Read(read) => waiting_panel(read, state),
        Stage::Done(verified) if verified.is_encrypted() => encrypted_panel(delivery, dispatch),
        Stage::Done(verified) => report(verified, delivery, state, dispatch),
    };
    // A report is long, so open decisions come before it. They come after anything else.
    let is_long = matches!(delivery.shown(), Stage::Done(_));
    html! {
        <>
            if is_long { { offers(state) } }
            { content }
            if !is_long { { offers(state) } }
        </>
    }
}

/// Draws a report. While the package is judged again, the one before it stays in its place, drawn as outdated, so that the page
/// does not jump. It is the same for the whole time, whatever the engine says meanwhile.
fn report(verified: &Verified, delivery: &Delivery, state: &State, dispatch: &Callback<Action>) -> Html {
    let is_outdated = delivery.is_open();
    let settled = if is_outdated { Stage::Queued } else { delivery.stage.clone() };
    let shown = Delivery { stage: settled, ..delivery.clone() };
    let (key, dispatch) = (delivery.key, dispatch.clone());
    let onclick = move |event: MouseEvent| {
        let target = event.target_dyn_into::<Element>();
        if target.is_some_and(|target| target.closest(KEEP).ok().flatten().is_some()) {
            dispatch.emit(Action::Saved(vec![key]));
        }
    };
    html! {
        <div key={format!("{}-{}", delivery.key, delivery.reading)} class={is_outdated.then_some("is-outdated")}
            aria-busy={is_outdated.then_some("true")} {onclick}>
            <ReportView report={verified.clone()} delivery={shown} store={state.store.clone()} />
        </div>
    }
}

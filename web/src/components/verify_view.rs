//! Packages and their reports.

use yew::prelude::*;

use super::{
    inputs::Inputs, progress_panel::ProgressPanel, questions::Questions, report_view::ReportView, start::Start,
    stopped_panel::StoppedPanel,
};
use crate::{
    locale::say,
    services::Services,
    state::{Delivery, Stage, State},
};

/// Properties of [`VerifyView`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// All of the page's state.
    pub(crate) state: State,
}

/// The files in hand, and how the package that is looked at stands.
#[component]
pub(crate) fn VerifyView(Props { state }: &Props) -> Html {
    let services = use_context::<Services>();
    let Some(Services { dispatch, .. }) = services else { return html! {} };
    let is_empty = state.queue.is_empty() && state.trust_files.is_empty();
    html! {
        <>
            if is_empty {
                <Start />
            } else {
                <h1 class="visually-hidden">{ say!("view-verify-title") }</h1>
            }
            <Inputs queue={state.queue.clone()} selected={state.selected} trust_files={state.trust_files.clone()}
                store={state.store.clone()} policy={state.policy.clone()} />
            if let Some(delivery) = state.selected() {
                { stage(delivery, state, &dispatch) }
            } else if is_empty {
                <Questions />
            }
        </>
    }
}

fn stage(delivery: &Delivery, state: &State, dispatch: &Callback<crate::state::Action>) -> Html {
    let (key, dispatch) = (delivery.key, dispatch.clone());
    match &delivery.stage {
        Stage::Queued => html! { <p class="panel queued">{ say!("queued-explained") }</p> },
        Stage::Running(progress) => html! { <ProgressPanel delivery={key} progress={progress.clone()} {dispatch} /> },
        Stage::Cancelled => html! { <StoppedPanel delivery={key} {dispatch} /> },
        Stage::Stopped(fault) => html! { <StoppedPanel delivery={key} fault={fault.clone()} {dispatch} /> },
        Stage::Done(verified) => html! {
            <ReportView key={format!("{key}-{}", state.terms)} report={verified.clone()} delivery={delivery.clone()}
                store={state.store.clone()} />
        },
    }
}

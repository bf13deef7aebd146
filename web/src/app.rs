//! The root component, which connects state, engine and layout.

mod hooks;
mod keeping;
mod leaving;

use std::rc::Rc;

use yew::prelude::*;

use crate::{
    browser::{printing, server::Server},
    components::{
        frame::{announcer::announcer, drop_overlay::drop_overlay, footer::footer, header::header, notices::notices},
        on_demand::{OnDemand, use_on_demand},
        report::findings::finding_group::Rules,
        trust::unread::unread,
        verify::verify_view::verify_view,
    },
    services::Services,
    state::{Action, Delivery, State, View},
    words::locale::Language,
};

/// What the page begins with.
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The language that was wanted and could not be loaded.
    pub(crate) missing: Option<Language>,
}

/// Draws the whole page.
#[component]
pub(crate) fn App(props: &Props) -> Html {
    let state = use_reducer(|| hooks::first_state(props.missing));
    let services = use_memo((), |()| Services::new(state.dispatcher()));
    let is_dragging = hooks::use_intake(&services);
    hooks::use_kept(&services);
    hooks::use_server(&services);
    hooks::use_verifications(&state, &services);
    hooks::use_title(&state);
    hooks::use_beginning(state.view);
    hooks::use_decisions(&state);
    leaving::use_address(&state, &services);
    leaving::use_leaving(&state);
    leaving::use_notification(&state);
    keeping::use_history(&state, &services);
    printing::use_unfolding();
    let on_demand = use_on_demand();
    let dispatch = services.dispatch.clone();

    html! {
        // A change of language draws everything anew.
        <ContextProvider<Services> context={(*services).clone()} key={state.language.tag()}>
            { header(&state, &dispatch) }
            <ContextProvider<Rc<Server>> context={Rc::clone(&state.server)}>
            <ContextProvider<Rules> context={state.rules.clone()}>
                <main id="main" tabindex="-1">
                    { notices(&state.notices, &dispatch) }
                    { unread(&state.unread, &services) }
                    { view(&state, &services, &on_demand) }
                </main>
            </ContextProvider<Rules>>
            </ContextProvider<Rc<Server>>>
            { footer(&state.server) }
            { drop_overlay(is_dragging) }
            { dialog(&state, &services, &on_demand) }
            { comparison(&state, &services, &on_demand) }
            { viewer(&state, &services, &on_demand) }
            { announcer(&state) }
        </ContextProvider<Services>>
    }
}

/// Draws the open dialog.
fn dialog(state: &State, services: &Services, on_demand: &OnDemand) -> Html {
    let Some((work, key)) = state.dialog else { return html! {} };
    let Some(delivery) = of_queue(state, key) else { return html! {} };
    let close = services.dispatch.reform(|()| Action::Open(None));
    on_demand.dialog(|seldom| (seldom.making)(work, delivery, state, services), close)
}

/// Draws the certificate that is compared before it is trusted.
fn comparison(state: &State, services: &Services, on_demand: &OnDemand) -> Html {
    let Some(comparing) = &state.comparing else { return html! {} };
    let close = services.dispatch.reform(|()| Action::CompareFingerprint(None));
    on_demand.dialog(|seldom| (seldom.comparison)(comparing, state, services), close)
}

/// Draws the file that the user looks at.
fn viewer(state: &State, services: &Services, on_demand: &OnDemand) -> Html {
    let Some(viewed) = &state.viewed else { return html! {} };
    let Some(delivery) = of_queue(state, viewed.key) else { return html! {} };
    let close = services.dispatch.reform(|()| Action::CloseViewer);
    on_demand.dialog(|seldom| (seldom.viewer)(viewed, delivery, state, services), close)
}

fn of_queue(state: &State, key: u32) -> Option<&Delivery> {
    state.queue.iter().find(|delivery| delivery.key == key)
}

fn view(state: &State, services: &Services, on_demand: &OnDemand) -> Html {
    if state.view == View::Verify {
        verify_view(state, services, on_demand)
    } else {
        on_demand.part(|seldom| (seldom.view)(state, services))
    }
}

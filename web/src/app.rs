//! The root component, which connects state, engine and layout.

mod hooks;
mod keeping;
mod leaving;

use std::rc::Rc;

use yew::prelude::*;

use crate::{
    browser::{printing, server::Server},
    components::{
        catalogue::catalogue_view::CatalogueView,
        frame::{announcer::announcer, drop_overlay::drop_overlay, footer::footer, header::header, notices::notices},
        making::making_dialog::MakingDialog,
        page::this_page::this_page,
        policy::policy_view::PolicyView,
        report::findings::finding_group::Rules,
        runs::runs_view::RunsView,
        saved::reports_view::reports_view,
        trust::{compare_dialog::CompareDialog, trust_view::trust_view, unread::unread},
        verify::verify_view::verify_view,
        viewer::viewer_dialog::ViewerDialog,
    },
    json::Write,
    services::Services,
    state::{Action, State, View},
    trust,
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
                    { view(&state, &services) }
                </main>
            </ContextProvider<Rules>>
            </ContextProvider<Rc<Server>>>
            { footer(&state.server) }
            { drop_overlay(is_dragging) }
            { dialog(&state, &services) }
            { comparison(&state, &services) }
            { viewer(&state, &services) }
            { announcer(&state) }
        </ContextProvider<Services>>
    }
}

/// Draws the open dialog, with the trust and the policy that are in force.
fn dialog(state: &State, services: &Services) -> Html {
    let Some((work, key)) = state.dialog else { return html! {} };
    let Some(delivery) = state.queue.iter().find(|delivery| delivery.key == key) else { return html! {} };
    html! {
        <MakingDialog {work} delivery={delivery.clone()} trust={trust::bundle(state.trusted())}
            policy={state.policy.write()} server={Rc::clone(&state.server)} services={services.clone()} />
    }
}

/// Draws the certificate that is compared before it is trusted.
fn comparison(state: &State, services: &Services) -> Html {
    let Some(comparing) = &state.comparing else { return html! {} };
    html! {
        <CompareDialog key={comparing.file.key} comparing={comparing.clone()}
            trusted={state.trusted().cloned().collect::<Vec<_>>()} services={services.clone()} />
    }
}

/// Draws the file that the user looks at.
fn viewer(state: &State, services: &Services) -> Html {
    let Some(viewed) = &state.viewed else { return html! {} };
    let Some(delivery) = state.queue.iter().find(|delivery| delivery.key == viewed.key) else { return html! {} };
    html! {
        <ViewerDialog viewed={viewed.clone()} delivery={delivery.clone()} policy={state.policy.write()}
            services={services.clone()} />
    }
}

fn view(state: &State, services: &Services) -> Html {
    match state.view {
        View::Verify => verify_view(state, services),
        View::Catalogue => html! { <CatalogueView key="catalogue" queue={state.queue.clone()} /> },
        View::Reports => reports_view(state, services),
        View::Runs => html! {
            <RunsView key="runs" open={state.run_shown.clone()} onopen={services.dispatch.reform(Action::OpenRun)} />
        },
        View::Trust => trust_view(state, services),
        View::Policy => html! { <PolicyView key="policy" policy={state.policy.clone()} rules={state.rules.clone()} /> },
        View::ThisPage => this_page(),
    }
}

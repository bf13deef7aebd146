//! The root component: state, engine and layout meet here.

mod hooks;

use yew::prelude::*;

use crate::{
    components::{
        announcer::Announcer, drop_overlay::DropOverlay, footer::Footer, header::Header, notices::Notices,
        page::this_page::ThisPage, policy::policy_view::PolicyView, trust::trust_view::TrustView,
        verify_view::VerifyView,
    },
    services::Services,
    state::{State, View},
};

/// The whole page.
#[component]
pub(crate) fn App() -> Html {
    let state = use_reducer(hooks::first_state);
    let services = use_memo((), |()| Services::new(state.dispatcher()));
    let is_dragging = hooks::use_intake(&services);
    hooks::use_kept(&state, &services);
    hooks::use_verifications(&state, &services);
    hooks::use_title(&state);
    hooks::use_beginning(state.view);
    let dispatch = services.dispatch.clone();

    html! {
        // A change of language draws everything anew.
        <ContextProvider<Services> context={(*services).clone()} key={state.language.tag()}>
            <Header view={state.view} language={state.language} installed={state.store.entries.len()}
                waiting={state.candidates.len()} dispatch={dispatch.clone()} />
            <main id="main" tabindex="-1">
                <Notices notices={state.notices.clone()} {dispatch} />
                { view(&state) }
            </main>
            <Footer />
            <DropOverlay is_visible={is_dragging} />
            <Announcer delivery={state.selected().cloned()} queued={state.queue.len()} />
        </ContextProvider<Services>>
    }
}

fn view(state: &State) -> Html {
    match state.view {
        View::Verify => html! { <VerifyView state={state.clone()} /> },
        View::Trust => html! {
            <TrustView store={state.store.clone()} files={state.trust_files.clone()}
                candidates={state.candidates.clone()} />
        },
        View::Policy => html! { <PolicyView policy={state.policy.clone()} rules={state.rules.clone()} /> },
        View::ThisPage => html! { <ThisPage /> },
    }
}

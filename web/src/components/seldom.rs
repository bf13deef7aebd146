//! What few visits draw: it is compiled into a module of its own, which the page loads when one of it is opened (decision 0070).
//!
//! Only [`SELDOM`] names it. Whatever the rest of the page calls directly is in the first module with all that it needs.

use std::{cell::Cell, rc::Rc};

use wasm_split_helpers::{SplitLoaderError, wasm_split};
use yew::prelude::*;

use super::{
    catalogue::catalogue_view::CatalogueView,
    making::making_dialog::MakingDialog,
    page::this_page::this_page,
    policy::policy_view::PolicyView,
    report::artifacts::artifact_details::artifact_details,
    runs::runs_view::RunsView,
    saved::reports_view::reports_view,
    sending::{message_dialog::MessageDialog, summary_dialog::SummaryDialog},
    trust::{compare_dialog::CompareDialog, trust_view::trust_view},
    verify::batch::batch_panel::batch_panel,
    viewer::viewer_dialog::ViewerDialog,
};
use crate::{
    json::Write,
    report::Verified,
    services::Services,
    state::{Action, Comparing, Delivery, State, View, Viewed, Work},
    trust,
};

/// The functions that draw it.
pub(crate) struct Seldom {
    /// Any view but the first.
    pub(crate) view: fn(&State, &Services) -> Html,
    /// The table of many packages.
    pub(crate) batch: fn(&State, &Services) -> Html,
    /// The details of an artifact or folder, by its node in the tree, and what closes them.
    pub(crate) artifact: fn(&Verified, &Delivery, usize, &Callback<()>) -> Html,
    /// The dialog that makes something new of a package.
    pub(crate) making: fn(Work, &Delivery, &State, &Services) -> Html,
    /// The dialog in which a certificate is compared.
    pub(crate) comparison: fn(&Comparing, &State, &Services) -> Html,
    /// The dialog that shows a file of a package.
    pub(crate) viewer: fn(&Viewed, &Delivery, &State, &Services) -> Html,
    /// The dialog with the message to the vendor, and what is called when it is closed.
    pub(crate) message: fn(&Verified, Callback<()>) -> Html,
    /// The dialog with the summary of a report, and what is called when it is closed.
    pub(crate) summary: fn(&Verified, Callback<()>) -> Html,
}

static SELDOM: Seldom =
    Seldom { view, batch: batch_panel, artifact: artifact_details, making, comparison, viewer, message, summary };

thread_local! {
    static LOADED: Cell<Option<&'static Seldom>> = const { Cell::new(None) };
}

/// Returns the functions if their module is loaded.
pub(super) fn loaded() -> Option<&'static Seldom> {
    LOADED.get()
}

/// Loads the module, unless it is there. After a failure it can be loaded again.
pub(super) async fn load() -> Result<(), SplitLoaderError> {
    LOADED.set(Some(module().await?));
    Ok(())
}

/// The door of the module. Calling it loads the module.
#[wasm_split(seldom, fallible)]
#[allow(clippy::unnecessary_wraps, reason = "what fails is the loading, which the macro adds")]
fn module() -> Result<&'static Seldom, SplitLoaderError> {
    Ok(&SELDOM)
}

fn view(state: &State, services: &Services) -> Html {
    match state.view {
        // It is in the first module.
        View::Verify => html! {},
        View::Catalogue => html! { <CatalogueView key="catalogue" queue={state.queue.clone()} /> },
        View::Reports => reports_view(state, services),
        View::Runs => html! {
            <RunsView key="runs" open={state.run_shown.clone()} onopen={services.dispatch.reform(Action::OpenRun)} />
        },
        View::Trust => trust_view(state, services),
        View::Policy => html! { <PolicyView key="policy" policy={state.policy.clone()} rules={state.rules.clone()} /> },
        View::ThisPage => this_page(services),
    }
}

/// Draws the dialog with the trust and the policy that are in force.
fn making(work: Work, delivery: &Delivery, state: &State, services: &Services) -> Html {
    html! {
        <MakingDialog {work} delivery={delivery.clone()} trust={trust::bundle(state.trusted())}
            policy={state.policy.write()} server={Rc::clone(&state.server)} services={services.clone()} />
    }
}

fn comparison(comparing: &Comparing, state: &State, services: &Services) -> Html {
    html! {
        <CompareDialog key={comparing.file.key} comparing={comparing.clone()}
            trusted={state.trusted().cloned().collect::<Vec<_>>()} services={services.clone()} />
    }
}

fn viewer(viewed: &Viewed, delivery: &Delivery, state: &State, services: &Services) -> Html {
    html! {
        <ViewerDialog viewed={viewed.clone()} delivery={delivery.clone()} policy={state.policy.write()}
            services={services.clone()} />
    }
}

fn message(report: &Verified, onclose: Callback<()>) -> Html {
    html! { <MessageDialog report={report.clone()} {onclose} /> }
}

fn summary(report: &Verified, onclose: Callback<()>) -> Html {
    html! { <SummaryDialog report={report.clone()} {onclose} /> }
}

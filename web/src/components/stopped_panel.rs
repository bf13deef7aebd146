//! A verification without a report.

use yew::prelude::*;

use super::{
    icon::{Icon, Picture},
    untrusted_text::{SENTENCE, UntrustedText},
};
use crate::state::{Action, Fault};

/// Properties of [`StoppedPanel`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Why; nothing when the user cancelled it.
    #[prop_or_default]
    pub(crate) fault: Option<Fault>,
    /// Where it is started again.
    pub(crate) dispatch: Callback<Action>,
}

/// What happened, what it means, and how to go on.
#[component]
pub(crate) fn StoppedPanel(Props { fault, dispatch }: &Props) -> Html {
    let (title, meaning, detail) = explain(fault.as_ref());
    let tone = if fault.is_some() { "tone-wrong" } else { "tone-nothing" };
    html! {
        <section class={classes!("panel", "stopped-panel", tone)} aria-labelledby="stopped-title">
            <Icon picture={Picture::Warning} />
            <div>
                <h2 id="stopped-title">{ title }</h2>
                if !detail.is_empty() {
                    <p class="stopped-detail"><UntrustedText text={detail.to_owned()} short={SENTENCE} /></p>
                }
                <p>{ meaning }</p>
                <button type="button" class="primary" onclick={dispatch.reform(|_| Action::VerifyAgain)}>
                    <Icon picture={Picture::Again} />{ "Verify again" }
                </button>
            </div>
        </section>
    }
}

fn explain(fault: Option<&Fault>) -> (&'static str, &'static str, &str) {
    match fault {
        None => ("Cancelled", "Nothing was decided about the package.", ""),
        Some(Fault::Refused(detail)) => (
            "The verification could not run",
            "Nothing was decided about the package. Replace the file in question, or try again.",
            detail,
        ),
        Some(Fault::WorkerGone(detail)) => (
            "The verification ended without a result",
            "The part of the page that verifies has stopped, most often because memory ran out. Nothing was decided \
             about the package. A new one has been started and is ready.",
            detail,
        ),
        Some(Fault::NotLoaded(detail)) => (
            "The verifier could not be loaded",
            "Reload the page. If that does not help, the page is not installed completely, or this browser is too old: \
             it needs module workers and WebAssembly.",
            detail,
        ),
    }
}

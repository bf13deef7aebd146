//! A verification without a report.

use yew::prelude::*;

use super::{
    icon::{Icon, Picture},
    untrusted_text::{SENTENCE, UntrustedText},
};
use crate::{
    locale::say,
    state::{Action, Fault},
};

/// Properties of [`StoppedPanel`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The package.
    pub(crate) delivery: u32,
    /// Why; nothing when the user cancelled it.
    #[prop_or_default]
    pub(crate) fault: Option<Fault>,
    /// Where it is started again.
    pub(crate) dispatch: Callback<Action>,
}

/// What happened, what it means, and how to go on.
#[component]
pub(crate) fn StoppedPanel(Props { delivery, fault, dispatch }: &Props) -> Html {
    let delivery = *delivery;
    let (title, meaning, detail) = explain(fault.as_ref());
    let tone = if fault.is_some() { "tone-wrong" } else { "tone-nothing" };
    html! {
        <section class={classes!("panel", "stopped-panel", tone)} aria-labelledby="stopped-title">
            <Icon picture={Picture::Warning} />
            <div>
                <h2 id="stopped-title">{ title }</h2>
                if !detail.is_empty() {
                    <p class="stopped-detail" lang="en"><UntrustedText text={detail.to_owned()} short={SENTENCE} /></p>
                }
                <p>{ meaning }</p>
                <button type="button" class="primary"
                    onclick={dispatch.reform(move |_| Action::VerifyAgain(delivery))}>
                    <Icon picture={Picture::Again} />{ say!("verify-again") }
                </button>
            </div>
        </section>
    }
}

fn explain(fault: Option<&Fault>) -> (String, String, &str) {
    match fault {
        None => (say!("cancelled-title"), say!("cancelled-meaning"), ""),
        Some(Fault::Refused(detail)) => (say!("stopped-refused"), say!("stopped-refused-meaning"), detail),
        Some(Fault::WorkerGone(detail)) => (say!("stopped-worker-gone"), say!("stopped-worker-gone-meaning"), detail),
        Some(Fault::NotLoaded(detail)) => (say!("stopped-not-loaded"), say!("stopped-not-loaded-meaning"), detail),
    }
}

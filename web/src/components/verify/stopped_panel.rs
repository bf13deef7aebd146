//! A verification without a report.

use yew::prelude::*;

use crate::{
    components::shared::{
        icon::{Picture, icon},
        original, untrusted_text,
    },
    engine::Fault,
    state::Action,
    words::locale::{self, ENGLISH, say},
};

/// Draws what happened, what it means, and how to go on.
pub(crate) fn stopped_panel(delivery: u32, fault: Option<&Fault>, dispatch: &Callback<Action>) -> Html {
    let (title, meaning, detail) = explain(fault);
    let tone = if fault.is_some() { "tone-wrong" } else { "tone-nothing" };
    html! {
        <section class={["panel stopped-panel", tone].join(" ")} aria-labelledby="stopped-title">
            { icon(Picture::Warning) }
            <div>
                <h2 id="stopped-title" tabindex="-1">{ title }</h2>
                if !detail.is_empty() && locale::tag() == ENGLISH {
                    <p class="stopped-detail" lang="en">{ untrusted_text::sentence(detail) }</p>
                }
                <p>{ meaning }</p>
                if !detail.is_empty() && locale::tag() != ENGLISH {
                    <p class="stopped-detail">{ original::wording(detail) }</p>
                }
                <button type="button" class="primary"
                    onclick={dispatch.reform(move |_| Action::VerifyAgain(delivery))}>
                    { icon(Picture::Again) }{ say!("verify-again") }
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

//! The summary of a report on one page: look at it, print it.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::summary_sheet::summary_sheet;
use crate::{
    browser::{dialog, digesting},
    components::shared::icon::{Picture, icon},
    report::Verified,
    words::locale::say,
};

/// Properties of [`SummaryDialog`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The report.
    pub(crate) report: Verified,
    /// Called when the dialog is closed.
    pub(crate) onclose: Callback<()>,
}

/// The digest of the report's JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ReportDigest {
    /// It is being computed.
    Computing,
    /// SHA-256 in lower-case hex.
    Known(String),
    /// The browser computes none here.
    Unavailable,
}

/// Draws the dialog, open from the beginning. It stands in the page's body, so that it alone can be printed.
#[component]
pub(crate) fn SummaryDialog(Props { report, onclose }: &Props) -> Html {
    let element = use_node_ref();
    let digest = use_state_eq(|| ReportDigest::Computing);
    use_effect_with(element.clone(), dialog::open);
    {
        let digest = digest.setter();
        use_effect_with(report.clone(), move |report| {
            let json = report.json().clone();
            spawn_local(async move {
                let known = digesting::sha_256_of_blob(json.as_ref()).await;
                digest.set(known.map_or(ReportDigest::Unavailable, ReportDigest::Known));
            });
        });
    }
    let close = {
        let element = element.clone();
        move |_: MouseEvent| dialog::close(&element)
    };
    let print = |_: MouseEvent| {
        if let Some(window) = web_sys::window() {
            // If this is refused, nothing is printed, and the user sees that.
            let _ = window.print();
        }
    };
    let Some(body) = web_sys::window().and_then(|window| window.document()).and_then(|document| document.body()) else {
        return html! {};
    };
    let content = html! {
        <dialog class="making sending summary" ref={element} aria-labelledby="summary-title"
            onclose={onclose.reform(|_| ())}>
            <h2 id="summary-title" tabindex="-1">{ say!("sheet-open") }</h2>
            { summary_sheet(report, &digest) }
            <p class="form-actions">
                <button type="button" class="primary" disabled={*digest == ReportDigest::Computing} onclick={print}>
                    { icon(Picture::Print) }{ say!("keep-print") }
                </button>
                <button type="button" class="secondary" onclick={close}>{ say!("close") }</button>
            </p>
        </dialog>
    };
    create_portal(content, body.into())
}

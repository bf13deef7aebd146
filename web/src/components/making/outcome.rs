//! What was made, and the way to get it; or what was uploaded.

use vnfseal::report::Severity;
use web_sys::File;
use yew::prelude::*;

use crate::{
    browser::saving,
    components::{
        report::findings,
        shared::{
            icon::{Picture, icon},
            original,
            status::{self, Tone, status},
            untrusted_text,
        },
    },
    engine::Made,
    report::Verified,
    state::Work,
    words::{self, locale::say, quantities, untrusted},
};

/// The most findings that are drawn of what did not pass.
const MOST: usize = 5;

/// Properties of [`Outcome`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// What it was made by.
    pub(crate) work: Work,
    /// What was made.
    pub(crate) made: Made,
    /// Called when the dialog is to be closed.
    pub(crate) onclose: Callback<MouseEvent>,
}

/// Draws the result in a sentence, the verdict on the new package, and a button to save it.
#[component]
pub(crate) fn Outcome(Props { work, made, onclose }: &Props) -> Html {
    let title = use_node_ref();
    let is_saved = use_state_eq(|| made.is_saved);
    // The button that had the focus (Cancel) is gone. A screen reader goes on at the result.
    use_effect_with(title.clone(), |title| {
        if let Some(title) = title.cast::<web_sys::HtmlElement>() {
            // Without focus the page works as before.
            let _ = title.focus();
        }
    });
    let save = made.file.clone().map(|file| {
        let is_saved = is_saved.setter();
        move |_: MouseEvent| {
            saving::download(&file.clone().into(), &untrusted::escaped(&file.name()));
            is_saved.set(true);
        }
    });
    let tone = if made.file.is_some() || *work == Work::Upload { Tone::Right } else { Tone::Wrong };
    let closing = if made.report.is_some() && made.file.is_some() { say!("making-show") } else { say!("close") };
    html! {
        <div class={["outcome", tone.class()].join(" ")}>
            <h3 tabindex="-1" ref={title}>{ status(tone, heading(*work, made.file.is_some())) }</h3>
            if let Some(file) = &made.file {
                <p class="outcome-file">
                    { untrusted_text::plain(&file.name()) }
                    <span class="file-size">{ quantities::bytes(quantities::whole(file.size())) }</span>
                </p>
            }
            if *work == Work::Upload {
                <p>{ say!("uploaded-as") }{ " " }{ untrusted_text::text(&made.id) }</p>
                <p>{ say!("uploaded-meaning") }</p>
            } else {
                { for made.report.iter().map(|report| verified(*work, report, made.file.as_ref())) }
            }
            { for made.notes.iter().map(|note| html! { <p>{ original::about(say!("making-note"), note) }</p> }) }
            if *is_saved {
                <p role="status">{ status(Tone::Right, say!("making-saved")) }</p>
            }
            <p class="form-actions">
                if let Some(save) = save.filter(|_| !made.is_saved) {
                    <button type="button" class="primary" onclick={save}>
                        { icon(Picture::Download) }{ say!("making-save") }
                    </button>
                }
                <button type="button" class="secondary" onclick={onclose}>{ closing }</button>
            </p>
        </div>
    }
}

fn heading(work: Work, is_made: bool) -> String {
    match work {
        Work::Sign => say!("signed-title"),
        Work::Encrypt => say!("encrypted-done-title"),
        Work::Decrypt if is_made => say!("decrypted-title"),
        Work::Decrypt => say!("decrypted-withheld-title"),
        Work::Upload => say!("uploaded-title"),
    }
}

/// Draws what the verification of the new package has shown.
fn verified(work: Work, report: &Verified, file: Option<&File>) -> Html {
    let signer = report.last_service_provider().filter(|_| work == Work::Sign);
    let gravest = report.findings.iter().filter(|finding| !finding.accepted && finding.severity <= Severity::Unknown);
    html! {
        <>
            if let Some(signer) = signer {
                <p>{ say!("signed-by") }{ " " }{ untrusted_text::text(signer) }</p>
            }
            <p class="outcome-verdict">
                { say!("making-verified") }{ " " }{ status::verdict(report.verdict) }
            </p>
            <p>{ words::verdict_sentence(report) }</p>
            if file.is_none() {
                <p>{ say!("decrypted-withheld") }</p>
                <ol class="refusal-findings">
                    { for gravest.take(MOST).map(|finding| html! {
                        <li class={["finding", Tone::from(finding.severity).class()].join(" ")}>
                            { findings::body(finding) }
                        </li>
                    }) }
                </ol>
            }
        </>
    }
}

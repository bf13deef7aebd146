//! Reports of earlier visits, if the user lets this browser keep them.

use js_sys::Array;
use vnfseal::report::Verdict;
use wasm_bindgen_futures::spawn_local;
use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

use crate::{
    browser::{
        history::{self, KeptReport, REPORTS_MAX},
        saving, scroll,
    },
    components::{
        saved::saved_report::says,
        shared::{
            status::{Tone, status},
            untrusted_text,
        },
    },
    json::Word,
    services::Services,
    state::Action,
    trust::Source,
    words::{locale::say, quantities, untrusted},
};

/// Properties of [`HistorySection`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Whether reports are kept.
    pub(crate) is_on: bool,
    /// A number that grows when other reports are kept than before.
    pub(crate) kept: u32,
}

/// Draws the switch, and the reports that are kept. It is closed, because most visits are about something else.
#[component]
pub(crate) fn HistorySection(Props { is_on, kept }: &Props) -> Html {
    let reports = use_state_eq(Vec::<KeptReport>::new);
    let Some(services) = use_context::<Services>() else { return html! {} };
    let load = {
        let reports = reports.setter();
        move || spawn_local(async move { reports.set(history::all().await.unwrap_or_default()) })
    };
    use_effect_with(*kept, {
        let load = load.clone();
        move |_| load()
    });
    let onchange = {
        let dispatch = services.dispatch.clone();
        move |event: Event| {
            let wanted = event.target_unchecked_into::<HtmlInputElement>().checked();
            let is_done = history::turn(wanted);
            dispatch.emit(if is_done {
                Action::KeepReports(wanted)
            } else {
                Action::Remark(say!("notice-not-changed"))
            });
        }
    };
    let clear = move |_: MouseEvent| {
        let load = load.clone();
        spawn_local(async move {
            // If this fails, the list shows what is still there.
            let _ = history::clear().await;
            load();
            scroll::focus_on("history");
        });
    };
    html! {
        <details class="history">
            <summary id="history">
                { say!("history-title") }
                if !reports.is_empty() { <span class="count">{ reports.len() }</span> }
            </summary>
            <p class="hint">{ say!("history-hint", number = REPORTS_MAX) }</p>
            <label class="switch"><input type="checkbox" checked={*is_on} {onchange} />{ say!("history-keep") }</label>
            if !reports.is_empty() {
                <ul class="files">{ for reports.iter().map(|kept| item(kept, &services)) }</ul>
                <button type="button" class="secondary" onclick={clear}>{ say!("history-clear") }</button>
            }
        </details>
    }
}

fn item(kept: &KeptReport, services: &Services) -> Html {
    let open = {
        let (services, report, name) = (services.clone(), kept.report.clone(), format!("{}.report.json", kept.name));
        move |_: MouseEvent| {
            if let Ok(file) = File::new_with_blob_sequence(&Array::of1(&report), &name) {
                services.add(vec![file], None, Source::Chosen);
            }
        }
    };
    let save = {
        let (report, name) =
            (gloo::file::Blob::from(kept.report.clone()), format!("{}.report.json", untrusted::escaped(&kept.name)));
        move |_: MouseEvent| saving::download(&report, &name)
    };
    let verdict = Verdict::of_code(&kept.verdict);
    html! {
        <li class="file" key={kept.id.clone()}>
            <span class="file-name">{ untrusted_text::plain(&kept.name) }</span>
            if let Some(verdict) = verdict {
                { status(Tone::Nothing, says(verdict)) }
            }
            <span class="file-size">{ quantities::time(&kept.at) }</span>
            <span class="file-actions">
                <button type="button" class="quiet"
                    aria-label={say!("history-open-named", name = untrusted::escaped(&kept.name))}
                    onclick={open}>{ say!("history-open") }</button>
                <button type="button" class="quiet" aria-label={say!("history-save-named", name = untrusted::escaped(&kept.name))}
                    onclick={save}>{ say!("history-save") }</button>
            </span>
        </li>
    }
}

//! One entry of the catalogue.

use vnfseal::report::Verdict;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    browser::server::{Entry, Unfetched},
    components::shared::{
        facts, original,
        status::{self, Tone, status},
        untrusted_text,
    },
    json::Word,
    services::Services,
    state::{Action, Delivery, Input, Stage},
    words::{locale::say, quantities, untrusted},
};

/// Properties of [`StoredEntry`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The entry.
    pub(crate) entry: Entry,
    /// The package on the page that was fetched of it.
    pub(crate) delivery: Option<Delivery>,
}

/// Draws the name, what was recorded, what this page has found, and a button to verify it.
#[component]
pub(crate) fn StoredEntry(Props { entry, delivery }: &Props) -> Html {
    let is_fetching = use_state_eq(|| false);
    let services = use_context::<Services>();
    let verify = {
        let (entry, is_fetching) = (entry.clone(), is_fetching.setter());
        move |_: MouseEvent| {
            let (entry, is_fetching, services) = (entry.clone(), is_fetching.clone(), services.clone());
            let Some(services) = services else { return };
            is_fetching.set(true);
            spawn_local(async move {
                match entry.fetch().await {
                    Ok((file, origin)) => {
                        services.dispatch.emit(Action::Add(vec![Input::Stored(file, origin)], Vec::new()));
                    }
                    Err(why) => services.dispatch.emit(Action::Remark(not_fetched(&entry, why))),
                }
                is_fetching.set(false);
            });
        }
    };
    let name = untrusted::escaped(&entry.name);
    let (label, spoken) = match delivery {
        Some(_) => (say!("catalogue-verify-again"), say!("catalogue-verify-again-named", name = name)),
        None => (say!("catalogue-verify"), say!("catalogue-verify-named", name = name)),
    };
    html! {
        <li class="stored-entry">
            <p class="stored-name">
                { untrusted_text::text(&entry.name) }
                if let Some(size) = entry.size {
                    <span class="file-size">{ quantities::bytes(size) }</span>
                }
            </p>
            if let Some(problem) = &entry.problem {
                <p>{ status(Tone::Wrong, say!("catalogue-damaged")) }{ " " }{ original::about(say!("catalogue-problem"), problem) }</p>
            } else {
                <dl class="facts">
                    { facts::drawn(say!("catalogue-recorded"), recorded(entry)) }
                    { facts::drawn(say!("catalogue-now"), now(delivery.as_ref())) }
                </dl>
                <p class="form-actions">
                    <button type="button" class="secondary" onclick={verify} disabled={*is_fetching} aria-label={spoken}>
                        { label }
                    </button>
                    <span role="status">
                        if *is_fetching { { status(Tone::Busy, say!("catalogue-fetching")) } }
                    </span>
                </p>
            }
        </li>
    }
}

fn not_fetched(entry: &Entry, why: Unfetched) -> String {
    let name = untrusted::escaped(&entry.name);
    match why {
        Unfetched::Broken => say!("catalogue-not-fetched", name = name),
        Unfetched::Replaced => say!("catalogue-replaced", name = name),
    }
}

/// Draws what somebody wrote beside the package. It is a word without a mark: a mark is for what was proven here.
fn recorded(Entry { verdict, onboarded_at, .. }: &Entry) -> Html {
    let Some(verdict) = verdict.as_deref().and_then(Verdict::of_code) else {
        return html! { { say!("catalogue-recorded-none") } };
    };
    html! {
        <>
            { crate::words::verdict(verdict) }
            if let Some(time) = onboarded_at {
                { ", " }{ untrusted_text::text(&quantities::time(time)) }
            }
        </>
    }
}

/// Draws what this page has found by the trust and the policy that are in force.
fn now(delivery: Option<&Delivery>) -> Html {
    match delivery.map(|delivery| &delivery.stage) {
        None | Some(Stage::Cancelled) => html! { { say!("catalogue-now-none") } },
        Some(Stage::Queued | Stage::Running(_)) => status(Tone::Busy, say!("title-verifying")),
        Some(Stage::Stopped(_)) => status(Tone::Warning, say!("title-no-result")),
        Some(Stage::Read(_)) => status(Tone::Unknown, say!("stage-read")),
        Some(Stage::Done(report)) if report.is_encrypted() => status(Tone::Unknown, say!("stage-encrypted")),
        Some(Stage::Done(report)) => status::verdict(report.verdict),
    }
}

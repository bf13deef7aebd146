//! One package in the queue.

use yew::prelude::*;

use super::supplied_files::supplied_files;
use crate::{
    components::shared::{
        status::{Tone, status},
        untrusted_text,
    },
    intake::Purpose,
    services::Services,
    state::{Action, Delivery, Stage},
    words::{self, locale::say, quantities, untrusted},
};

/// Draws the name, the size and the state of the package, and what can be done with it.
pub(crate) fn queue_item(delivery: &Delivery, is_selected: bool, services: &Services) -> Html {
    let (key, file) = (delivery.key, delivery.file.clone());
    let spoken = untrusted::escaped(&file.name());
    let reassign = {
        let (services, file) = (services.clone(), file.clone());
        move |_: MouseEvent| services.reassign(key, file.clone(), Purpose::Trust)
    };
    html! {
        <li {key} class={if is_selected { "file queue-item is-selected" } else { "file queue-item" }}>
            <button type="button" class="queue-select" aria-current={is_selected.then_some("true")}
                onclick={services.dispatch.reform(move |_| Action::Select(key))}>
                <span class="file-name">{ untrusted_text::plain(&file.name()) }</span>
                <span class="file-size">{ quantities::bytes(quantities::whole(file.size())) }</span>
                <span class="queue-stage">{ stage(&delivery.stage) }</span>
            </button>
            <span class="file-actions">
                if matches!(delivery.stage, Stage::Queued | Stage::Running(_)) {
                    <button type="button" class="quiet" aria-label={say!("cancel-named", name = spoken.clone())}
                        onclick={services.dispatch.reform(move |_| Action::Cancel(key))}>{ say!("cancel") }</button>
                }
                <button type="button" class="quiet" aria-label={say!("use-as-trust-named", name = spoken.clone())}
                    onclick={reassign}>{ say!("use-as-trust") }</button>
                <button type="button" class="quiet" aria-label={say!("remove-named", name = spoken.clone())}
                    onclick={services.dispatch.reform(move |_| Action::Remove(key))}>{ say!("remove") }</button>
            </span>
            if !delivery.supplied.is_empty() {
                { supplied_files(delivery, services) }
            }
        </li>
    }
}

fn stage(stage: &Stage) -> Html {
    match stage {
        Stage::Queued => status(Tone::Nothing, say!("stage-queued")),
        Stage::Running(progress) => {
            let percent = progress.percent().unwrap_or_default();
            status(Tone::Busy, format!("{percent} %"))
        }
        Stage::Cancelled => status(Tone::Nothing, say!("cancelled-title")),
        Stage::Stopped(_) => status(Tone::Warning, say!("title-no-result")),
        Stage::Read(_) => status(Tone::Unknown, say!("stage-read")),
        Stage::Done(report) if report.is_encrypted() => status(Tone::Unknown, say!("stage-encrypted")),
        Stage::Done(report) => status(Tone::from(report.verdict), words::verdict_with_warnings(report)),
    }
}

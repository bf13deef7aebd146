//! One package in the queue.

use yew::prelude::*;

use super::{
    status::{self, Status, Tone},
    supplied_files::SuppliedFiles,
    untrusted_text::UntrustedText,
};
use crate::{
    intake::Purpose,
    locale::say,
    quantities,
    services::Services,
    state::{Action, Delivery, Stage},
    untrusted,
};

/// Properties of [`QueueItem`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The package.
    pub(crate) delivery: Delivery,
    /// Whether it is the one that is looked at.
    pub(crate) is_selected: bool,
}

/// Name, size, how it stands, and what can be done with it.
#[component]
pub(crate) fn QueueItem(Props { delivery, is_selected }: &Props) -> Html {
    let Some(services) = use_context::<Services>() else { return html! {} };
    let (key, file) = (delivery.key, delivery.file.clone());
    let spoken = untrusted::escaped(&file.name());
    let reassign = {
        let (services, file) = (services.clone(), file.clone());
        move |_: MouseEvent| services.reassign(key, file.clone(), Purpose::Trust)
    };
    html! {
        <li class={classes!("file", "queue-item", is_selected.then_some("is-selected"))}>
            <button type="button" class="queue-select" aria-current={is_selected.then_some("true")}
                onclick={services.dispatch.reform(move |_| Action::Select(key))}>
                <span class="file-name"><UntrustedText text={file.name()} plain=true /></span>
                <span class="file-size">{ quantities::bytes(file.size()) }</span>
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
                <SuppliedFiles delivery={delivery.clone()} />
            }
        </li>
    }
}

fn stage(stage: &Stage) -> Html {
    match stage {
        Stage::Queued => html! { <Status tone={Tone::Nothing} word={say!("stage-queued")} /> },
        Stage::Running(progress) => {
            let percent = progress.percent().unwrap_or_default();
            html! { <Status tone={Tone::Busy} word={format!("{percent:.0} %")} /> }
        }
        Stage::Cancelled => html! { <Status tone={Tone::Nothing} word={say!("cancelled-title")} /> },
        Stage::Stopped(_) => html! { <Status tone={Tone::Warning} word={say!("title-no-result")} /> },
        Stage::Done(report) => status::verdict(report.verdict),
    }
}

//! One package in the list.

use yew::prelude::*;

use super::{package_actions::package_actions, stage_status::stage_status, supplied_files::supplied_files};
use crate::{
    components::shared::untrusted_text,
    services::Services,
    state::{Action, Delivery},
    words::quantities,
};

/// Draws the name, the size and the state of the package, and what can be done with it.
pub(crate) fn queue_item(delivery: &Delivery, is_selected: bool, services: &Services) -> Html {
    let key = delivery.key;
    let name = delivery.file.name();
    html! {
        <li {key} class={if is_selected { "file queue-item is-selected" } else { "file queue-item" }}>
            <button type="button" class="queue-select" id={format!("package-{key}")}
                aria-current={is_selected.then_some("true")}
                onclick={services.dispatch.reform(move |_| Action::Select(key))}>
                <span class="file-name">{ untrusted_text::plain(&name) }</span>
                <span class="file-size">{ quantities::bytes(quantities::whole(delivery.file.size())) }</span>
                <span class="queue-stage">{ stage_status(delivery) }</span>
            </button>
            { package_actions(delivery, services) }
            if !delivery.supplied.is_empty() {
                { supplied_files(delivery, services) }
            }
        </li>
    }
}

//! The files that were given, and the buttons to choose them.

use yew::prelude::*;

use super::{queue_item::queue_item, terms::terms};
use crate::{
    components::shared::{
        file_picker::FilePicker,
        icon::{Picture, icon},
        trust_file_item::trust_file_item,
    },
    intake::{PACKAGE_PICKER, Purpose, TRUST_ACCEPT},
    services::Services,
    state::State,
    trust::Source,
    words::locale::say,
};

/// Draws a place for packages, and one for trust files.
pub(crate) fn inputs(state: &State, services: &Services) -> Html {
    let is_large = state.queue.is_empty() && state.trust_files.is_empty();
    html! {
        <div class={if is_large { "inputs inputs-large" } else { "inputs" }}>
            { packages(state, services) }
            { trust(state, services) }
        </div>
    }
}

fn packages(State { queue, selected, .. }: &State, services: &Services) -> Html {
    let add = services.clone();
    let (label, rest, class) = match queue.len() {
        0 => (say!("choose-package"), String::new(), "primary"),
        _ => (say!("add-more"), say!("add-more-packages"), "secondary"),
    };
    html! {
        <section class="slot" aria-labelledby="packages">
            <h2 id="packages" tabindex="-1">{ icon(Picture::Package) }{ say!("slot-packages") }</h2>
            <FilePicker {label} {rest} {class} accept={PACKAGE_PICKER}
                onfiles={move |files| add.add(files, Some(Purpose::Package), Source::WithPackage)} />
            if queue.is_empty() {
                <p class="hint">{ say!("slot-packages-hint") }</p>
            } else {
                <ul class="files">
                    { for queue.iter().map(|delivery| queue_item(delivery, *selected == Some(delivery.key), services)) }
                </ul>
            }
        </section>
    }
}

/// Draws the trust files, and the trust and policy that are in force.
pub(crate) fn trust(State { queue, trust_files, store, policy, .. }: &State, services: &Services) -> Html {
    let add = services.clone();
    let has_trust = !trust_files.is_empty() || !store.entries.is_empty();
    let (label, rest, class) = match trust_files.len() {
        0 => (say!("choose-trust"), String::new(), if has_trust { "secondary" } else { "primary" }),
        _ => (say!("add-more"), say!("add-more-trust"), "secondary"),
    };
    html! {
        <section class="slot" aria-labelledby="trust">
            <h2 id="trust">{ icon(Picture::Key) }{ say!("slot-trust") }</h2>
            <FilePicker {label} {rest} {class} accept={TRUST_ACCEPT}
                onfiles={move |files| add.add(files, Some(Purpose::Trust), Source::Chosen)} />
            if !has_trust && !queue.is_empty() {
                <p class="slot-warning">{ icon(Picture::Warning) }{ say!("slot-trust-missing") }</p>
            } else if trust_files.is_empty() && store.entries.is_empty() {
                <p class="hint">{ say!("slot-trust-hint") }</p>
            }
            if !trust_files.is_empty() {
                <ul class="files">
                    { for trust_files.iter().map(|file| trust_file_item(file, services)) }
                </ul>
            }
            { terms(store, policy, &services.dispatch) }
        </section>
    }
}

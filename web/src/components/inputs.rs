//! The files in hand, and the buttons to choose them.

use std::rc::Rc;

use vnfseal::policy::Policy;
use yew::prelude::*;

use super::{
    file_picker::FilePicker,
    icon::{Icon, Picture},
    queue_item::QueueItem,
    terms::Terms,
    trust_file_item::TrustFileItem,
};
use crate::{
    intake::{PACKAGE_ACCEPT, Purpose, TRUST_ACCEPT},
    locale::say,
    services::Services,
    state::{Delivery, TrustFile},
    trust::TrustStore,
};

/// Properties of [`Inputs`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The packages.
    pub(crate) queue: Vec<Delivery>,
    /// The one that is looked at.
    pub(crate) selected: Option<u32>,
    /// Trust files that count as long as the page is open.
    pub(crate) trust_files: Vec<TrustFile>,
    /// What is installed.
    pub(crate) store: Rc<TrustStore>,
    /// What is asked of packages.
    pub(crate) policy: Rc<Policy>,
}

/// A place for packages, and one for whom to trust.
#[component]
pub(crate) fn Inputs(props: &Props) -> Html {
    let Some(services) = use_context::<Services>() else { return html! {} };
    let is_large = props.queue.is_empty() && props.trust_files.is_empty();
    html! {
        <div class={classes!("inputs", is_large.then_some("inputs-large"))}>
            { packages(props, &services) }
            { trust(props, &services) }
        </div>
    }
}

fn packages(Props { queue, selected, .. }: &Props, services: &Services) -> Html {
    let add = services.clone();
    let (label, rest, class) = match queue.len() {
        0 => (say!("choose-package"), String::new(), "primary"),
        _ => (say!("add-more"), say!("add-more-packages"), "secondary"),
    };
    html! {
        <section class="slot" aria-labelledby="packages">
            <h2 id="packages"><Icon picture={Picture::Package} />{ say!("slot-packages") }</h2>
            <FilePicker {label} {rest} {class} accept={PACKAGE_ACCEPT}
                onfiles={move |files| add.add(files, Some(Purpose::Package))} />
            if queue.is_empty() {
                <p class="hint">{ say!("slot-packages-hint") }</p>
            } else {
                <ul class="files">
                    { for queue.iter().map(|delivery| html! {
                        <QueueItem key={delivery.key} delivery={delivery.clone()}
                            is_selected={*selected == Some(delivery.key)} />
                    }) }
                </ul>
            }
        </section>
    }
}

fn trust(Props { queue, trust_files, store, policy, .. }: &Props, services: &Services) -> Html {
    let add = services.clone();
    let has_trust = !trust_files.is_empty() || !store.entries.is_empty();
    let (label, rest, class) = match trust_files.len() {
        0 => (say!("choose-trust"), String::new(), if has_trust { "secondary" } else { "primary" }),
        _ => (say!("add-more"), say!("add-more-trust"), "secondary"),
    };
    html! {
        <section class="slot" aria-labelledby="trust">
            <h2 id="trust"><Icon picture={Picture::Key} />{ say!("slot-trust") }</h2>
            <FilePicker {label} {rest} {class} accept={TRUST_ACCEPT}
                onfiles={move |files| add.add(files, Some(Purpose::Trust))} />
            if !has_trust && !queue.is_empty() {
                <p class="slot-warning"><Icon picture={Picture::Warning} />{ say!("slot-trust-missing") }</p>
            } else if trust_files.is_empty() && store.entries.is_empty() {
                <p class="hint">{ say!("slot-trust-hint") }</p>
            }
            if !trust_files.is_empty() {
                <ul class="files">
                    { for trust_files.iter().map(|file| html! {
                        <TrustFileItem key={file.key} file={file.clone()} />
                    }) }
                </ul>
            }
            <Terms store={store.clone()} policy={policy.clone()} />
        </section>
    }
}

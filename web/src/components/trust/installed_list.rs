//! What is installed.

use std::rc::Rc;

use yew::prelude::*;

use crate::{
    components::{fingerprint::Fingerprint, pem_link::PemLink, untrusted_text::UntrustedText},
    locale::say,
    quantities,
    services::Services,
    state::Action,
    subject,
    trust::{Installed, Placement, TrustStore},
    untrusted, words,
};

/// Properties of [`InstalledList`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// What is installed.
    pub(crate) store: Rc<TrustStore>,
}

/// The entries of each place.
#[component]
pub(crate) fn InstalledList(Props { store }: &Props) -> Html {
    html! {
        <section class="installed" aria-labelledby="installed">
            <h2 id="installed">{ say!("installed-title") }<span class="count">{ store.entries.len() }</span></h2>
            if store.entries.is_empty() {
                <p class="empty panel">{ say!("installed-none") }</p>
            }
            { for Placement::ALL.into_iter().map(|placement| place(store, placement)) }
        </section>
    }
}

fn place(store: &TrustStore, placement: Placement) -> Html {
    let mut entries = store.at(placement).peekable();
    if entries.peek().is_none() {
        return html! {};
    }
    html! {
        <div class="panel installed-place">
            <h3>{ words::placement(placement) }</h3>
            <ul>
                { for entries.map(|entry| html! { <Entry key={entry.fingerprint.clone()} entry={entry.clone()} /> }) }
            </ul>
        </div>
    }
}

/// Properties of [`Entry`].
#[derive(PartialEq, Properties)]
struct EntryProps {
    entry: Installed,
}

#[component]
fn Entry(EntryProps { entry }: &EntryProps) -> Html {
    let Some(Services { dispatch, .. }) = use_context::<Services>() else { return html! {} };
    let name = if entry.subject.is_empty() { words::placement(entry.placed.placement) } else { entry.subject.clone() };
    let short = subject::common_name(&name);
    let remove = {
        let (fingerprint, placement) = (entry.fingerprint.clone(), entry.placed.placement);
        dispatch.reform(move |_: MouseEvent| Action::Uninstall(fingerprint.clone(), placement))
    };
    html! {
        <li class="installed-entry">
            <p class="installed-subject"><UntrustedText text={name.clone()} /></p>
            <p class="installed-fingerprint"><Fingerprint hex={entry.fingerprint.clone()} /></p>
            <p class="hint">{ say!("installed-at", time = quantities::time(&entry.since)) }</p>
            <p class="file-actions">
                <PemLink pem={entry.placed.pem.clone()} subject={name} class="quiet" />
                <button type="button" class="quiet" onclick={remove}
                    aria-label={say!("remove-named", name = untrusted::escaped(&short))}>{ say!("remove") }</button>
            </p>
        </li>
    }
}

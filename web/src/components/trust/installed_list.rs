//! What is installed.

use yew::prelude::*;

use crate::{
    components::{fingerprint::fingerprint, pem_link::PemLink, untrusted_text},
    locale::say,
    quantities,
    state::Action,
    subject,
    trust::{Installed, Placement, TrustStore},
    untrusted, words,
};

/// The entries of each place.
pub(crate) fn installed_list(store: &TrustStore, dispatch: &Callback<Action>) -> Html {
    html! {
        <section class="installed" aria-labelledby="installed">
            <h2 id="installed">{ say!("installed-title") }<span class="count">{ store.entries.len() }</span></h2>
            if store.entries.is_empty() {
                <p class="empty panel">{ say!("installed-none") }</p>
            }
            { for Placement::ALL.into_iter().map(|placement| place(store, placement, dispatch)) }
        </section>
    }
}

fn place(store: &TrustStore, placement: Placement, dispatch: &Callback<Action>) -> Html {
    let mut entries = store.at(placement).peekable();
    if entries.peek().is_none() {
        return html! {};
    }
    html! {
        <div class="panel installed-place">
            <h3>{ words::placement(placement) }</h3>
            <ul>{ for entries.map(|entry| entry_item(entry, dispatch)) }</ul>
        </div>
    }
}

fn entry_item(entry: &Installed, dispatch: &Callback<Action>) -> Html {
    let name = words::entry(entry);
    let short = subject::common_name(&name);
    let remove = {
        let (fingerprint, placement) = (entry.fingerprint.clone(), entry.placed.placement);
        dispatch.reform(move |_: MouseEvent| Action::Uninstall(fingerprint.clone(), placement))
    };
    html! {
        <li key={entry.fingerprint.clone()} class="installed-entry">
            <p class="installed-subject">{ untrusted_text::text(&name) }</p>
            <p class="installed-fingerprint">{ fingerprint(&entry.fingerprint) }</p>
            <p class="hint">{ say!("installed-at", time = quantities::time(&entry.since)) }</p>
            <p class="file-actions">
                <PemLink pem={entry.placed.pem.clone()} subject={name} class="quiet" />
                <button type="button" class="quiet" onclick={remove}
                    aria-label={say!("remove-named", name = untrusted::escaped(&short))}>{ say!("remove") }</button>
            </p>
        </li>
    }
}

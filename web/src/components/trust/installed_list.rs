//! The installed entries.

use yew::prelude::*;

use super::installed_entry::InstalledEntry;
use crate::{
    components::shared::icon::{Picture, icon},
    services::Services,
    state::State,
    trust::{Entry, Installed, Placement, TrustStore},
    words::{self, locale::say, subject, untrusted},
};

/// Draws the entries of each placement, and the one that was removed last.
pub(crate) fn installed_list(State { store, removed, .. }: &State, services: &Services) -> Html {
    html! {
        <section class="installed" aria-labelledby="installed">
            <h2 id="installed" tabindex="-1">{ say!("installed-title") }<span class="count">{ store.entries.len() }</span></h2>
            <div role="status">
                { for removed.iter().map(|removed| undo(removed, services)) }
            </div>
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
                { for entries.map(|installed| html! {
                    <InstalledEntry key={installed.entry.id.fingerprint.clone()} installed={installed.clone()}
                        has_namesake={has_namesake(store, &installed.entry)} />
                }) }
            </ul>
        </div>
    }
}

/// Returns whether another certificate of the same name is installed.
fn has_namesake(store: &TrustStore, entry: &Entry) -> bool {
    let is_certificate = entry.id.placement.is_for_certificates();
    let others = store.entries.iter().map(|installed| &installed.entry);
    let mut others = others.filter(|other| is_certificate && other.id.placement.is_for_certificates());
    others.any(|other| other.id.fingerprint != entry.id.fingerprint && subject::is_same(&other.subject, &entry.subject))
}

/// Draws the removed entry, and a button to put it back.
fn undo(removed: &Installed, services: &Services) -> Html {
    let name = untrusted::escaped(&subject::common_name(&words::entry(&removed.entry)));
    let put_back = {
        let (services, removed) = (services.clone(), removed.clone());
        move |_: MouseEvent| services.install(removed.clone())
    };
    html! {
        <p class="notices tone-remark">
            { icon(Picture::Remark) }
            <span>{ say!("removed-named", name = name) }</span>
            <button type="button" class="secondary" onclick={put_back}>{ say!("undo") }</button>
        </p>
    }
}

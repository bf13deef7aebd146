//! The list of what is stored.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::stored_entry::StoredEntry;
use crate::{
    browser::server::{self, Entries},
    components::shared::status::{Tone, status},
    state::Delivery,
    words::locale::say,
};

/// Properties of [`CatalogueView`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The packages of the page: some may be entries.
    pub(crate) queue: Vec<Delivery>,
}

/// Draws the entries, as they are now.
#[component]
pub(crate) fn CatalogueView(Props { queue }: &Props) -> Html {
    let found = use_state(|| None::<Option<Entries>>);
    let read = {
        let found = found.setter();
        Callback::from(move |()| {
            let found = found.clone();
            found.set(None);
            spawn_local(async move { found.set(Some(server::list().await)) });
        })
    };
    use_effect_with((), {
        let read = read.clone();
        move |()| read.emit(())
    });
    html! {
        <div class="catalogue-view">
            <h1>{ say!("view-catalogue") }</h1>
            <p class="lead">{ say!("catalogue-lead") }</p>
            <p class="form-actions">
                <button type="button" class="secondary" onclick={read.reform(|_: MouseEvent| ())}>
                    { say!("catalogue-again") }
                </button>
            </p>
            <div role="status">
                if found.is_none() {
                    <p>{ status(Tone::Busy, say!("catalogue-loading")) }</p>
                } else if matches!(*found, Some(None)) {
                    <p>{ status(Tone::Wrong, say!("catalogue-unreadable")) }</p>
                }
            </div>
            { for (*found).iter().flatten().map(|entries| list(entries, queue)) }
        </div>
    }
}

fn list(Entries { entries, is_cut }: &Entries, queue: &[Delivery]) -> Html {
    if entries.is_empty() {
        return html! { <p class="empty panel">{ say!("catalogue-empty") }</p> };
    }
    html! {
        <>
            <ul class="panel stored-entries">
                { for entries.iter().map(|entry| {
                    let origin = entry.origin();
                    let is_of_entry = |delivery: &&Delivery| origin.is_some() && delivery.origin == origin;
                    let delivery = queue.iter().find(is_of_entry).cloned();
                    html! { <StoredEntry key={entry.name.clone()} entry={entry.clone()} {delivery} /> }
                }) }
            </ul>
            if *is_cut {
                <p class="hint">{ say!("catalogue-cut") }</p>
            }
        </>
    }
}

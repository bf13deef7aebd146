//! The certificates that wait for the user to decide whether they are trusted.

use yew::prelude::*;

use super::offer_card::OfferCard;
use crate::{state::State, words::locale::say};

/// Draws a card for each trust file in which something waits.
pub(crate) fn offers(state: &State) -> Html {
    let waiting = state.waiting();
    if waiting == 0 {
        return html! {};
    }
    let files = state.trust_files.iter().filter(|file| file.waiting().next().is_some());
    let trusted = state.trusted().cloned().collect::<Vec<_>>();
    html! {
        <section class="offers" aria-labelledby="offers">
            <h2 id="offers" tabindex="-1">{ say!("offers") }<span class="count">{ waiting }</span></h2>
            <p class="hint">{ say!("offers-hint") }</p>
            { for files.map(|file| html! {
                <OfferCard key={file.key} file={file.clone()} trusted={trusted.clone()} />
            }) }
        </section>
    }
}

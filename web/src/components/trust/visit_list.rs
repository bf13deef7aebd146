//! The entries that count as long as the page is open.

use yew::prelude::*;

use super::visit_entry::VisitEntry;
use crate::{components::shared::untrusted_text, state::State, words::locale::say};

/// Draws all entries of the trust files that count for this visit, by file.
pub(crate) fn visit_list(state: &State) -> Html {
    let files = state.trust_files.iter().filter(|file| file.counting().next().is_some()).collect::<Vec<_>>();
    if files.is_empty() {
        return html! {};
    }
    let trusted = state.trusted().cloned().collect::<Vec<_>>();
    html! {
        <section aria-labelledby="visit">
            <h2 id="visit" tabindex="-1">{ say!("visit") }</h2>
            <p class="hint">{ say!("visit-hint") }</p>
            { for files.into_iter().map(|file| html! {
                <div class="panel visit-file" key={file.key}>
                    <h3>{ untrusted_text::text(&file.name) }</h3>
                    <ul>
                        { for file.counting().map(|candidate| html! {
                            <VisitEntry key={format!("{}{}", candidate.id().fingerprint, candidate.id().placement.code())}
                                file={file.clone()} candidate={candidate.clone()} trusted={trusted.clone()} />
                        }) }
                    </ul>
                </div>
            }) }
        </section>
    }
}

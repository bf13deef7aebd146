//! One entry that counts as long as the page is open.

use yew::prelude::*;

use super::{
    candidate_item::CandidateItem,
    short_name::{names, short_fingerprint, validity},
};
use crate::{
    services::Services,
    state::Action,
    trust::{Candidate, Entry, TrustFile},
    words::{self, locale::say, subject, untrusted},
};

/// Properties of [`VisitEntry`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The file that contains the entry.
    pub(crate) file: TrustFile,
    /// The entry.
    pub(crate) candidate: Candidate,
    /// The entries that are trusted.
    pub(crate) trusted: Vec<Entry>,
}

/// Draws a row as the trust store has it. What opens below it leads into the store.
#[component]
pub(crate) fn VisitEntry(Props { file, candidate, trusted }: &Props) -> Html {
    let is_open = use_state_eq(|| false);
    let Some(services) = use_context::<Services>() else { return html! {} };
    let entry = &candidate.found.entry;
    let name = words::entry(entry);
    let spoken = untrusted::escaped(&subject::common_name(&name));
    let toggle = {
        let is_open = is_open.clone();
        move |_: MouseEvent| is_open.set(!*is_open)
    };
    let remove = {
        let (key, id) = (file.key, candidate.id().clone());
        services.dispatch.reform(move |_: MouseEvent| Action::LeaveOut(key, vec![id.clone()]))
    };
    html! {
        <li class="visit-entry">
            <div class="trust-row">
                <p class="trust-name">{ names(&name) }</p>
                <span class="trust-validity">{ validity(entry) }</span>
                { short_fingerprint(&entry.id.fingerprint) }
                <span class="file-actions">
                    <button type="button" class="quiet" aria-expanded={is_open.to_string()} onclick={toggle}
                        aria-label={say!("details-named", name = spoken.clone())}>{ say!("details") }</button>
                    <button type="button" class="quiet" onclick={remove}
                        aria-label={say!("remove-named", name = spoken)}>{ say!("remove") }</button>
                </span>
            </div>
            if *is_open {
                <ul class="installed-details">
                    <CandidateItem file={file.clone()} candidate={candidate.clone()} trusted={trusted.clone()} is_alone={true} />
                </ul>
            }
        </li>
    }
}

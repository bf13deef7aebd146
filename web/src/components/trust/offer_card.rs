//! The card of one trust file: the certificates it offers, and the user's answers.

use yew::prelude::*;

use super::{candidate_item::CandidateItem, source_note::source_note};
use crate::{
    components::shared::{more_button::more_button, untrusted_text},
    services::Services,
    state::Action,
    trust::{Entry, EntryId, Placement, TrustFile},
    words::locale::say,
};

/// The number of certificates shown at first and with each request for more. A certificate that is not shown cannot be
/// trusted.
const PAGE: usize = 25;

/// Properties of [`OfferCard`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The file.
    pub(crate) file: TrustFile,
    /// The entries that are already trusted.
    pub(crate) trusted: Vec<Entry>,
}

/// Draws everything that waits in the file, and one decision about everything that is shown.
#[component]
pub(crate) fn OfferCard(Props { file, trusted }: &Props) -> Html {
    let asked = use_state_eq(|| PAGE);
    let Some(services) = use_context::<Services>() else { return html! {} };
    let waiting = file.waiting().collect::<Vec<_>>();
    let shown = waiting.get(..*asked).unwrap_or(&waiting);
    let more = {
        let asked = asked.clone();
        Callback::from(move |()| asked.set(asked.saturating_add(PAGE)))
    };
    let ids = shown.iter().map(|candidate| candidate.id().clone()).collect::<Vec<_>>();
    let decide = |action: fn(u32, Vec<_>) -> Action| {
        let (key, ids) = (file.key, ids.clone());
        services.dispatch.reform(move |_: MouseEvent| action(key, ids.clone()))
    };
    let heading = format!("offer-{}", file.key);
    html! {
        <article class="panel offer" aria-labelledby={heading.clone()}>
            <div class="offer-head">
                <h3 id={heading.clone()}>{ untrusted_text::text(&file.name) }</h3>
                { source_note(file.source) }
            </div>
            <ul class="offer-list">
                { for shown.iter().map(|candidate| html! {
                    <CandidateItem key={format!("{}{}", candidate.id().fingerprint, candidate.id().placement.code())}
                        file={file.clone()} candidate={(*candidate).clone()} trusted={trusted.clone()}
                        is_alone={waiting.len() == 1} />
                }) }
            </ul>
            { more_button(shown.len(), waiting.len(), PAGE, &more) }
            <p class="form-actions">
                <button type="button" class="primary" aria-describedby={heading.clone()} onclick={decide(Action::TrustForVisit)}>
                    { decision(&ids) }
                </button>
                <button type="button" class="secondary" aria-describedby={heading} onclick={decide(Action::LeaveOut)}>
                    { say!("leave-out") }
                </button>
            </p>
        </article>
    }
}

/// Returns what the decision about these entries is. A signing certificate alone is no authority that anybody could trust.
fn decision(ids: &[EntryId]) -> String {
    let granting = ids.iter().map(|id| id.placement).filter(|placement| placement.grants_trust()).collect::<Vec<_>>();
    if granting.is_empty() {
        say!("use-for-visit")
    } else if granting.into_iter().all(Placement::is_signing_certificate) {
        say!("pin-for-visit")
    } else {
        say!("trust-for-visit")
    }
}

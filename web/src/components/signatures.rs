//! Who signed.

use yew::prelude::*;

use super::{more_button::MoreButton, section::Section, signature::Signature};
use crate::state::Verified;

/// Signatures drawn at first and with each request for more: a package can have one for each artifact.
const PAGE: usize = 20;

/// Properties of [`Signatures`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The report.
    pub(crate) report: Verified,
}

/// Every signature of the package.
#[component]
pub(crate) fn Signatures(Props { report }: &Props) -> Html {
    let shown = use_state(|| PAGE);
    let total = report.signatures.len();
    let more = {
        let shown = shown.clone();
        move |()| shown.set(shown.saturating_add(PAGE))
    };
    html! {
        <Section id="signatures" title="Signatures" count={Some(total)}>
            if total == 0 {
                <p class="empty">{ "No signature was found, so nothing says who made this package." }</p>
            } else {
                <ol class="signatures">
                    { for (0..total.min(*shown)).map(|index| html! {
                        <Signature key={index} report={report.clone()} {index} />
                    }) }
                </ol>
                <MoreButton shown={*shown} {total} page={PAGE} onmore={more} />
            }
        </Section>
    }
}

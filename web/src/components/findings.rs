//! What there is to say about the package.

use yew::prelude::*;

use super::{finding_item::FindingItem, more_button::MoreButton, section::Section};
use crate::state::Verified;

/// Findings drawn at first and with each request for more.
const PAGE: usize = 50;

/// Properties of [`Findings`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The report.
    pub(crate) report: Verified,
}

/// The findings in the engine's order, the gravest first.
#[component]
pub(crate) fn Findings(Props { report }: &Props) -> Html {
    let shown = use_state(|| PAGE);
    let total = report.findings.len();
    let more = {
        let shown = shown.clone();
        move |()| shown.set(shown.saturating_add(PAGE))
    };
    html! {
        <Section id="findings" title="Findings" count={Some(total)}>
            if total == 0 {
                <p class="empty">{ "No rule was broken, and nothing is worth a remark." }</p>
            } else {
                <ol class="findings">
                    { for (0..total.min(*shown)).map(|index| html! {
                        <FindingItem key={index} report={report.clone()} {index} />
                    }) }
                </ol>
                <MoreButton shown={*shown} {total} page={PAGE} onmore={more} />
            }
        </Section>
    }
}

//! The trust by which the package was judged: the anchors and signing certificates that were in force.

use yew::prelude::*;

use crate::{
    components::shared::{fingerprint::fingerprint, untrusted_text},
    report::{Verified, in_force},
    words::{self, locale::say},
};

/// Draws how many there are and, on request, each with its fingerprint.
pub(crate) fn judged_with(report: &Verified) -> Html {
    let trusted = in_force::granting(&report.trust);
    if trusted.is_empty() {
        return html! { <p class="judged-with">{ say!("judged-with-nobody") }</p> };
    }
    html! {
        <details class="judged-with">
            <summary>{ say!("judged-with", number = trusted.len()) }</summary>
            <dl class="facts">
                { for trusted.iter().map(|one| html! {
                    <div>
                        <dt>{ words::placement(one.placement) }</dt>
                        <dd>{ untrusted_text::text(&one.name) }{ fingerprint(&one.fingerprint) }</dd>
                    </div>
                }) }
            </dl>
        </details>
    }
}

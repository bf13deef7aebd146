//! Who issued a certificate, among its facts.

use yew::prelude::*;

use crate::{components::shared::facts, trust::inspection::Inspected, words::locale::say};

/// Draws the issuer, or that the certificate is signed only by itself. A revocation list is no certificate, and has none.
pub(crate) fn issuer_fact(found: &Inspected) -> Html {
    if found.is_self_signed {
        facts::drawn(say!("certificate-issuer"), html! { { say!("self-signed") } })
    } else if found.entry.id.placement.is_for_certificates() {
        facts::text(say!("certificate-issuer"), &found.issuer)
    } else {
        html! {}
    }
}

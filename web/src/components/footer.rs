//! The bottom of the page.

use yew::prelude::*;

/// What is verified against what, and where.
#[component]
pub(crate) fn Footer() -> Html {
    html! {
        <footer class="page-footer">
            <p>
                { "Verifies VNF packages (ETSI GS NFV-SOL 004) against ETSI GS NFV-SEC 021. Everything is computed in \
                   this browser; no file, name or result is sent anywhere." }
            </p>
        </footer>
    }
}

//! A package that was read, but that nobody who is trusted has signed, while trust is offered.

use vnfseal::report::Report;
use yew::prelude::*;

use crate::{
    components::shared::{
        icon::{Picture, icon},
        original, untrusted_text,
    },
    state::{Hold, State},
    trust::Content,
    words::locale::say,
};

/// Draws that there is no verdict yet, why, and what to do.
pub(crate) fn waiting_panel(report: &Report, state: &State) -> Html {
    let hold = state.hold();
    let (title, meaning) = match hold {
        Some(Hold::Unreadable) => (say!("read-unreadable"), say!("read-unreadable-meaning")),
        Some(Hold::Reading) => (say!("read-reading"), String::new()),
        Some(Hold::Undecided) | None => (say!("read-title"), say!("read-meaning")),
    };
    html! {
        <section class="panel stopped-panel waiting-panel tone-unknown" aria-labelledby="waiting-title">
            { icon(Picture::Unknown) }
            <div>
                <h2 id="waiting-title" tabindex="-1">{ title }</h2>
                <p>{ meaning }</p>
                { for state.trust_files.iter().filter_map(|file| match &file.content {
                    Content::Unreadable(reason) => Some(html! {
                        <p class="stopped-detail">
                            { untrusted_text::text(&file.name) }{ ": " }
                            { original::about(say!("trust-unreadable"), reason) }
                        </p>
                    }),
                    Content::Reading | Content::Read(_) => None,
                }) }
                if hold == Some(Hold::Undecided) {
                    { signer(report) }
                }
            </div>
        </section>
    }
}

/// Draws the name in the signature. It is only what the package claims.
fn signer(report: &Report) -> Html {
    let subject = report.signatures.iter().find_map(|signature| signature.chain.first());
    match subject {
        Some(certificate) => html! {
            <p>{ say!("read-signer") }{ " " }{ untrusted_text::text(&certificate.subject) }</p>
        },
        None => html! { <p>{ say!("read-no-signer") }</p> },
    }
}

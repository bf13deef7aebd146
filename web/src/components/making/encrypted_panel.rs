//! A file that is encrypted, in the place of its report.

use yew::prelude::*;

use crate::{
    components::shared::icon::{Picture, icon},
    state::{Action, Delivery, Work},
    words::locale::say,
};

/// Draws that the file is encrypted, and the way to decrypt it.
pub(crate) fn encrypted_panel(delivery: &Delivery, dispatch: &Callback<Action>) -> Html {
    let key = delivery.key;
    html! {
        <section class="panel stopped-panel encrypted-panel tone-unknown" aria-labelledby="encrypted-title">
            { icon(Picture::Lock) }
            <div>
                <h2 id="encrypted-title" tabindex="-1">{ say!("encrypted-title") }</h2>
                <p>{ say!("encrypted-meaning") }</p>
                <button type="button" class="primary" aria-haspopup="dialog"
                    onclick={dispatch.reform(move |_| Action::Open(Some((Work::Decrypt, key))))}>
                    { icon(Picture::Key) }{ say!("decrypt-open") }
                </button>
            </div>
        </section>
    }
}

//! What can be done with a package after its report.

use vnfseal::report::{Headline, Verdict};
use yew::prelude::*;

use crate::{
    browser::{saving, server::Server},
    components::shared::icon::{Picture, icon},
    report::Verified,
    state::{Action, Delivery, Work},
    words::{locale::say, untrusted},
};

/// Draws a button for each step that the verdict allows. Core decides again when the step is done.
pub(crate) fn next_steps(
    report: &Verified,
    delivery: &Delivery,
    server: Option<&Server>,
    dispatch: &Callback<Action>,
) -> Html {
    let has_passed = report.verdict == Verdict::Passed;
    // If only the service provider's signature is missing, this is how it gets there.
    let may_sign = has_passed || report.headline == Headline::NotReleased;
    let may_decrypt = report.has_encrypted_artifacts();
    if !(may_sign || may_decrypt) {
        return html! {};
    }
    let open = |work: Work| {
        let key = delivery.key;
        dispatch.reform(move |_: MouseEvent| Action::Open(Some((work, key))))
    };
    html! {
        <div class="next-steps" role="group" aria-label={say!("next-steps")}>
            if delivery.is_made && has_passed {
                { save_button(delivery) }
            }
            if has_passed && server.is_some_and(|server| server.nfvo.is_some()) {
                <button type="button" class="secondary" aria-haspopup="dialog" onclick={open(Work::Upload)}>
                    { icon(Picture::Upload) }{ say!("upload-open") }
                </button>
            }
            if may_sign {
                <button type="button" class="secondary" aria-haspopup="dialog" onclick={open(Work::Sign)}>
                    { icon(Picture::Pen) }{ say!("sign-open") }
                </button>
            }
            if has_passed {
                <button type="button" class="secondary" aria-haspopup="dialog" onclick={open(Work::Encrypt)}>
                    { icon(Picture::Lock) }{ say!("encrypt-open") }
                </button>
            }
            if may_decrypt {
                <button type="button" class="primary" aria-haspopup="dialog" onclick={open(Work::Decrypt)}>
                    { icon(Picture::Key) }{ say!("decrypt-open") }
                </button>
            }
        </div>
    }
}

/// Draws the way to get a package that was made on this page.
fn save_button(delivery: &Delivery) -> Html {
    let file = delivery.file.clone();
    let save = move |_: MouseEvent| saving::download(&file.clone().into(), &untrusted::escaped(&file.name()));
    html! {
        <button type="button" class="primary" onclick={save}>{ icon(Picture::Download) }{ say!("save-package") }</button>
    }
}

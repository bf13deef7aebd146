//! What can be done with a package after its report.

use vnfseal::report::{Headline, Verdict};
use yew::prelude::*;

use crate::{
    browser::{saving, server::Server},
    components::shared::{
        icon::{Picture, icon},
        menu::{Menu, MenuItem},
    },
    report::Verified,
    state::{Action, Delivery, Work},
    words::{locale::say, untrusted},
};

/// Draws each step that the verdict allows: those that are seldom taken are in a menu. Core decides again when the step is done.
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
    let key = delivery.key;
    let open = |work: Work| dispatch.reform(move |_: MouseEvent| Action::Open(Some((work, key))));
    let seldom = |may: bool, picture: Picture, label: String, work: Work| {
        let onchoose = dispatch.reform(move |()| Action::Open(Some((work, key))));
        may.then_some(MenuItem { picture, label, has_dialog: true, onchoose })
    };
    let items = [
        seldom(may_sign, Picture::Pen, say!("sign-open"), Work::Sign),
        seldom(has_passed, Picture::Lock, say!("encrypt-open"), Work::Encrypt),
    ];
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
            if may_decrypt {
                <button type="button" class="primary" aria-haspopup="dialog" onclick={open(Work::Decrypt)}>
                    { icon(Picture::Key) }{ say!("decrypt-open") }
                </button>
            }
            <Menu label={say!("more-actions")} items={items.into_iter().flatten().collect::<Vec<_>>()} />
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

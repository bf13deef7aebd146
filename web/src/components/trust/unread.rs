//! Values that this browser stores and this build cannot read.

use yew::prelude::*;

use crate::{
    browser::{database::Kept, kept::Unread},
    components::shared::{
        icon::{Picture, icon},
        text_link::TextLink,
    },
    services::Services,
    state::Action,
    words::locale::say,
};

/// Draws a panel for each. Until the user has chosen, nothing is verified and nothing is overwritten.
pub(crate) fn unread(list: &[Unread], services: &Services) -> Html {
    html! {
        <div role="alert">
            { for list.iter().map(|unread| panel(unread, services)) }
        </div>
    }
}

fn panel(unread: &Unread, services: &Services) -> Html {
    let what = unread.what;
    let (title, file) = match what {
        Kept::Trust => (say!("unread-trust", number = unread.count), "vnfseal-trust-store.json"),
        Kept::Policy => (say!("unread-policy"), "vnfseal-policy.json"),
    };
    let remove = {
        let services = services.clone();
        move |_: MouseEvent| services.remove_unread(what)
    };
    html! {
        <section class="panel stopped-panel unread tone-warning">
            { icon(Picture::Warning) }
            <div>
                <h2>{ title }</h2>
                <p>{ say!("unread-meaning") }</p>
                <p class="form-actions">
                    <TextLink text={unread.raw.clone()} name={file} label={say!("unread-download")} class="secondary" />
                    <button type="button" class="secondary"
                        onclick={services.dispatch.reform(move |_| Action::GoOnWithout(what))}>{ say!("unread-go-on") }</button>
                    <button type="button" class="secondary" onclick={remove}>{ say!("unread-remove") }</button>
                </p>
            </div>
        </section>
    }
}

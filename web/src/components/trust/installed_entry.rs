//! One entry of the trust store.

use yew::prelude::*;

use crate::{
    components::shared::{fingerprint::fingerprint, text_link, untrusted_text},
    services::Services,
    trust::Installed,
    words::{self, locale::say, quantities, subject, untrusted},
};

/// Properties of [`InstalledEntry`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The entry.
    pub(crate) installed: Installed,
}

/// Draws the name of the entry, its fingerprint, and a button to remove it, which asks once more.
#[component]
pub(crate) fn InstalledEntry(Props { installed }: &Props) -> Html {
    let is_asking = use_state_eq(|| false);
    let services = use_context::<Services>();
    let name = words::entry(&installed.entry);
    let spoken = untrusted::escaped(&subject::common_name(&name));
    let ask = |asks: bool| {
        let is_asking = is_asking.setter();
        move |_: MouseEvent| is_asking.set(asks)
    };
    let remove = {
        let installed = installed.clone();
        move |_: MouseEvent| services.iter().for_each(|services| services.uninstall(&installed))
    };
    html! {
        <li class="installed-entry">
            <p class="installed-subject">{ untrusted_text::text(&name) }</p>
            <div class="installed-fingerprint">{ fingerprint(&installed.entry.id.fingerprint) }</div>
            <p class="hint">{ say!("installed-at", time = quantities::time(&installed.since)) }</p>
            <p class="file-actions">
                { text_link::pem(&installed.entry.pem, &name, "quiet") }
                <button type="button" class="quiet" onclick={ask(true)} aria-expanded={is_asking.to_string()}
                    aria-label={say!("remove-named", name = spoken.clone())}>{ say!("remove") }</button>
            </p>
            if *is_asking {
                <div class="installed-question" role="group" aria-label={say!("remove-named", name = spoken)}>
                    <p>{ words::removal(installed.entry.id.placement) }</p>
                    <p class="form-actions">
                        <button type="button" class="primary" onclick={remove}>{ say!("remove-yes") }</button>
                        <button type="button" class="secondary" onclick={ask(false)}>{ say!("keep-it") }</button>
                    </p>
                </div>
            }
        </li>
    }
}

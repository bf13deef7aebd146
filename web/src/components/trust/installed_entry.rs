//! One entry of the trust store.

use yew::prelude::*;

use super::short_name::{mixed_scripts, names, short_fingerprint, validity};
use crate::{
    components::shared::{copy_button::CopyButton, facts, fingerprint::fingerprint, text_link},
    services::Services,
    trust::Installed,
    words::{self, locale::say, quantities, subject, untrusted},
};

/// Properties of [`InstalledEntry`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The entry.
    pub(crate) installed: Installed,
    /// Whether another entry has the same name and another fingerprint.
    pub(crate) has_namesake: bool,
}

/// What is open below the row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    Details,
    Question,
}

/// Draws a row: whose it is, how long it is valid, and the ends of its fingerprint. Everything else opens on request, and
/// so does the question before it is removed.
#[component]
pub(crate) fn InstalledEntry(Props { installed, has_namesake }: &Props) -> Html {
    let open = use_state_eq(|| Open::Nothing);
    let services = use_context::<Services>();
    let name = words::entry(&installed.entry);
    let spoken = untrusted::escaped(&subject::common_name(&name));
    let toggle = |what: Open| {
        let open = open.clone();
        move |_: MouseEvent| open.set(if *open == what { Open::Nothing } else { what })
    };
    let remove = {
        let installed = installed.clone();
        move |_: MouseEvent| services.iter().for_each(|services| services.uninstall(&installed))
    };
    let is_open = |what: Open| (*open == what).to_string();
    html! {
        <li class="installed-entry">
            <div class="trust-row">
                <p class="trust-name">{ names(&name) }</p>
                <span class="trust-validity">{ validity(&installed.entry) }</span>
                { short_fingerprint(&installed.entry.id.fingerprint) }
                <span class="file-actions">
                    <button type="button" class="quiet" aria-expanded={is_open(Open::Details)} onclick={toggle(Open::Details)}
                        aria-label={say!("details-named", name = spoken.clone())}>{ say!("details") }</button>
                    <button type="button" class="quiet" aria-expanded={is_open(Open::Question)} onclick={toggle(Open::Question)}
                        aria-label={say!("remove-named", name = spoken.clone())}>{ say!("remove") }</button>
                </span>
            </div>
            if *has_namesake {
                <p class="tone-warning trust-warning">{ say!("namesake-installed") }</p>
            }
            if *open == Open::Details {
                { details(installed, &name) }
            }
            if *open == Open::Question {
                <div class="installed-question" role="group" aria-label={say!("remove-named", name = spoken)}>
                    <p>{ words::removal(installed.entry.id.placement) }</p>
                    <p class="form-actions">
                        <button type="button" class="primary" onclick={remove}>{ say!("remove-yes") }</button>
                        <button type="button" class="secondary" onclick={toggle(Open::Question)}>{ say!("keep-it") }</button>
                    </p>
                </div>
            }
        </li>
    }
}

/// Draws the whole name and the whole fingerprint, and the entry to keep as a file.
fn details(installed: &Installed, name: &str) -> Html {
    let fingerprint_of = &installed.entry.id.fingerprint;
    html! {
        <div class="installed-details">
            { mixed_scripts(name) }
            <dl class="facts">
                { facts::text(say!("certificate-subject"), name) }
                { facts::drawn(say!("certificate-fingerprint"), html! {
                    <span class="copied">
                        { fingerprint(fingerprint_of) }
                        <CopyButton text={fingerprint_of.clone()} what={say!("certificate-fingerprint")} />
                    </span>
                }) }
                { facts::text(say!("installed"), &quantities::time(&installed.since)) }
            </dl>
            <p class="form-actions">{ text_link::pem(&installed.entry.pem, name, "secondary") }</p>
        </div>
    }
}

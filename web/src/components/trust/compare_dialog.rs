//! The dialog in which a certificate of a report is compared before it is trusted.

use yew::prelude::*;

use super::{
    install_form::InstallForm,
    issuer_fact::issuer_fact,
    placement_select::placement_select,
    short_name::{mixed_scripts, names, short_fingerprint, validity},
    source_note::source_note,
};
use crate::{
    browser::{dialog, scroll},
    components::shared::{facts, fingerprint::fingerprint, untrusted_text},
    services::Services,
    state::{Action, Comparing},
    trust::{Content, Entry, Placement, inspection::Inspected},
    words::{self, locale::say, subject, untrusted},
};

/// Properties of [`CompareDialog`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The certificate.
    pub(crate) comparing: Comparing,
    /// The entries that are trusted.
    pub(crate) trusted: Vec<Entry>,
    /// The services of the page.
    pub(crate) services: Services,
}

/// Draws the dialog, open from the beginning. Nothing in it trusts the certificate before its whole fingerprint was compared.
#[component]
pub(crate) fn CompareDialog(Props { comparing, trusted, services }: &Props) -> Html {
    let element = use_node_ref();
    let chosen = use_state_eq(|| None::<Placement>);
    use_effect_with(element.clone(), dialog::open);
    let closed = services.dispatch.reform(|_: Event| {
        scroll::go_on_after_dialog(&["verdict-title", "progress-title", "main"]);
        Action::CompareFingerprint(None)
    });
    let close = {
        let element = element.clone();
        Callback::from(move |()| dialog::close(&element))
    };
    let content = match (comparing.found(), &comparing.file.content) {
        (Some(found), _) => {
            let placement = chosen.unwrap_or_else(|| comparing.placement(found));
            let visit = {
                let (dispatch, close) = (services.dispatch.clone(), close.clone());
                Callback::from(move |()| {
                    dispatch.emit(Action::TrustCompared(placement));
                    close.emit(());
                })
            };
            let mut entry = found.entry.clone();
            entry.id.placement = placement;
            html! {
                <>
                    { about(found, trusted, placement, &Callback::from(move |placement| chosen.set(Some(placement)))) }
                    <InstallForm {entry} is_self_signed={found.is_self_signed} helpers={comparing.file.helpers.clone()}
                        trusted={trusted.clone()} oninstall={close.clone()} onvisit={Some(visit)} />
                </>
            }
        }
        (None, Content::Unreadable(reason)) => {
            html! { <p class="tone-wrong" lang="en">{ untrusted_text::sentence(reason) }</p> }
        }
        (None, _) => html! { <p class="hint">{ say!("standing-reading") }</p> },
    };
    html! {
        <dialog class="making compare-dialog" ref={element} aria-labelledby="compare-title" onclose={closed}>
            <h2 id="compare-title">{ title(comparing) }</h2>
            { source_note(comparing.file.source) }
            { content }
            <p class="form-actions">
                <button type="button" class="quiet" onclick={close.reform(|_: MouseEvent| ())}>{ say!("compare-cancel") }</button>
            </p>
        </dialog>
    }
}

fn title(comparing: &Comparing) -> String {
    match comparing.found() {
        Some(found) if found.is_end_entity() => say!("compare-title-signer"),
        _ => say!("compare-title-ca"),
    }
}

/// Draws whose certificate it claims to be, what speaks against that, and as what it would be trusted.
fn about(found: &Inspected, trusted: &[Entry], placement: Placement, onplace: &Callback<Placement>) -> Html {
    let name = words::entry(&found.entry);
    let spoken = untrusted::escaped(&subject::common_name(&name));
    html! {
        <>
            <h3 class="compare-name">{ names(&name) }</h3>
            { mixed_scripts(&name) }
            { namesakes(&found.entry, trusted) }
            <dl class="facts">
                { facts::text(say!("certificate-subject"), &name) }
                { issuer_fact(found) }
                { facts::drawn(say!("certificate-valid"), validity(&found.entry)) }
                { facts::drawn(say!("candidate-place"), placement_select(&say!("place-of", name = spoken), found, placement, onplace)) }
                { facts::drawn(say!("certificate-fingerprint"), fingerprint(&found.entry.id.fingerprint)) }
            </dl>
        </>
    }
}

/// Draws a warning if another certificate of the same name is trusted.
fn namesakes(entry: &Entry, trusted: &[Entry]) -> Html {
    let is_namesake = |other: &&Entry| {
        other.id.fingerprint != entry.id.fingerprint && subject::is_same(&other.subject, &entry.subject)
    };
    let Some(other) = trusted.iter().find(is_namesake) else { return html! {} };
    html! {
        <p class="tone-warning trust-warning">
            { say!("namesake") }{ " " }{ short_fingerprint(&other.id.fingerprint) }{ " ≠ " }{ short_fingerprint(&entry.id.fingerprint) }
        </p>
    }
}

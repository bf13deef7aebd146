//! One certificate of a trust file.

use yew::prelude::*;

use super::{
    ask_for::ask_for,
    install_form::InstallForm,
    issuer_fact::issuer_fact,
    placement_select::placement_select,
    short_name::{mixed_scripts, near_end},
};
use crate::{
    components::shared::{facts, fingerprint::fingerprint, untrusted_text},
    services::Services,
    state::Action,
    trust::{Candidate, Entry, Installed, Placement, Source, TrustFile},
    words::{self, locale::say, quantities, subject, untrusted},
};

/// Properties of [`CandidateItem`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The file that contains the certificate.
    pub(crate) file: TrustFile,
    /// The certificate.
    pub(crate) candidate: Candidate,
    /// The entries that are already trusted.
    pub(crate) trusted: Vec<Entry>,
    /// Whether the card has a button that leaves out only this certificate.
    #[prop_or_default]
    pub(crate) is_alone: bool,
}

/// Draws the owner, the placement and the fingerprint of the certificate, and the way into the trust store.
#[component]
pub(crate) fn CandidateItem(Props { file, candidate, trusted, is_alone }: &Props) -> Html {
    let is_comparing = use_state_eq(|| false);
    let Some(services) = use_context::<Services>() else { return html! {} };
    let (key, id, found) = (file.key, candidate.id().clone(), candidate.found.clone());
    let name = words::entry(&found.entry);
    let spoken = untrusted::escaped(&subject::common_name(&name));
    let install = {
        let (services, entry, is_comparing) = (services.clone(), found.entry.clone(), is_comparing.clone());
        move |_: MouseEvent| {
            if entry.id.placement.grants_trust() {
                is_comparing.set(!*is_comparing);
            } else {
                services.install(Installed { entry: entry.clone(), since: quantities::now() });
            }
        }
    };
    let leave_out = {
        let id = id.clone();
        services.dispatch.reform(move |_: MouseEvent| Action::LeaveOut(key, vec![id.clone()]))
    };
    let waits = candidate.is_waiting();
    html! {
        <li class="candidate">
            <h4>{ untrusted_text::text(&name) }</h4>
            <dl class="facts">
                { facts::drawn(say!("candidate-place"), place(key, candidate, &spoken, &services)) }
                { issuer_fact(&found) }
                { validity(candidate) }
                { facts::drawn(say!("certificate-fingerprint"), fingerprint(&id.fingerprint)) }
            </dl>
            if found.is_end_entity() && id.placement.is_signing_certificate() {
                { end_entity(file, candidate, trusted) }
            }
            { mixed_scripts(&name) }
            <p class="form-actions candidate-actions">
                <button type="button" class="secondary" aria-label={say!("install-named", name = spoken.clone())}
                    aria-expanded={id.placement.grants_trust().then(|| is_comparing.to_string())} onclick={install}>
                    { if id.placement.grants_trust() { say!("install-dots") } else { say!("install") } }
                </button>
                if !is_alone {
                    <button type="button" class="quiet" onclick={leave_out}
                        aria-label={if waits { say!("leave-out-named", name = spoken) } else { say!("remove-named", name = spoken) }}>
                        { if waits { say!("leave-out") } else { say!("remove") } }
                    </button>
                }
            </p>
            if *is_comparing {
                <InstallForm entry={found.entry.clone()} is_self_signed={found.is_self_signed}
                    helpers={file.helpers().cloned().collect::<Vec<_>>()} trusted={trusted.clone()} />
            }
        </li>
    }
}

/// Draws the placement of the certificate: a choice, as long as nobody has decided.
fn place(key: u32, candidate: &Candidate, spoken: &str, services: &Services) -> Html {
    let id = candidate.id().clone();
    if !candidate.is_waiting() || !id.placement.is_for_certificates() {
        return html! { { words::placement(id.placement) } };
    }
    let placement = id.placement;
    let chosen = services.dispatch.reform(move |placement: Placement| Action::Place(key, id.clone(), placement));
    placement_select(&say!("place-of", name = spoken), &candidate.found, placement, &chosen)
}

/// Says that a signing certificate is none of a CA, and which CA is missing.
fn end_entity(file: &TrustFile, candidate: &Candidate, trusted: &[Entry]) -> Html {
    let found = &candidate.found;
    // A file with one certificate has the name that the user knows.
    let name = match file.candidates() {
        [_] if file.source != Source::Pasted => file.name.clone(),
        _ => subject::common_name(&found.entry.subject),
    };
    let (name, issuer) = (untrusted::escaped(&name), untrusted::escaped(&found.issuer));
    let has_issuer =
        trusted.iter().any(|other| other.subject == found.issuer && !other.id.placement.is_signing_certificate());
    html! {
        <div class="end-entity tone-remark">
            if has_issuer {
                <p><bdi>{ say!("end-entity-known", name = name, issuer = issuer) }</bdi></p>
                <p class="hint">{ say!("end-entity-has-issuer") }</p>
            } else {
                <p><bdi>{ say!("end-entity", name = name, issuer = issuer) }</bdi></p>
                <p class="hint">{ say!("end-entity-alone") }</p>
                { ask_for(&found.issuer, found.issuer_key_identifier.as_deref()) }
            }
        </div>
    }
}

fn validity(candidate: &Candidate) -> Html {
    let (from, until) = (&candidate.found.not_before, &candidate.found.entry.not_after);
    match (from.as_deref().map(quantities::time), until.as_deref().map(quantities::time)) {
        (Some(from), Some(until)) => facts::drawn(
            say!("certificate-valid"),
            html! {
                <>{ say!("valid-from-to", from = from, to = until) }{ " " }{ near_end(&candidate.found.entry) }</>
            },
        ),
        (Some(from), None) => facts::drawn(say!("certificate-valid"), html! { { say!("valid-from", from = from) } }),
        _ => html! {},
    }
}

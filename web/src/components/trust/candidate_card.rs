//! A certificate that waits to be installed.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::chain_result::chain_result;
use crate::{
    comparison::{self, Comparison},
    components::{
        fingerprint::fingerprint,
        placement_select::placement_select,
        status::{Tone, status},
        untrusted_text,
    },
    engine::ChainCheck,
    install,
    locale::say,
    services::Services,
    state::{Action, Candidate},
    trust::{Installed, Placed, Placement, TrustStore},
    words,
};

/// Properties of [`CandidateCard`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// What would be installed.
    pub(crate) candidate: Candidate,
    /// What is installed.
    pub(crate) store: Rc<TrustStore>,
}

/// What it is, what its chain is, and the question that only a person can answer: is this the fingerprint that its owner
/// told over another way?
#[component]
pub(crate) fn CandidateCard(Props { candidate, store }: &Props) -> Html {
    let Some(services) = use_context::<Services>() else { return html! {} };
    let entry = &candidate.entry;
    let placement = use_state_eq(|| entry.placed.placement);
    let typed = use_state_eq(String::new);
    let is_compared = use_state_eq(|| false);
    let check = use_state_eq(ChainCheck::default);
    {
        let (services, candidate, store, check) = (services.clone(), candidate.clone(), store.clone(), check.setter());
        use_effect_with((candidate.entry.fingerprint.clone(), store.clone()), move |_| {
            let heard = Callback::from(move |result| check.set(result));
            if candidate.entry.placed.placement != Placement::RevocationList {
                install::check_chain(&services, &candidate, &store, heard);
            }
        });
    }
    let comparison = comparison::of(&typed, &entry.fingerprint);
    let is_confirmed = match comparison {
        Comparison::Same => true,
        Comparison::Differs => false,
        Comparison::TooShort => *is_compared && typed.is_empty(),
    };
    let may_install = !placement.grants_trust() || (is_confirmed && check.holds());
    let place = {
        let placement = placement.setter();
        Callback::from(move |chosen: Option<Placement>| chosen.into_iter().for_each(|chosen| placement.set(chosen)))
    };
    let install = {
        let placed = Placed { placement: *placement, pem: entry.placed.pem.clone() };
        let entry = Installed { placed, ..entry.clone() };
        services.dispatch.reform(move |_: MouseEvent| Action::Install(entry.clone()))
    };
    let withdraw = {
        let fingerprint = entry.fingerprint.clone();
        services.dispatch.reform(move |_: MouseEvent| Action::Withdraw(fingerprint.clone()))
    };
    let name = words::entry(entry);
    html! {
        <li class="panel candidate">
            <h3>{ untrusted_text::text(&name) }</h3>
            if *placement != Placement::RevocationList {
                <div class="field">
                    <span class="field-label">{ say!("candidate-place") }</span>
                    { placement_select(&say!("candidate-place"), Some(*placement), false, &place) }
                </div>
            }
            if *placement != Placement::RevocationList {
                { chain_result(&check) }
            }
            <div class="candidate-fingerprint">
                <p class="field-label">{ say!("certificate-fingerprint") }</p>
                { fingerprint(&entry.fingerprint) }
            </div>
            if placement.grants_trust() {
                { compare(&typed, &is_compared, comparison) }
            }
            <p class="form-actions">
                <button type="button" class="primary" disabled={!may_install} onclick={install}>
                    { say!("install") }
                </button>
                <button type="button" class="secondary" onclick={withdraw}>{ say!("leave-out") }</button>
            </p>
        </li>
    }
}

fn compare(typed: &UseStateHandle<String>, is_compared: &UseStateHandle<bool>, comparison: Comparison) -> Html {
    let (type_in, tick) = (typed.setter(), is_compared.setter());
    let oninput = move |event: InputEvent| type_in.set(event.target_unchecked_into::<HtmlInputElement>().value());
    let onchange = move |event: Event| tick.set(event.target_unchecked_into::<HtmlInputElement>().checked());
    html! {
        <fieldset class="compare">
            <legend>{ say!("compare") }</legend>
            <label class="field">
                <span class="field-label">{ say!("compare-type") }</span>
                <input type="text" spellcheck="false" autocomplete="off" value={(**typed).clone()} {oninput} />
            </label>
            <p role="status">
                if comparison == Comparison::Same {
                    { status(Tone::Right, say!("compare-same")) }
                } else if comparison == Comparison::Differs {
                    { status(Tone::Wrong, say!("compare-differs")) }
                }
            </p>
            <label class="tick">
                <input type="checkbox" checked={**is_compared} {onchange} />{ say!("compare-tick") }
            </label>
        </fieldset>
    }
}

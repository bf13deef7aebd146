//! The step before a certificate is installed: its chain, and the question that only a person can answer.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::chain_result::chain_result;
use crate::{
    components::shared::status::{Tone, status},
    engine::{self, ChainCheck},
    services::Services,
    trust::{
        Entry, Installed,
        comparison::{self, Comparison},
    },
    words::{locale::say, quantities},
};

/// Properties of [`InstallForm`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The entry that would be installed.
    pub(crate) entry: Entry,
    /// Whether the certificate is signed only by itself.
    pub(crate) is_self_signed: bool,
    /// PEM texts of certificates that may be in its chain.
    pub(crate) helpers: Vec<String>,
    /// The entries that are already trusted.
    pub(crate) trusted: Vec<Entry>,
    /// Called when the user installs it.
    #[prop_or_default]
    pub(crate) oninstall: Callback<()>,
    /// Called when the user trusts it for this visit. Without this, there is no button for that.
    #[prop_or_default]
    pub(crate) onvisit: Option<Callback<()>>,
}

/// Draws the chain, and the comparison of the whole fingerprint: is it the one that the owner gave by another way?
#[component]
pub(crate) fn InstallForm(props: &Props) -> Html {
    let Props { entry, is_self_signed, helpers, trusted, oninstall, onvisit } = props;
    let typed = use_state_eq(String::new);
    let is_ticked = use_state_eq(|| false);
    let check = use_state_eq(ChainCheck::default);
    let services = use_context::<Services>();
    use_effect_with((entry.clone(), helpers.clone(), trusted.clone()), {
        let (services, check) = (services.clone(), check.setter());
        move |(entry, helpers, trusted)| {
            check.set(ChainCheck::Asked);
            if let Some(services) = services {
                engine::check_chain(
                    &services.verifier,
                    entry,
                    helpers,
                    trusted,
                    Callback::from(move |result| check.set(result)),
                );
            }
        }
    });
    let Some(services) = services else { return html! {} };
    let comparison = comparison::of(&typed, &entry.id.fingerprint);
    let is_confirmed = match comparison {
        Comparison::Same => true,
        Comparison::Nothing => *is_ticked,
        Comparison::Begun(_) | Comparison::Differs(..) | Comparison::NotHex(_) => false,
    };
    // What grants nothing needs no chain.
    let is_open = is_confirmed && (check.holds() || !entry.id.placement.grants_trust());
    let install = {
        let (entry, oninstall) = (entry.clone(), oninstall.clone());
        move |_: MouseEvent| {
            services.install(Installed { entry: entry.clone(), since: quantities::now() });
            oninstall.emit(());
        }
    };
    let type_in = {
        let typed = typed.setter();
        move |event: InputEvent| typed.set(event.target_unchecked_into::<HtmlInputElement>().value())
    };
    let tick = {
        let ticked = is_ticked.setter();
        move |event: Event| ticked.set(event.target_unchecked_into::<HtmlInputElement>().checked())
    };
    html! {
        <fieldset class="compare">
            <legend>{ say!("compare") }</legend>
            <p>{ say!("compare-how") }</p>
            <label class="field">
                <span class="field-label">{ say!("compare-type") }</span>
                <input type="text" spellcheck="false" autocomplete="off" value={(*typed).clone()} oninput={type_in} />
            </label>
            <p role="status">{ told(&comparison, &entry.id.fingerprint) }</p>
            <label class="tick">
                <input type="checkbox" checked={*is_ticked} onchange={tick} />{ say!("compare-tick") }
            </label>
            { chain_result(&check, *is_self_signed) }
            <p class="form-actions">
                <button type="button" class="primary" disabled={!is_open} onclick={install}>
                    { say!("install") }
                </button>
                if let Some(onvisit) = onvisit {
                    <button type="button" class="secondary" disabled={!is_open} onclick={onvisit.reform(|_: MouseEvent| ())}>
                        { if entry.id.placement.grants_trust() { say!("trust-for-visit") } else { say!("use-for-visit") } }
                    </button>
                }
            </p>
        </fieldset>
    }
}

fn told(comparison: &Comparison, fingerprint: &str) -> Html {
    match comparison {
        Comparison::Nothing => html! {},
        Comparison::Begun(count) => {
            status(Tone::Remark, say!("compare-begun", count = count, total = fingerprint.len()))
        }
        Comparison::Same => status(Tone::Right, say!("compare-same")),
        Comparison::NotHex(character) => status(Tone::Wrong, say!("compare-not-hex", character = character)),
        Comparison::Differs(group, given) => {
            let digits = fingerprint.chars().collect::<Vec<_>>();
            match digits.chunks(comparison::GROUP).nth(group.saturating_sub(1)) {
                Some(shown) => {
                    let shown = shown.iter().collect::<String>();
                    status(Tone::Wrong, say!("compare-differs", group = group, given = given, shown = shown))
                }
                None => status(Tone::Wrong, say!("compare-longer", total = fingerprint.len())),
            }
        }
    }
}

//! The trust and the policy of the page, in two lines.

use vnfseal::policy::Policy;
use yew::prelude::*;

use crate::{
    report::deviations,
    state::{Action, View},
    trust::TrustStore,
    words::{self, locale::say},
};

/// Draws the trust store and the policy in force, each with a way to it.
pub(crate) fn terms(store: &TrustStore, policy: &Policy, dispatch: &Callback<Action>) -> Html {
    let differences = deviations::of(policy).len();
    html! {
        <dl class="terms">
            <div>
                <dt>{ say!("terms-store") }</dt>
                <dd>
                    { say!("terms-installed", number = store.entries.len()) }{ " " }
                    <button type="button" class="link" onclick={dispatch.reform(|_| Action::Show(View::Trust))}>
                        { say!("terms-open-trust") }
                    </button>
                </dd>
            </div>
            <div>
                <dt>{ say!("terms-policy") }</dt>
                <dd>
                    { format!("SEC 021 {} · {} · ", short(policy), words::stage(policy.stage)) }
                    if differences == 0 {
                        { say!("terms-default") }
                    } else {
                        <strong>{ say!("terms-differs", number = differences) }</strong>
                    }
                    { " " }
                    <button type="button" class="link" onclick={dispatch.reform(|_| Action::Show(View::Policy))}>
                        { say!("terms-open-policy") }
                    </button>
                </dd>
            </div>
        </dl>
    }
}

fn short(policy: &Policy) -> &'static str {
    words::edition(policy.edition).rsplit(' ').next().unwrap_or_default()
}

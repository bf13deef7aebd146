//! The form for the policy.

use std::rc::Rc;

use vnfseal::policy::{Edition, Policy, RevocationPolicy, ServiceProviderSignature, Stage, Strictness};
use yew::prelude::*;

use super::{
    accepted_findings::accepted_findings, choice::choice, lines::lines, policy_file::PolicyFile, tick::tick,
    time_choice::time_choice,
};
use crate::{
    components::shared::original,
    engine::{Answer, Fault, Question, RuleText},
    json::Write,
    report::deviations,
    services::Services,
    words::{self, locale::say},
};

/// Properties of [`PolicyView`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The policy in force.
    pub(crate) policy: Rc<Policy>,
    /// The engine's rules, once the engine has sent them.
    pub(crate) rules: Option<Rc<[RuleText]>>,
}

/// Draws the policy as a form. It counts when it is applied; then every package is verified again.
#[component]
pub(crate) fn PolicyView(Props { policy, rules }: &Props) -> Html {
    let draft = use_state_eq(|| (**policy).clone());
    let is_changed_elsewhere = use_state_eq(|| false);
    let before = use_mut_ref(|| policy.clone());
    use_effect_with(policy.clone(), {
        let (draft, is_changed_elsewhere) = (draft.clone(), is_changed_elsewhere.setter());
        move |policy| {
            let before = before.replace(policy.clone());
            // What the user was changing stays when another tab changes the policy.
            let is_edited = *draft != *before;
            is_changed_elsewhere.set(is_edited && *draft != **policy);
            if !is_edited {
                draft.set((**policy).clone());
            }
        }
    });
    let take_over = {
        let (draft, policy) = (draft.setter(), policy.clone());
        Callback::from(move |_: MouseEvent| draft.set((*policy).clone()))
    };
    let refusal = use_state_eq(|| None::<String>);
    let Some(services) = use_context::<Services>() else { return html! {} };
    let apply = {
        let (next, refusal) = (draft.clone(), refusal.setter());
        move |event: SubmitEvent| {
            event.prevent_default();
            let (services, next, refusal) = (services.clone(), (*next).clone(), refusal.clone());
            let question = Question::CheckPolicy(next.write());
            let verifier = Rc::clone(&services.verifier);
            let answered = Callback::from(move |answer: Answer| match answer.map_err(Fault::reason) {
                Err(reason) if !reason.is_empty() => refusal.set(Some(reason)),
                _ => services.set_policy(next.clone()),
            });
            verifier.ask(question, answered);
        }
    };
    let reset = {
        let draft = draft.setter();
        move |_: MouseEvent| draft.set(Policy::default())
    };
    let edit = Edit(draft.clone());
    let is_changed = *draft != **policy;
    html! {
        <form class="policy" onsubmit={apply}>
            <h1>{ say!("view-policy") }</h1>
            <p class="lead">{ say!("policy-lead") }</p>
            <PolicyFile policy={policy.clone()} />
            <div role="status">
                if is_changed && *is_changed_elsewhere {
                    { changed_elsewhere(&take_over) }
                }
            </div>
            <fieldset class="panel">
                <legend>{ say!("policy-standard") }</legend>
                { standard(&edit) }
            </fieldset>
            <fieldset class="panel">
                <legend>{ say!("policy-signers") }</legend>
                { signers(&edit) }
            </fieldset>
            <fieldset class="panel">
                <legend>{ say!("policy-certificate-policies") }</legend>
                <p class="hint">{ say!("policy-certificate-policies-hint") }</p>
                { certificate_policies(&edit) }
            </fieldset>
            <fieldset class="panel">
                <legend>{ say!("policy-accept") }</legend>
                <p class="hint">{ say!("policy-accept-hint") }</p>
                { accepted_findings(rules.as_deref(), &draft.accept, &edit.field(|policy, accept| policy.accept = accept)) }
            </fieldset>
            { differences(&draft) }
            <div role="alert">
                if let Some(refusal) = &*refusal {
                    <p class="tone-wrong">{ original::about(say!("policy-refused"), refusal) }</p>
                }
            </div>
            <p class={if is_changed { "form-actions is-waiting" } else { "form-actions" }}>
                <button type="submit" class="primary" disabled={!is_changed}>{ say!("policy-apply") }</button>
                <button type="button" class="secondary" onclick={reset}>{ say!("policy-reset") }</button>
            </p>
        </form>
    }
}

/// Says that the policy is another one by now, and offers to go on from that.
fn changed_elsewhere(take_over: &Callback<MouseEvent>) -> Html {
    html! {
        <div class="panel policy-import">
            <p class="tone-warning">{ say!("policy-changed-elsewhere") }</p>
            <p class="form-actions">
                <button type="button" class="secondary" onclick={take_over.clone()}>{ say!("policy-take-over") }</button>
            </p>
        </div>
    }
}

/// The draft, and callbacks that change a field of it.
struct Edit(UseStateHandle<Policy>);

impl Edit {
    fn field<Value: 'static>(&self, set: impl Fn(&mut Policy, Value) + 'static) -> Callback<Value> {
        let draft = self.0.clone();
        Callback::from(move |value| {
            let mut next = (*draft).clone();
            set(&mut next, value);
            draft.set(next);
        })
    }
}

fn standard(edit: &Edit) -> Html {
    let editions = [Edition::V5_4_1, Edition::V4_5_1].map(|edition| (edition, words::edition(edition).to_owned()));
    let stages = [Stage::Onboarding, Stage::Instantiation].map(|stage| (stage, words::stage(stage)));
    html! {
        <div class="fields">
            { choice("edition", say!("policy-edition"), String::new(), &editions, edit.0.edition,
                edit.field(|policy, edition| policy.edition = edition)) }
            { choice("stage", say!("policy-stage"), say!("policy-stage-hint"), &stages, edit.0.stage,
                edit.field(|policy, stage| policy.stage = stage)) }
            { time_choice(edit.0.at.as_deref(), &edit.field(|policy, at| policy.at = at)) }
        </div>
    }
}

fn signers(edit: &Edit) -> Html {
    let asked = [ServiceProviderSignature::IfPresent, ServiceProviderSignature::Required]
        .map(|asked| (asked, words::service_provider_signature(asked)));
    let revocations = [RevocationPolicy::IfAvailable, RevocationPolicy::Required, RevocationPolicy::Off]
        .map(|asked| (asked, words::revocation_policy(asked)));
    let strictness = [Strictness::Reject, Strictness::Report].map(|one| (one, words::strictness(one)));
    html! {
        <div class="fields">
            { choice("service-provider", say!("policy-service-provider"), String::new(), &asked, edit.0.service_provider_signature,
                edit.field(|policy, asked| policy.service_provider_signature = asked)) }
            { lines("globs", say!("policy-service-provider-signed"), say!("policy-service-provider-signed-hint"),
                &edit.0.service_provider_signed,
                &edit.field(|policy, globs| policy.service_provider_signed = globs)) }
            { choice("revocation", say!("policy-revocation"), say!("policy-revocation-hint"), &revocations, edit.0.revocation,
                edit.field(|policy, asked| policy.revocation = asked)) }
            { choice("unlisted", say!("policy-unlisted"), String::new(), &strictness, edit.0.unlisted_files,
                edit.field(|policy, one| policy.unlisted_files = one)) }
            { choice("other-signers", say!("policy-other-signers"), String::new(), &strictness, edit.0.other_signers,
                edit.field(|policy, one| policy.other_signers = one)) }
        </div>
    }
}

/// Draws the requirements on the certificate policies of a certification path (RFC 5280 section 6.1.1).
fn certificate_policies(edit: &Edit) -> Html {
    let wanted = edit.field(|policy, wanted: Vec<String>| {
        policy.user_initial_policy_set = Some(wanted).filter(|wanted| !wanted.is_empty());
    });
    html! {
        <div class="fields">
            { lines("user-initial-policy-set", say!("policy-user-initial-policy-set"),
                say!("policy-user-initial-policy-set-hint"),
                edit.0.user_initial_policy_set.as_deref().unwrap_or_default(), &wanted) }
            <div class="field">
                { tick(say!("policy-initial-explicit-policy"), edit.0.initial_explicit_policy,
                    &edit.field(|policy, is_asked| policy.initial_explicit_policy = is_asked)) }
                { tick(say!("policy-initial-policy-mapping-inhibit"), edit.0.initial_policy_mapping_inhibit,
                    &edit.field(|policy, is_asked| policy.initial_policy_mapping_inhibit = is_asked)) }
                { tick(say!("policy-initial-any-policy-inhibit"), edit.0.initial_any_policy_inhibit,
                    &edit.field(|policy, is_asked| policy.initial_any_policy_inhibit = is_asked)) }
            </div>
        </div>
    }
}

fn differences(draft: &Policy) -> Html {
    let differences = deviations::of(draft);
    html! {
        <div class="policy-differences" role="status">
            if differences.is_empty() {
                <p>{ say!("policy-is-default") }</p>
            } else {
                <p>{ say!("policy-differs") }</p>
                <ul>{ for differences.into_iter().map(|difference| html! { <li>{ difference }</li> }) }</ul>
            }
        </div>
    }
}

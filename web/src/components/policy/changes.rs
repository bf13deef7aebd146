//! What a policy from a file would change of the one in force.

use vnfseal::policy::Policy;
use yew::prelude::*;

use crate::{
    components::shared::{
        status::{Tone, status},
        untrusted_text,
    },
    json::{Json, Read, Wrong, field},
    words::{self, locale::say, quantities},
};

/// The word of the engine for a value with which more packages pass than with the default.
const LOOSER: &str = "looser";

/// A policy from a file, as the engine reads it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Imported {
    policy: Policy,
    /// The keys whose values are looser than the default.
    looser: Vec<String>,
}

impl Read for Imported {
    fn read(value: &Json, wrong: &mut Wrong) -> Self {
        let changes = value.get("changes").map(Json::list).unwrap_or_default().iter();
        let looser = changes.filter(|change| change.get("effect").and_then(Json::as_text) == Some(LOOSER));
        let keys = looser.filter_map(|change| change.get("key")?.as_text().map(str::to_owned));
        Self { policy: field(value, "policy", wrong), looser: keys.collect() }
    }
}

/// Draws each value that differs, before and after, and the buttons to take the policy or leave it.
pub(crate) fn changes(
    now: &Policy,
    Imported { policy, looser }: &Imported,
    take: &Callback<Policy>,
    leave: &Callback<MouseEvent>,
) -> Html {
    if policy == now {
        return html! {
            <>
                <p>{ say!("policy-import-same") }</p>
                <p class="form-actions">
                    <button type="button" class="secondary" onclick={leave.clone()}>{ say!("policy-import-close") }</button>
                </p>
            </>
        };
    }
    let pairs = values(now).into_iter().zip(values(policy)).filter(|(before, after)| before.text != after.text);
    let take = {
        let (take, policy) = (take.clone(), policy.clone());
        move |_: MouseEvent| take.emit(policy.clone())
    };
    html! {
        <>
            <p>{ say!("policy-import-changes") }</p>
            <table class="policy-changes">
                <thead>
                    <tr>
                        <th scope="col">{ say!("policy-import-value") }</th>
                        <th scope="col">{ say!("policy-import-before") }</th>
                        <th scope="col">{ say!("policy-import-after") }</th>
                    </tr>
                </thead>
                <tbody>{ for pairs.map(|(before, after)| row(&before, &after, looser)) }</tbody>
            </table>
            <p class="form-actions">
                <button type="button" class="primary" onclick={take}>{ say!("policy-import-take") }</button>
                <button type="button" class="secondary" onclick={leave.clone()}>{ say!("policy-import-leave") }</button>
            </p>
        </>
    }
}

fn row(before: &Value, after: &Value, looser: &[String]) -> Html {
    html! {
        <tr>
            <th scope="row">{ after.name.clone() }</th>
            <td data-title={say!("policy-import-before")}>{ untrusted_text::text(&before.text) }</td>
            <td data-title={say!("policy-import-after")}>
                { untrusted_text::text(&after.text) }
                if looser.iter().any(|key| key == after.key) {
                    { " " }{ status(Tone::Warning, say!("policy-import-looser")) }
                }
            </td>
        </tr>
    }
}

/// A value of a policy: its key, and its name and value in words.
struct Value {
    key: &'static str,
    name: String,
    text: String,
}

fn value(key: &'static str, name: String, text: String) -> Value {
    Value { key, name, text }
}

/// Returns all values, in the order of the form.
fn values(policy: &Policy) -> Vec<Value> {
    let list = |list: &[String]| if list.is_empty() { say!("policy-import-none") } else { list.join(", ") };
    let flag = |is_set: bool| if is_set { say!("yes") } else { say!("no") };
    let at = policy.at.as_deref().map_or_else(|| say!("policy-import-now"), quantities::time);
    let wanted = policy.user_initial_policy_set.as_deref().unwrap_or_default();
    let mut values = vec![
        value("edition", say!("policy-edition"), words::edition(policy.edition).to_owned()),
        value("stage", say!("policy-stage"), words::stage(policy.stage)),
        value("at", say!("policy-at"), at),
        value(
            "serviceProviderSignature",
            say!("policy-service-provider"),
            words::service_provider_signature(policy.service_provider_signature),
        ),
        value("serviceProviderSigned", say!("policy-service-provider-signed"), list(&policy.service_provider_signed)),
        value("revocation", say!("policy-revocation"), words::revocation_policy(policy.revocation)),
        value("unlistedFiles", say!("policy-unlisted"), words::strictness(policy.unlisted_files)),
        value("otherSigners", say!("policy-other-signers"), words::strictness(policy.other_signers)),
        value("userInitialPolicySet", say!("policy-user-initial-policy-set"), list(wanted)),
        value("initialExplicitPolicy", say!("policy-initial-explicit-policy"), flag(policy.initial_explicit_policy)),
        value(
            "initialPolicyMappingInhibit",
            say!("policy-initial-policy-mapping-inhibit"),
            flag(policy.initial_policy_mapping_inhibit),
        ),
        value(
            "initialAnyPolicyInhibit",
            say!("policy-initial-any-policy-inhibit"),
            flag(policy.initial_any_policy_inhibit),
        ),
        value("accept", say!("policy-accept"), list(&policy.accept)),
    ];
    let limits = &policy.limits;
    let numbers = [
        ("limits.entries", u64::from(limits.entries)),
        ("limits.directoryBytes", u64::from(limits.directory_bytes)),
        ("limits.manifestBytes", u64::from(limits.manifest_bytes)),
        ("limits.metadataBytes", u64::from(limits.metadata_bytes)),
        ("limits.signatures", u64::from(limits.signatures)),
        ("limits.expandedBytes", limits.expanded_bytes),
    ];
    let name = |key: &str| words::labelled(&say!("policy-limits"), key);
    values.extend(numbers.map(|(key, number)| value(key, name(key), number.to_string())));
    values
}

#[cfg(test)]
mod tests {
    use vnfseal::policy::{Edition, Limits, RevocationPolicy, ServiceProviderSignature, Stage, Strictness};

    use super::*;

    #[test]
    fn every_value_is_shown() {
        let other = Policy {
            edition: Edition::V4_5_1,
            stage: Stage::Instantiation,
            at: Some("2026-01-01T00:00:00Z".into()),
            service_provider_signature: ServiceProviderSignature::Required,
            service_provider_signed: vec!["Files/**".into()],
            revocation: RevocationPolicy::Off,
            user_initial_policy_set: Some(vec!["2.23.140.1.2.1".into()]),
            initial_explicit_policy: true,
            initial_policy_mapping_inhibit: true,
            initial_any_policy_inhibit: true,
            unlisted_files: Strictness::Report,
            other_signers: Strictness::Report,
            accept: vec!["certificate.version-1".into()],
            limits: Limits {
                entries: 1,
                directory_bytes: 2,
                manifest_bytes: 3,
                metadata_bytes: 4,
                signatures: 5,
                expanded_bytes: 6,
            },
        };
        for (before, after) in values(&Policy::default()).into_iter().zip(values(&other)) {
            assert_ne!(before.text, after.text, "{}", after.key);
        }
    }

    #[test]
    fn the_engine_says_what_is_looser() {
        let answer = vnfseal::inspect_policy(br#"{ "unlistedFiles": "report", "edition": "4.5.1" }"#).unwrap();
        let imported = crate::json::parse::<Imported>(&serde_json::to_string(&answer).unwrap()).unwrap();
        assert_eq!(imported.looser, ["unlistedFiles"]);
        assert_eq!(imported.policy.edition, Edition::V4_5_1);
    }
}

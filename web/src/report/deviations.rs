//! The differences of a policy from the default. They are shown with the verdict.

use vnfseal::policy::{Limits, Policy};

use crate::words::{self, locale::say, quantities};

/// Returns one sentence for each difference.
pub(crate) fn of(policy: &Policy) -> Vec<String> {
    let default = Policy::default();
    let revocation = words::revocation_policy(policy.revocation);
    let differences = [
        (policy.edition != default.edition).then(|| say!("differs-edition", edition = words::edition(policy.edition))),
        (policy.stage != default.stage).then(|| say!("differs-stage", stage = words::stage(policy.stage))),
        policy.at.as_deref().map(|at| say!("differs-at", time = quantities::time(at))),
        (policy.service_provider_signature != default.service_provider_signature)
            .then(|| say!("differs-service-provider")),
        (!policy.service_provider_signed.is_empty())
            .then(|| say!("differs-service-provider-signed", paths = policy.service_provider_signed.join(", "))),
        (policy.revocation != default.revocation).then(|| say!("differs-revocation", revocation = revocation)),
        (policy.unlisted_files != default.unlisted_files).then(|| say!("differs-unlisted")),
        (policy.other_signers != default.other_signers).then(|| say!("differs-other-signers")),
        policy
            .user_initial_policy_set
            .as_ref()
            .map(|set| say!("differs-user-initial-policy-set", policies = set.join(", "))),
        policy.initial_explicit_policy.then(|| say!("differs-initial-explicit-policy")),
        policy.initial_policy_mapping_inhibit.then(|| say!("differs-initial-policy-mapping-inhibit")),
        policy.initial_any_policy_inhibit.then(|| say!("differs-initial-any-policy-inhibit")),
        (!policy.accept.is_empty()).then(|| say!("differs-accept", codes = policy.accept.join(", "))),
        (policy.limits != Limits::default()).then(|| say!("differs-limits")),
    ];
    differences.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use vnfseal::policy::{Edition, Strictness};

    use super::*;

    #[test]
    fn every_difference_is_said() {
        assert!(of(&Policy::default()).is_empty());
        let policy = Policy {
            edition: Edition::V4_5_1,
            unlisted_files: Strictness::Report,
            user_initial_policy_set: Some(vec!["2.23.140.1.2.1".into()]),
            initial_explicit_policy: true,
            initial_policy_mapping_inhibit: true,
            initial_any_policy_inhibit: true,
            accept: vec!["certificate.version-1".into()],
            ..Policy::default()
        };
        let sentences = of(&policy);
        assert_eq!(sentences.len(), 7);
        assert!(sentences[2].contains("2.23.140.1.2.1"));
        assert!(sentences[6].contains("certificate.version-1"));
    }
}

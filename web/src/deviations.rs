//! How a policy differs from the default. Whatever differs is shown with the verdict.

use vnfseal::policy::{Limits, Policy};

use crate::{locale::say, quantities, words};

/// One sentence for each difference.
pub(crate) fn of(policy: &Policy) -> Vec<String> {
    let default = Policy::default();
    let mut found = Vec::new();
    let mut add = |differs: bool, sentence: &dyn Fn() -> String| {
        if differs {
            found.push(sentence());
        }
    };
    add(policy.edition != default.edition, &|| say!("differs-edition", edition = words::edition(policy.edition)));
    add(policy.stage != default.stage, &|| say!("differs-stage", stage = words::stage(policy.stage)));
    if let Some(at) = &policy.at {
        add(true, &|| say!("differs-at", time = quantities::time(at)));
    }
    add(policy.service_provider_signature != default.service_provider_signature, &|| say!("differs-service-provider"));
    add(!policy.service_provider_signed.is_empty(), &|| {
        say!("differs-service-provider-signed", paths = policy.service_provider_signed.join(", "))
    });
    add(policy.revocation != default.revocation, &|| {
        say!("differs-revocation", revocation = words::revocation_policy(policy.revocation))
    });
    add(policy.unlisted_files != default.unlisted_files, &|| say!("differs-unlisted"));
    add(policy.other_signers != default.other_signers, &|| say!("differs-other-signers"));
    add(!policy.accept.is_empty(), &|| say!("differs-accept", codes = policy.accept.join(", ")));
    let asks_for_policies = policy.user_initial_policy_set.is_some()
        || policy.initial_explicit_policy
        || policy.initial_policy_mapping_inhibit
        || policy.initial_any_policy_inhibit;
    add(asks_for_policies, &|| say!("differs-certificate-policies"));
    add(policy.limits != Limits::default(), &|| say!("differs-limits"));
    found
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
            accept: vec!["certificate.version-1".into()],
            ..Policy::default()
        };
        let sentences = of(&policy);
        assert_eq!(sentences.len(), 3);
        assert!(sentences[2].contains("certificate.version-1"));
    }
}

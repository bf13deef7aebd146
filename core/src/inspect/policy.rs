//! Describes what is in a policy.

use alloc::{format, string::String, vec::Vec};

use crate::{
    policy::{Edition, Limits, Policy, RevocationPolicy, ServiceProviderSignature, Stage, Strictness},
    report::{
        PolicyChange,
        PolicyEffect::{self, Looser, Nothing, Other, Stricter},
        PolicyInspection,
    },
    rule,
};

/// Reads a policy from JSON, checks it, and describes its differences from the default policy.
///
/// ```
/// use vnfseal::report::PolicyEffect;
///
/// let inspection = vnfseal::inspect_policy(br#"{ "unlistedFiles": "report" }"#).unwrap();
/// assert_eq!(inspection.changes[0].key, "unlistedFiles");
/// assert_eq!(inspection.changes[0].effect, PolicyEffect::Looser);
/// ```
///
/// # Errors
/// A sentence that says what is wrong with the policy.
pub fn inspect_policy(json: &[u8]) -> Result<PolicyInspection, String> {
    let policy = Policy::from_json(json)?;
    let mut changes = Changes(Vec::new());
    changes.add_question(&policy);
    changes.add_service_provider(&policy);
    changes.add_chains(&policy);
    changes.add_tolerance(&policy);
    changes.add_limits(&policy.limits);
    Ok(PolicyInspection { changes: changes.0, policy })
}

struct Changes(Vec<PolicyChange>);

impl Changes {
    fn add(&mut self, key: &str, effect: PolicyEffect, sentence: impl Into<String>) {
        self.0.push(PolicyChange { key: key.into(), effect, sentence: sentence.into() });
    }

    fn add_question(&mut self, policy: &Policy) {
        if policy.edition == Edition::V4_5_1 {
            self.add("edition", Other, "The package is held against V4.5.1 of SEC 021.");
        }
        if policy.stage == Stage::Instantiation {
            self.add("stage", Other, "The package is verified as before instantiation (SEC 021 clause 6.3).");
        }
        if let Some(at) = &policy.at {
            self.add("at", Other, format!("Certificates are validated as of {at}, whatever the clock says."));
        }
    }

    fn add_service_provider(&mut self, policy: &Policy) {
        let is_required = policy.service_provider_signature == ServiceProviderSignature::Required;
        if is_required {
            let sentence = "Every artifact needs a service provider's signature.";
            self.add("serviceProviderSignature", Stricter, sentence);
        }
        match policy.service_provider_signed.len() {
            0 => {}
            _ if is_required => {
                let sentence = "The patterns ask for nothing more: every artifact needs the signature already.";
                self.add("serviceProviderSigned", Nothing, sentence);
            }
            count => {
                let sentence =
                    format!("Artifacts that match one of {count} patterns need a service provider's signature.");
                self.add("serviceProviderSigned", Stricter, sentence);
            }
        }
    }

    fn add_chains(&mut self, policy: &Policy) {
        match policy.revocation {
            RevocationPolicy::Off => {
                self.add("revocation", Looser, "A revoked certificate is not noticed: revocation is not looked at.");
            }
            RevocationPolicy::IfAvailable => {}
            RevocationPolicy::Required => {
                self.add("revocation", Stricter, "Of every certificate it has to be known that it is not revoked.");
            }
        }
        if policy.user_initial_policy_set.is_some() {
            let sentence = if policy.initial_explicit_policy {
                "Every chain has to be valid under one of these certificate policies."
            } else {
                "Where a CA asks for certificate policies, the chain has to be valid under one of these."
            };
            self.add("userInitialPolicySet", Stricter, sentence);
        }
        for (is_set, key, sentence) in [
            (
                policy.initial_explicit_policy,
                "initialExplicitPolicy",
                "Every chain has to be valid under a certificate policy.",
            ),
            (
                policy.initial_policy_mapping_inhibit,
                "initialPolicyMappingInhibit",
                "No CA may map a certificate policy to another one.",
            ),
            (
                policy.initial_any_policy_inhibit,
                "initialAnyPolicyInhibit",
                "A certificate for any policy counts as one for none.",
            ),
        ] {
            if is_set {
                self.add(key, Stricter, sentence);
            }
        }
    }

    fn add_tolerance(&mut self, policy: &Policy) {
        if policy.unlisted_files == Strictness::Report {
            let sentence = "A file that the manifest does not list is only reported.";
            self.add("unlistedFiles", Looser, sentence);
        }
        if policy.other_signers == Strictness::Report {
            let sentence = "A signer whom nobody trusts is only reported, beside a VNF provider who is trusted.";
            self.add("otherSigners", Looser, sentence);
        }
        for code in &policy.accept {
            let title = rule::rule(code).map_or("", |rule| rule.title);
            self.add("accept", Looser, format!("'{code}' does not count: {title}"));
        }
    }

    fn add_limits(&mut self, limits: &Limits) {
        let default = Limits::default();
        let rows = [
            ("limits.entries", u64::from(limits.entries), u64::from(default.entries)),
            ("limits.directoryBytes", u64::from(limits.directory_bytes), u64::from(default.directory_bytes)),
            ("limits.manifestBytes", u64::from(limits.manifest_bytes), u64::from(default.manifest_bytes)),
            ("limits.metadataBytes", u64::from(limits.metadata_bytes), u64::from(default.metadata_bytes)),
            ("limits.signatures", u64::from(limits.signatures), u64::from(default.signatures)),
            ("limits.expandedBytes", limits.expanded_bytes, default.expanded_bytes),
        ];
        for (key, value, usual) in rows {
            if value != usual {
                let effect = if value > usual { Looser } else { Stricter };
                self.add(key, effect, format!("The limit is {value} and not {usual}."));
            }
        }
    }
}

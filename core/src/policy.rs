//! The policy: what the operator asks of a package. Every value has a safe default; a looser one shows in the report.

use alloc::{collections::BTreeSet, format, string::String, vec::Vec};

use serde::{Deserialize, Serialize};

use crate::{
    asn1::Oid,
    json, limits, oid,
    rule::{self, Severity},
    time::Time,
    work,
};

/// What the operator asks of a package.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default, expecting = "a JSON object")]
pub struct Policy {
    /// The edition of GS NFV-SEC 021.
    pub edition: Edition,
    /// What the package is about to be used for.
    pub stage: Stage,
    /// The time to validate at (RFC 3339); the host's clock when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// Whether a service provider's signature has to be there.
    pub service_provider_signature: ServiceProviderSignature,
    /// Artifacts that need one, by glob over their paths (`Files/**`), where not every artifact does.
    pub service_provider_signed: Vec<String>,
    /// Whether revocation has to be known.
    pub revocation: RevocationPolicy,
    /// The certificate policies of which a certification path has to be valid under one, where any is required
    /// (user-initial-policy-set, RFC 5280 section 6.1.1 (c)): object identifiers; any when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_initial_policy_set: Option<Vec<String>>,
    /// Whether a certification path has to be valid under one of them, even if no CA asks for it
    /// (initial-explicit-policy, RFC 5280 section 6.1.1 (f)).
    pub initial_explicit_policy: bool,
    /// Whether CAs may not say that a policy of theirs is taken for another one (initial-policy-mapping-inhibit, RFC 5280
    /// section 6.1.1 (e)).
    pub initial_policy_mapping_inhibit: bool,
    /// Whether a certificate that is for any policy is for none (initial-any-policy-inhibit, RFC 5280 section 6.1.1 (g)).
    pub initial_any_policy_inhibit: bool,
    /// What a file that the manifest does not list means.
    pub unlisted_files: Strictness,
    /// What a signer who is trusted for no role means, beside one who is the VNF provider. Only that a signer is not trusted or
    /// not installed can be reported: one of whom more is known (a revoked or expired certificate, one for another use, a
    /// signature that does not hold) fails the package whatever this says.
    pub other_signers: Strictness,
    /// Codes of findings knowingly accepted. Those about integrity cannot be accepted, nor those a rule forbids.
    pub accept: Vec<String>,
    /// Bounds on work and memory.
    pub limits: Limits,
}

impl Policy {
    /// Reads a policy from JSON and checks it.
    ///
    /// # Errors
    /// A sentence that says what is wrong.
    pub fn from_json(json: &[u8]) -> Result<Self, String> {
        let policy: Self = json::from_slice(json).map_err(|error| format!("The policy cannot be read: {error}."))?;
        policy.time()?;
        for text in policy.user_initial_policy_set.iter().flatten() {
            if Oid::from_text(text).is_none() {
                return Err(format!("The policy's userInitialPolicySet has '{text}', which is no object identifier."));
            }
        }
        for code in &policy.accept {
            let Some(rule) = rule::rule(code) else {
                return Err(format!("The policy accepts '{code}', which is no finding's code."));
            };
            if !rule.may_be_accepted() {
                return Err(format!("The policy accepts '{code}', which cannot be accepted."));
            }
        }
        Ok(policy)
    }

    /// The time to validate at, if the policy says one.
    pub(crate) fn time(&self) -> Result<Option<Time>, String> {
        self.at.as_deref().map(Time::from_rfc3339).transpose()
    }

    /// The user-initial-policy-set (RFC 5280 section 6.1.1 (c)); `None` for any-policy. What cannot be read is no policy of
    /// the set.
    pub(crate) fn user_initial_policies(&self) -> Option<BTreeSet<Oid>> {
        let policies: BTreeSet<Oid> =
            self.user_initial_policy_set.as_ref()?.iter().filter_map(|text| Oid::from_text(text)).collect();
        let has_any = policies.iter().any(|policy| *policy == oid::ANY_POLICY);
        Some(policies).filter(|_| !has_any)
    }

    /// Whether the artifact at this path has to carry the service provider's signature (SEC021-5.2-c).
    pub(crate) fn needs_service_provider(&self, path: &str) -> bool {
        self.service_provider_signature == ServiceProviderSignature::Required || self.names_for_service_provider(path)
    }

    /// Whether a glob of the policy asks for the service provider's signature on this path.
    pub(crate) fn names_for_service_provider(&self, path: &str) -> bool {
        self.service_provider_signed.iter().any(|glob| is_matched(glob, path))
    }

    /// The globs that match none of the paths.
    pub(crate) fn unmatched_globs<'a>(&'a self, paths: &'a [&str]) -> impl Iterator<Item = &'a str> {
        let globs = self.service_provider_signed.iter().map(String::as_str);
        globs.filter(|glob| !paths.iter().any(|path| is_matched(glob, path)))
    }

    /// Whether any artifact has to.
    pub(crate) fn asks_for_service_provider(&self) -> bool {
        self.service_provider_signature == ServiceProviderSignature::Required
            || !self.service_provider_signed.is_empty()
    }

    /// Whether findings of this code are knowingly accepted.
    pub(crate) fn accepts(&self, code: &str) -> bool {
        self.accept.iter().any(|accepted| accepted == code) && rule::rule(code).is_some_and(rule::Rule::may_be_accepted)
    }
}

/// Whether a glob matches a path of the package; the root of the package may be written or not.
fn is_matched(glob: &str, path: &str) -> bool {
    let glob = glob.strip_prefix("./").or_else(|| glob.strip_prefix('/')).unwrap_or(glob);
    glob_matches(glob.as_bytes(), path.as_bytes())
}

/// Whether a glob matches a whole path: `*` and `?` within a part of it, `**` over parts as well. (The crates for this
/// need std.)
fn glob_matches(glob: &[u8], path: &[u8]) -> bool {
    // Which ends of the path the glob so far can have reached.
    let mut reached = alloc::vec![false; path.len().saturating_add(1)];
    if let Some(start) = reached.first_mut() {
        *start = true;
    }
    let mut rest = glob;
    while let Some((&symbol, after)) = rest.split_first() {
        work::done(path.len());
        let crosses_parts = rest.starts_with(b"**");
        rest = if crosses_parts { after.get(1..).unwrap_or_default() } else { after };
        let may_take = |byte: u8| match symbol {
            b'*' => crosses_parts || byte != b'/',
            b'?' => byte != b'/',
            exact => byte == exact,
        };
        let mut next = alloc::vec![false; reached.len()];
        for end in 0..reached.len() {
            let before = end.checked_sub(1);
            let taken = before.and_then(|before| path.get(before)).is_some_and(|byte| may_take(*byte));
            let from = |list: &[bool], index: Option<usize>| index.and_then(|at| list.get(at)).is_some_and(|is| *is);
            let is_reached = match symbol {
                b'*' => from(&reached, Some(end)) || (taken && from(&next, before)),
                _ => taken && from(&reached, before),
            };
            if let Some(slot) = next.get_mut(end) {
                *slot = is_reached;
            }
        }
        reached = next;
    }
    reached.last().is_some_and(|is| *is)
}

impl rule::Rule {
    /// Whether a policy may accept it: what only warns, and the few others the table allows.
    #[must_use]
    pub fn may_be_accepted(&self) -> bool {
        self.acceptable || self.severity >= Severity::Warn
    }
}

/// An edition of GS NFV-SEC 021.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Edition {
    /// V4.5.1, October 2023.
    #[serde(rename = "4.5.1")]
    V4_5_1,
    /// V5.4.1, January 2026.
    #[default]
    #[serde(rename = "5.4.1")]
    V5_4_1,
}

/// When a package is verified.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Stage {
    /// Before it goes into the catalogue (SEC 021 clause 6.2).
    #[default]
    Onboarding,
    /// Before a VNF is made from it (SEC 021 clause 6.3).
    Instantiation,
}

/// Whether a service provider's signature has to be there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum ServiceProviderSignature {
    /// Verified when it is there.
    #[default]
    IfPresent,
    /// Every artifact needs one.
    Required,
}

/// Whether revocation has to be known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum RevocationPolicy {
    /// Not looked at.
    Off,
    /// Looked at where a revocation list is at hand.
    #[default]
    IfAvailable,
    /// Every certificate's state has to be known.
    Required,
}

/// What a deviation means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Strictness {
    /// It fails the package.
    #[default]
    Reject,
    /// It is reported.
    Report,
}

/// Bounds on work and memory. Hostile input reaches these and is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default, expecting = "a JSON object")]
pub struct Limits {
    /// Entries in one archive.
    pub entries: u32,
    /// Bytes of one archive's central directory.
    pub directory_bytes: u32,
    /// Bytes of a manifest.
    pub manifest_bytes: u32,
    /// Bytes of TOSCA.meta, of a certificate file and of a signature file.
    pub metadata_bytes: u32,
    /// Signatures in one package.
    pub signatures: u32,
    /// Bytes of a CSAR that has to be decompressed out of its delivery before it can be read.
    pub expanded_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            entries: limits::POLICY_ENTRIES.as_u32(),
            directory_bytes: limits::POLICY_DIRECTORY_BYTES.as_u32(),
            manifest_bytes: limits::POLICY_MANIFEST_BYTES.as_u32(),
            metadata_bytes: limits::POLICY_METADATA_BYTES.as_u32(),
            signatures: limits::POLICY_SIGNATURES.as_u32(),
            expanded_bytes: limits::POLICY_EXPANDED_BYTES.octets(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::glob_matches;

    #[test]
    fn globs_match_whole_paths() {
        let matches = |glob: &str, path: &str| glob_matches(glob.as_bytes(), path.as_bytes());
        assert!(matches("Files/**", "Files/Images/a.qcow2"));
        assert!(matches("**", "a/b") && matches("**/*.sh", "Scripts/x/run.sh") && matches("a?c", "abc"));
        assert!(!matches("Files/*", "Files/Images/a") && !matches("a?c", "a/c") && !matches("Files/**", "Filesystem"));
        assert!(matches("*.mf", "x.mf") && !matches("*.mf", "x.mf.bak") && !matches("", "x"));
    }
}

//! The policy: what the operator requires of a package. Every value has a safe default, and the report shows a looser
//! one.

use alloc::{collections::BTreeSet, format, string::String, vec::Vec};

use serde::{Deserialize, Serialize};

use crate::{
    asn1::Oid,
    json, limits, oid,
    ordered::Ordered as _,
    rule::{self, Severity},
    time::Time,
    work,
};

/// The operator's requirements on a package.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default, expecting = "a JSON object")]
pub struct Policy {
    /// The edition of GS NFV-SEC 021.
    pub edition: Edition,
    /// The use of the package for which it is verified.
    pub stage: Stage,
    /// The time for which to validate (RFC 3339). If it is absent, the host's clock counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// Whether a service provider's signature is required.
    pub service_provider_signature: ServiceProviderSignature,
    /// Globs over the paths (`Files/**`) of artifacts that need the service provider's signature, if not every artifact
    /// does.
    pub service_provider_signed: Vec<String>,
    /// Whether revocation has to be known.
    pub revocation: RevocationPolicy,
    /// Object identifiers of certificate policies (user-initial-policy-set, RFC 5280 section 6.1.1 (c)). If a policy is
    /// required, a certification path has to be valid under one of these. If the set is absent, any policy will do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_initial_policy_set: Option<Vec<String>>,
    /// Whether a certification path has to be valid under one of the policies, even if no CA requires it
    /// (initial-explicit-policy, RFC 5280 section 6.1.1 (f)).
    pub initial_explicit_policy: bool,
    /// Whether CAs may not map their policies to others (initial-policy-mapping-inhibit, RFC 5280 section 6.1.1 (e)).
    pub initial_policy_mapping_inhibit: bool,
    /// Whether a certificate for any policy counts for none (initial-any-policy-inhibit, RFC 5280 section 6.1.1 (g)).
    pub initial_any_policy_inhibit: bool,
    /// The consequence of a file that the manifest does not list.
    pub unlisted_files: Strictness,
    /// The consequence of a signer who is trusted for no role, beside one who is the VNF provider. `report` applies
    /// only to a signer who is not trusted or not installed. If more is known (a revoked or expired certificate, one
    /// for another use, a signature that does not hold), the package fails whatever the value.
    pub other_signers: Strictness,
    /// The codes of findings that the operator knowingly accepts. Findings about integrity cannot be accepted, nor
    /// those whose rule forbids it.
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

    /// Returns the time for which to validate, if the policy has one.
    pub(crate) fn time(&self) -> Result<Option<Time>, String> {
        self.at.as_deref().map(Time::from_rfc3339).transpose()
    }

    /// Returns the user-initial-policy-set (RFC 5280 section 6.1.1 (c)), or `None` for any-policy. Identifiers that
    /// cannot be read are left out.
    pub(crate) fn user_initial_policies(&self) -> Option<BTreeSet<Oid>> {
        let policies: BTreeSet<Oid> =
            self.user_initial_policy_set.as_ref()?.iter().filter_map(|text| Oid::from_text(text)).into_set();
        let has_any = policies.iter().any(|policy| *policy == oid::ANY_POLICY);
        Some(policies).filter(|_| !has_any)
    }

    /// Returns whether the artifact at this path needs the service provider's signature (SEC021-5.2-c).
    pub(crate) fn needs_service_provider(&self, path: &str) -> bool {
        self.service_provider_signature == ServiceProviderSignature::Required || self.names_for_service_provider(path)
    }

    /// Returns whether a glob of the policy requires the service provider's signature on this path.
    pub(crate) fn names_for_service_provider(&self, path: &str) -> bool {
        self.service_provider_signed.iter().any(|glob| is_matched(glob, path))
    }

    /// Returns the globs that match none of the paths.
    pub(crate) fn unmatched_globs<'a>(&'a self, paths: &'a [&str]) -> impl Iterator<Item = &'a str> {
        let globs = self.service_provider_signed.iter().map(String::as_str);
        globs.filter(|glob| !paths.iter().any(|path| is_matched(glob, path)))
    }

    /// Returns whether any artifact needs the service provider's signature.
    pub(crate) fn asks_for_service_provider(&self) -> bool {
        self.service_provider_signature == ServiceProviderSignature::Required
            || !self.service_provider_signed.is_empty()
    }

    /// Returns whether the operator knowingly accepts findings with this code.
    pub(crate) fn accepts(&self, code: &str) -> bool {
        self.accept.iter().any(|accepted| accepted == code) && rule::rule(code).is_some_and(rule::Rule::may_be_accepted)
    }
}

/// Returns whether a glob matches a path of the package. A leading `/` or `./` in the glob is ignored.
fn is_matched(glob: &str, path: &str) -> bool {
    let glob = glob.strip_prefix("./").or_else(|| glob.strip_prefix('/')).unwrap_or(glob);
    glob_matches(glob.as_bytes(), path.as_bytes())
}

/// Returns whether a glob matches a whole path: `*` and `?` match within a part of it, `**` also across parts. (The
/// crates for this need std.)
fn glob_matches(glob: &[u8], path: &[u8]) -> bool {
    // These are the ends of the path that the glob can have reached so far.
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
    /// Returns whether a policy may accept it: a rule that only warns, or one of the few others that the table allows.
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

/// The stage at which a package is verified.
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

/// Whether a service provider's signature is required.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum ServiceProviderSignature {
    /// The signature is verified if it is present.
    #[default]
    IfPresent,
    /// Every artifact needs the signature.
    Required,
}

/// Whether revocation has to be known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum RevocationPolicy {
    /// Revocation is not looked up.
    Off,
    /// Revocation is looked up if a revocation list is available.
    #[default]
    IfAvailable,
    /// The state of every certificate has to be known.
    Required,
}

/// The consequence of a deviation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Strictness {
    /// The deviation fails the package.
    #[default]
    Reject,
    /// The deviation is reported.
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

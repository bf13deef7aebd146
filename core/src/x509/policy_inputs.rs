//! The inputs of path validation about certificate policies.

use alloc::collections::BTreeSet;

use crate::asn1::Oid;

/// The inputs of path validation about certificate policies (RFC 5280 section 6.1.1 (c) and (e) to (g)). By default no
/// policy is required.
#[derive(Clone, Debug, Default)]
pub(crate) struct PolicyInputs {
    /// `user-initial-policy-set` (c): if a policy is required, the path has to be valid under one of these. `None` is
    /// the special value any-policy.
    pub(crate) user_initial_policy_set: Option<BTreeSet<Oid>>,
    /// `initial-policy-mapping-inhibit` (e).
    pub(crate) initial_policy_mapping_inhibit: bool,
    /// `initial-explicit-policy` (f).
    pub(crate) initial_explicit_policy: bool,
    /// `initial-any-policy-inhibit` (g).
    pub(crate) initial_any_policy_inhibit: bool,
}

//! The valid policy graph (RFC 9618, which replaces the tree of RFC 5280 section 6.1: a tree can grow with the power of
//! the path's length, the graph has at most one node for each policy of each certificate).

use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec,
    vec::Vec,
};

use super::policies::{CertificatePolicies, PolicyMappings};
use crate::{asn1::Oid, oid};

/// The graph: a level for the anchor, and one for each certificate so far. It is NULL when its last level is empty.
pub(super) struct PolicyGraph {
    levels: Vec<Level>,
    any_policy: Oid,
}

/// The nodes of one depth by their `valid_policy`.
type Level = BTreeMap<Oid, Node>;

struct Node {
    /// `expected_policy_set`
    expected: BTreeSet<Oid>,
    /// The `valid_policy` of its parents, on the level before.
    parents: BTreeSet<Oid>,
}

impl Node {
    fn of(policy: &Oid, parents: BTreeSet<Oid>) -> Self {
        Self { expected: BTreeSet::from([policy.clone()]), parents }
    }
}

impl PolicyGraph {
    /// One node of depth 0, anyPolicy (RFC 9618 section 5.1, RFC 5280 section 6.1.2 (a)).
    pub(super) fn new() -> Self {
        let any_policy = Oid::from(oid::ANY_POLICY);
        let level = Level::from([(any_policy.clone(), Node::of(&any_policy, BTreeSet::new()))]);
        Self { levels: vec![level], any_policy }
    }

    /// Whether no policy is left.
    pub(super) fn is_null(&self) -> bool {
        self.levels.last().is_none_or(Level::is_empty)
    }

    /// Adds the level of a certificate (section 6.1.3 (d) and (e)). Nodes without children stay: whether there is a way
    /// down to the last level is asked at the end.
    pub(super) fn extend(&mut self, policies: Option<&CertificatePolicies>, allows_any_policy: bool) {
        let level = match (policies, self.levels.last()) {
            (Some(policies), Some(above)) => self.level_below(above, policies, allows_any_policy),
            _ => Level::new(),
        };
        self.levels.push(level);
    }

    fn level_below(&self, above: &Level, policies: &CertificatePolicies, allows_any_policy: bool) -> Level {
        let mut expected_by: BTreeMap<&Oid, BTreeSet<Oid>> = BTreeMap::new();
        for (policy, node) in above {
            for expected in &node.expected {
                expected_by.entry(expected).or_default().insert(policy.clone());
            }
        }
        let mut level = Level::new();
        // (d) (1): under the nodes that expect the policy, else under anyPolicy.
        for policy in &policies.policies {
            let under_any_policy = || above.contains_key(&self.any_policy).then(|| self.only_any_policy());
            if let Some(parents) = expected_by.get(policy).cloned().or_else(under_any_policy) {
                level.insert(policy.clone(), Node::of(policy, parents));
            }
        }
        // (d) (2): anyPolicy stands for whatever else is expected.
        if policies.has_any_policy && allows_any_policy {
            for (policy, parents) in expected_by {
                level.entry(policy.clone()).or_insert_with(|| Node::of(policy, parents));
            }
        }
        level
    }

    fn only_any_policy(&self) -> BTreeSet<Oid> {
        BTreeSet::from([self.any_policy.clone()])
    }

    /// Maps the policies of the last level (section 6.1.4 (b)).
    pub(super) fn map(&mut self, mappings: &PolicyMappings, is_allowed: bool) {
        let only_any_policy = self.only_any_policy();
        let Some(level) = self.levels.last_mut() else { return };
        for (issuer, subjects) in mappings {
            if !is_allowed {
                level.remove(issuer);
            } else if let Some(node) = level.get_mut(issuer) {
                node.expected.clone_from(subjects);
            } else if level.contains_key(&self.any_policy) {
                level.insert(issuer.clone(), Node { expected: subjects.clone(), parents: only_any_policy.clone() });
            }
        }
    }

    /// The user-constrained-policy-set (section 6.1.5 (g)); `initial` is the user-initial-policy-set, `None` for
    /// any-policy.
    pub(super) fn into_user_constrained_policies(self, initial: Option<&BTreeSet<Oid>>) -> BTreeSet<Oid> {
        let authority = self.authority_constrained_policies();
        match initial {
            None => authority,
            Some(initial) if authority.contains(&self.any_policy) => initial.clone(),
            Some(initial) => authority.intersection(initial).cloned().collect(),
        }
    }

    /// The policies of nodes right under anyPolicy from which a way leads to the last level; they are in the words of
    /// the domain that the path starts in.
    fn authority_constrained_policies(&self) -> BTreeSet<Oid> {
        let only_any_policy = self.only_any_policy();
        let mut found = BTreeSet::new();
        let mut reached: BTreeSet<&Oid> = self.levels.last().into_iter().flat_map(BTreeMap::keys).collect();
        if reached.contains(&self.any_policy) {
            found.insert(self.any_policy.clone());
        }
        for level in self.levels.iter().skip(1).rev() {
            let mut reached_above = BTreeSet::new();
            for (policy, node) in level.iter().filter(|(policy, _)| reached.contains(policy)) {
                reached_above.extend(&node.parents);
                if node.parents == only_any_policy && *policy != self.any_policy {
                    found.insert(policy.clone());
                }
            }
            reached = reached_above;
        }
        found
    }
}

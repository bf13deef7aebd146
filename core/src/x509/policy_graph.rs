//! The valid policy graph (RFC 9618). It replaces the tree of RFC 5280 section 6.1, whose size can be exponential in
//! the path's length. The graph has at most one node for each policy of each certificate.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec,
    vec::Vec,
};
use core::iter;

use super::policies::{CertificatePolicies, PolicyMappings};
use crate::{asn1::Oid, oid, ordered::Ordered as _};

/// The graph has a level for the anchor, and one for each certificate so far. It is NULL if its last level is empty.
pub(super) struct PolicyGraph {
    levels: Vec<Level>,
    any_policy: Oid,
}

/// The nodes of one depth, by their `valid_policy`.
type Level = BTreeMap<Oid, Node>;

struct Node {
    /// The `expected_policy_set` of the node.
    expected: BTreeSet<Oid>,
    /// The `valid_policy` of each parent on the level before.
    parents: BTreeSet<Oid>,
}

impl Node {
    fn of(policy: &Oid, parents: BTreeSet<Oid>) -> Self {
        Self { expected: iter::once(policy.clone()).into_set(), parents }
    }
}

impl PolicyGraph {
    /// Returns a graph of one node of depth 0, anyPolicy (RFC 9618 section 5.1, RFC 5280 section 6.1.2 (a)).
    pub(super) fn new() -> Self {
        let any_policy = Oid::from(oid::ANY_POLICY);
        let level = iter::once((any_policy.clone(), Node::of(&any_policy, BTreeSet::new()))).into_map();
        Self { levels: vec![level], any_policy }
    }

    /// Returns whether no policy is left.
    pub(super) fn is_null(&self) -> bool {
        self.levels.last().is_none_or(Level::is_empty)
    }

    /// Returns the number of policies that are left.
    pub(super) fn width(&self) -> usize {
        self.levels.last().map_or(0, Level::len)
    }

    /// Adds the level of a certificate (section 6.1.3 (d) and (e)). Nodes without children stay, because only at the
    /// end is it checked whether a way leads down to the last level.
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
        // (d) (2): anyPolicy stands for all other expected policies.
        if policies.has_any_policy && allows_any_policy {
            for (policy, parents) in expected_by {
                level.entry(policy.clone()).or_insert_with(|| Node::of(policy, parents));
            }
        }
        level
    }

    fn only_any_policy(&self) -> BTreeSet<Oid> {
        iter::once(self.any_policy.clone()).into_set()
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

    /// Returns the user-constrained-policy-set (section 6.1.5 (g)). `initial` is the user-initial-policy-set; `None`
    /// means any-policy.
    pub(super) fn into_user_constrained_policies(self, initial: Option<&BTreeSet<Oid>>) -> BTreeSet<Oid> {
        let authority = self.authority_constrained_policies();
        match initial {
            None => authority,
            Some(initial) if authority.contains(&self.any_policy) => initial.clone(),
            Some(initial) => authority.intersection(initial).cloned().into_set(),
        }
    }

    /// Returns the policies of nodes directly under anyPolicy from which a way leads to the last level. They are
    /// policies of the domain in which the path starts.
    fn authority_constrained_policies(&self) -> BTreeSet<Oid> {
        let only_any_policy = self.only_any_policy();
        let mut found = BTreeSet::new();
        let mut reached: BTreeSet<&Oid> = self.levels.last().into_iter().flat_map(BTreeMap::keys).into_set();
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

#[cfg(test)]
mod tests {
    use alloc::{
        collections::{BTreeMap, BTreeSet},
        format,
        string::{String, ToString},
        vec::Vec,
    };

    use super::{CertificatePolicies, Oid, PolicyGraph, PolicyMappings};

    const ANY: &str = "2.5.29.32.0";

    fn oid(text: &str) -> Oid {
        Oid::from_text(text).unwrap()
    }

    fn policies(texts: &[&str]) -> CertificatePolicies {
        let named = texts.iter().filter(|text| **text != ANY).map(|text| oid(text)).collect();
        CertificatePolicies { policies: named, has_any_policy: texts.contains(&ANY), has_unknown_qualifier: false }
    }

    fn mappings(pairs: &[(&str, &str)]) -> PolicyMappings {
        let mut mappings: PolicyMappings = BTreeMap::new();
        for (issuer, subject) in pairs {
            mappings.entry(oid(issuer)).or_default().insert(oid(subject));
        }
        mappings
    }

    fn constrained(graph: PolicyGraph, initial: &[&str]) -> Vec<String> {
        let initial: BTreeSet<Oid> = initial.iter().map(|text| oid(text)).collect();
        let found = graph.into_user_constrained_policies(Some(&initial).filter(|initial| !initial.is_empty()));
        found.iter().map(ToString::to_string).collect()
    }

    /// Builds the graph of certificates with these policies, from the anchor down.
    fn graph(certificates: &[&[&str]]) -> PolicyGraph {
        let mut graph = PolicyGraph::new();
        for certificate in certificates {
            graph.extend(Some(&policies(certificate)), true);
        }
        graph
    }

    #[test]
    fn a_policy_has_to_be_in_every_certificate() {
        assert_eq!(constrained(graph(&[&["1.1", "1.2"], &["1.2", "1.3"]]), &[]), ["1.2"]);
        assert_eq!(constrained(graph(&[&["1.1"], &[ANY], &["1.1", "1.2"]]), &[]), ["1.1"]);
        assert_eq!(constrained(graph(&[&[ANY], &[ANY]]), &[]), [ANY]);
        assert_eq!(constrained(graph(&[&[ANY], &[ANY]]), &["1.5"]), ["1.5"]);
        assert_eq!(constrained(graph(&[&["1.1"], &["1.1"]]), &["1.5"]), Vec::<String>::new());
        assert!(graph(&[&["1.1"], &["1.2"]]).is_null());
        let mut without = graph(&[&["1.1"]]);
        without.extend(None, true);
        assert!(without.is_null());
    }

    #[test]
    fn any_policy_counts_only_where_it_is_allowed() {
        let mut graph = graph(&[&["1.1"]]);
        graph.extend(Some(&policies(&[ANY])), false);
        assert!(graph.is_null());
    }

    #[test]
    fn a_mapped_policy_is_known_by_the_name_of_the_first_domain() {
        let mapped = |is_allowed| {
            let mut graph = graph(&[&["1.1", "1.2"]]);
            graph.map(&mappings(&[("1.1", "2.1")]), is_allowed);
            graph.extend(Some(&policies(&["2.1"])), true);
            graph
        };
        assert_eq!(constrained(mapped(true), &[]), ["1.1"]);
        assert!(mapped(false).is_null());
        // A policy that anyPolicy stands for can also be mapped.
        let mut graph = graph(&[&[ANY]]);
        graph.map(&mappings(&[("1.1", "2.1")]), true);
        graph.extend(Some(&policies(&["2.1"])), true);
        assert_eq!(constrained(graph, &["1.1"]), ["1.1"]);
    }

    #[test]
    fn mappings_of_all_on_all_do_not_multiply() {
        let names: Vec<String> = (0..20).map(|number| format!("1.3.{number}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let all: Vec<(&str, &str)> =
            names.iter().flat_map(|issuer| names.iter().map(move |subject| (*issuer, *subject))).collect();
        let (policies, mappings) = (policies(&names), mappings(&all));
        let mut graph = PolicyGraph::new();
        for _ in 0..20 {
            graph.extend(Some(&policies), true);
            graph.map(&mappings, true);
            assert_eq!(graph.width(), names.len());
        }
        assert_eq!(constrained(graph, &[]).len(), names.len());
    }
}

//! Chooses a few combinations in which each pair of values of two dimensions occurs (pairwise testing, Kuhn et al.,
//! NIST SP 800-142). Nearly all faults that depend on values at all depend on one or two of them.

use std::collections::BTreeSet;

use super::combination::Combination;

/// Two values, each with the number of its dimension.
pub(crate) type Pair = [(usize, String); 2];

/// Returns all pairs of values in a combination.
pub(crate) fn pairs(combination: &Combination) -> BTreeSet<Pair> {
    let values: Vec<_> = combination.values().into_iter().enumerate().collect();
    let after = |at: usize| values[at + 1..].iter().cloned();
    values.iter().enumerate().flat_map(|(at, one)| after(at).map(|other| [one.clone(), other])).collect()
}

/// Returns the pairs that occur anywhere.
pub(crate) fn pairs_of(combinations: &[Combination]) -> BTreeSet<Pair> {
    combinations.iter().flat_map(pairs).collect()
}

/// Chooses greedily: next comes the combination with most pairs that have not occurred yet.
pub(crate) fn covering(candidates: &[Combination]) -> Vec<Combination> {
    let mut chosen = Vec::new();
    let mut candidates: Vec<_> = candidates.iter().map(|each| (each, pairs(each))).collect();
    while let Some((next, covered)) = candidates.iter().rev().max_by_key(|(_, pairs)| pairs.len()).cloned() {
        if covered.is_empty() {
            break;
        }
        chosen.push(*next);
        for (_, pairs) in &mut candidates {
            pairs.retain(|pair| !covered.contains(pair));
        }
    }
    chosen
}

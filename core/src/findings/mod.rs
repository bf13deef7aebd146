//! The findings of one verification: gathered in the order they are made, and put in the order of the report.

mod gravity;

use alloc::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    format,
    vec::Vec,
};

pub(crate) use self::gravity::headline;
use crate::{limits, policy::Policy, report::Finding, rule::Violation, work};

/// The findings of one verification, in the order they were made.
#[derive(Clone, Debug, Default)]
pub(crate) struct Findings {
    list: Vec<Violation>,
    /// How many there were of each rule; of one rule only the first are kept.
    counts: BTreeMap<&'static str, usize>,
}

impl Findings {
    /// Adds what is wrong.
    pub(crate) fn report(&mut self, violation: Violation) {
        work::over(violation.sentence.len());
        let count = self.counts.entry(violation.rule.code).or_default();
        *count = count.saturating_add(1);
        if *count <= kept_of_one_rule() {
            self.list.push(violation);
        }
    }

    /// Says of all findings so far that they are about the files of a delivery, and not about those of its CSAR.
    pub(crate) fn place_in_delivery(&mut self) {
        for violation in &mut self.list {
            violation.place.in_delivery = violation.place.path.is_some();
        }
    }

    /// Makes the findings of the report, the gravest first, and marks those the policy accepts.
    pub(crate) fn into_report(mut self, policy: &Policy) -> Vec<Finding> {
        for (code, count) in &self.counts {
            let left_out = count.saturating_sub(kept_of_one_rule());
            if let Some(last) = self.list.iter_mut().rfind(|violation| violation.rule.code == *code && left_out > 0) {
                last.sentence = format!("{} And {left_out} more like it, which are not listed.", last.sentence);
            }
        }
        // What was found on two ways is said once.
        let mut said = BTreeSet::new();
        self.list.retain(|each| said.insert((each.rule.code, each.place.clone(), each.sentence.clone())));
        let mut ranked: Vec<_> =
            self.list.into_iter().map(|violation| (violation.rule, finding(violation, policy))).collect();
        ranked.sort_by_cached_key(|(rule, finding)| (finding.accepted, finding.severity, gravity::rank(rule)));
        ranked.into_iter().map(|(_, finding)| finding).collect()
    }
}

/// How many findings of one rule are kept. The first always counts.
fn kept_of_one_rule() -> usize {
    limits::SAME_RULE_FINDINGS.count().max(1)
}

/// What is wrong, as the report has it: the one place that makes findings.
fn finding(violation: Violation, policy: &Policy) -> Finding {
    let Violation { rule, place, sentence } = violation;
    Finding {
        code: Cow::Borrowed(rule.code),
        severity: rule.severity,
        aspect: rule.aspect,
        what: sentence,
        why: Cow::Borrowed(rule.why),
        fix: Cow::Borrowed(rule.fix),
        clause: Cow::Borrowed(rule.clause),
        onap: rule.onap.iter().copied().map(Cow::Borrowed).collect(),
        place,
        accepted: policy.accepts(rule.code),
    }
}

//! The findings of one verification. They are collected as they are made, and then sorted for the report.

mod gravity;

use alloc::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    format,
    vec::Vec,
};

pub(crate) use self::gravity::headline;
use crate::{limits, policy::Policy, report::Finding, rule::Violation, work};

/// The findings of one verification, in the order in which they were made.
#[derive(Clone, Debug, Default)]
pub(crate) struct Findings {
    list: Vec<Violation>,
    /// The number of findings of each rule. Only the first findings of one rule are kept.
    counts: BTreeMap<&'static str, usize>,
}

impl Findings {
    /// Adds a finding.
    pub(crate) fn report(&mut self, violation: Violation) {
        work::over(violation.sentence.len());
        let count = self.counts.entry(violation.rule.code).or_default();
        *count = count.saturating_add(1);
        if *count <= kept_of_one_rule() {
            self.list.push(violation);
        }
    }

    /// Marks all findings so far as being about the files of a delivery, not about those of its CSAR.
    pub(crate) fn place_in_delivery(&mut self) {
        for violation in &mut self.list {
            violation.place.in_delivery = violation.place.path.is_some();
        }
    }

    /// Makes the findings of the report, the gravest first, and marks those that the policy accepts.
    pub(crate) fn into_report(mut self, policy: &Policy) -> Vec<Finding> {
        for (code, count) in &self.counts {
            let left_out = count.saturating_sub(kept_of_one_rule());
            if let Some(last) = self.list.iter_mut().rfind(|violation| violation.rule.code == *code && left_out > 0) {
                last.sentence = format!("{} And {left_out} more like it, which are not listed.", last.sentence);
                last.details.get_or_insert_default().left_out = u64::try_from(left_out).ok();
            }
        }
        // A fault that was found in two ways is reported once.
        let mut said = BTreeSet::new();
        self.list.retain(|each| said.insert((each.rule.code, each.place.clone(), each.sentence.clone())));
        let mut ranked: Vec<_> =
            self.list.into_iter().map(|violation| (violation.rule, finding(violation, policy))).collect();
        ranked.sort_by_cached_key(|(rule, finding)| (finding.accepted, finding.severity, gravity::rank(rule)));
        ranked.into_iter().map(|(_, finding)| finding).collect()
    }
}

/// Returns how many findings of one rule are kept. The first is always kept.
fn kept_of_one_rule() -> usize {
    limits::SAME_RULE_FINDINGS.count().max(1)
}

/// Makes the finding of the report from a violation. This is the only place that makes findings.
fn finding(violation: Violation, policy: &Policy) -> Finding {
    let Violation { rule, place, sentence, details } = violation;
    Finding {
        code: Cow::Borrowed(rule.code),
        severity: rule.severity,
        aspect: rule.aspect,
        what: sentence,
        why: Cow::Borrowed(rule.why),
        fix: Cow::Borrowed(rule.fix),
        vendor_fix: rule.vendor_fix.map(Cow::Borrowed),
        clause: Cow::Borrowed(rule.clause),
        onap: rule.onap.iter().copied().map(Cow::Borrowed).collect(),
        place,
        details: details.map(|details| *details).unwrap_or_default(),
        accepted: policy.accepts(rule.code),
    }
}

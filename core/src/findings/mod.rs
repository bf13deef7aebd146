//! The findings of one verification: gathered in the order they are made, and put in the order of the report.

mod gravity;

use alloc::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    format,
    string::String,
    vec::Vec,
};

pub(crate) use self::gravity::headline;
use crate::{
    limits,
    policy::Policy,
    report::Finding,
    rule::{self, Place, Rule},
    work,
};

/// The findings of one verification, in the order they were made.
#[derive(Clone, Debug, Default)]
pub(crate) struct Findings {
    list: Vec<Finding>,
    /// How many there were of each rule; of one rule only the first are kept.
    counts: BTreeMap<&'static str, usize>,
}

impl Findings {
    /// Adds a finding of `rule`; `what` says it with the values of this package.
    pub(crate) fn add(&mut self, rule: &'static Rule, place: Place, what: impl Into<String>) {
        let what = what.into();
        work::over(what.len());
        let count = self.counts.entry(rule.code).or_default();
        *count = count.saturating_add(1);
        // The first always counts.
        if *count > limits::SAME_RULE_FINDINGS.count().max(1) {
            return;
        }
        self.list.push(Finding {
            code: Cow::Borrowed(rule.code),
            severity: rule.severity,
            aspect: rule.aspect,
            what,
            why: Cow::Borrowed(rule.why),
            fix: Cow::Borrowed(rule.fix),
            clause: Cow::Borrowed(rule.clause),
            onap: rule.onap.iter().copied().map(Cow::Borrowed).collect(),
            place,
            accepted: false,
        });
    }

    /// Says of all findings so far that they are about the files of a delivery, and not about those of its CSAR.
    pub(crate) fn place_in_delivery(&mut self) {
        for finding in &mut self.list {
            finding.place.in_delivery = finding.place.path.is_some();
        }
    }

    /// Puts the findings in report order, the gravest first, and marks those the policy accepts.
    pub(crate) fn into_report(mut self, policy: &Policy) -> Vec<Finding> {
        for (code, count) in &self.counts {
            let left_out = count.saturating_sub(limits::SAME_RULE_FINDINGS.count().max(1));
            if let Some(last) = self.list.iter_mut().rfind(|finding| finding.code == *code && left_out > 0) {
                last.what = format!("{} And {left_out} more like it, which are not listed.", last.what);
            }
        }
        // What was found on two ways is said once.
        let mut said = BTreeSet::new();
        self.list.retain(|each| said.insert((each.code.clone(), each.place.clone(), each.what.clone())));
        for finding in &mut self.list {
            finding.accepted = policy.accepts(&finding.code);
        }
        let rank = |finding: &Finding| rule::rule(&finding.code).map_or(usize::MAX, gravity::rank);
        self.list.sort_by_cached_key(|finding| (finding.accepted, finding.severity, rank(finding)));
        self.list
    }
}

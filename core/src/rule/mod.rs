//! The rules: everything core can find. What a rule is, and the findings that are made by one; the rules themselves stand
//! in `table`.

mod gravity;
mod table;

pub use table::RULES;
pub(crate) use table::*;

use alloc::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    format,
    string::String,
    vec::Vec,
};

use serde::Serialize;

use crate::{
    limits,
    policy::Policy,
    report::{Aspect, Finding, Place, Severity},
    work,
};

/// One rule of the table.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Rule {
    /// The stable dotted code.
    pub code: &'static str,
    /// How grave a finding of this rule is.
    pub severity: Severity,
    /// Which part of the verdict it bears on.
    pub aspect: Aspect,
    /// Whether a policy may accept it (see [`Policy::accept`]).
    pub acceptable: bool,
    /// The clause it enforces.
    pub clause: &'static str,
    /// What is wrong, in general.
    pub title: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// What to do.
    pub fix: &'static str,
    /// The codes ONAP's validator (vnfsdk-validation) has for the same thing.
    pub onap: &'static [&'static str],
}

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
        let rank = |finding: &Finding| rule(&finding.code).map_or(usize::MAX, Rule::rank);
        self.list.sort_by_cached_key(|finding| (finding.accepted, finding.severity, rank(finding)));
        self.list
    }
}

impl Place {
    /// A file.
    pub(crate) fn path(path: &str) -> Self {
        Self { path: Some(path.into()), ..Self::default() }
    }

    /// A file, and the line of the manifest that lists it.
    pub(crate) fn listed(path: &str, manifest_line: u32) -> Self {
        Self { manifest_line: Some(manifest_line), ..Self::path(path) }
    }

    /// A line of a file, from 1.
    pub(crate) fn line(path: &str, line: u32) -> Self {
        Self { path: Some(path.into()), line: Some(line), ..Self::default() }
    }
}

/// Finds a rule by its code.
#[must_use]
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.code == code)
}

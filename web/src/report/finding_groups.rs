//! The findings of a report in groups, one for each rule, and what is left of them under a search and a filter.

use std::collections::HashMap;

use vnfseal::report::{Aspect, Finding, Severity};

use crate::words::{findings as said, untrusted::lower_case};

/// The search and the filter of the findings.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Query {
    /// A part of the text, the path or the code, in lower case.
    pub(crate) search: String,
    /// The part of the verdict, if only its findings are wanted.
    pub(crate) aspect: Option<Aspect>,
    /// The severity, if only findings of one are wanted.
    pub(crate) severity: Option<Severity>,
}

/// The findings of one rule that match, in the engine's order.
#[derive(Debug, PartialEq)]
pub(crate) struct Group {
    /// Their indices in the report. There is at least one.
    pub(crate) members: Vec<usize>,
}

impl Query {
    /// Returns whether anything is left out.
    pub(crate) fn narrows(&self) -> bool {
        *self != Self::default()
    }

    /// Puts the findings that match into groups. The gravest come first, as in the report.
    pub(crate) fn groups(&self, findings: &[Finding]) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        let mut of_code: HashMap<&str, usize> = HashMap::new();
        for (index, finding) in findings.iter().enumerate().filter(|(_, finding)| self.admits(finding)) {
            let at = *of_code.entry(&finding.code).or_insert(groups.len());
            if at == groups.len() {
                groups.push(Group { members: Vec::new() });
            }
            if let Some(group) = groups.get_mut(at) {
                group.members.push(index);
            }
        }
        if !self.search.is_empty() {
            for group in &mut groups {
                self.search_in(group, findings);
            }
            groups.retain(|group| !group.members.is_empty());
        }
        groups
    }

    /// Returns whether this filter lets a finding through. The search comes after it.
    fn admits(&self, finding: &Finding) -> bool {
        self.aspect.is_none_or(|aspect| aspect == finding.aspect)
            && self.severity.is_none_or(|severity| severity == finding.severity)
    }

    /// Keeps what the search finds in a group: all of it by its code, or single findings by what they say.
    fn search_in(&self, group: &mut Group, findings: &[Finding]) {
        let has = |text: &str| lower_case(text).contains(&self.search);
        let first = group.members.first().and_then(|index| findings.get(*index));
        if first.is_some_and(|first| has(&first.code)) {
            return;
        }
        group.members.retain(|index| {
            let finding = findings.get(*index);
            finding
                .is_some_and(|finding| has(&said::what(finding).text) || finding.place.path.as_deref().is_some_and(has))
        });
    }
}

#[cfg(test)]
mod tests {
    use vnfseal::report::{Details, Place};

    use super::*;

    fn finding(code: &'static str, severity: Severity, path: &str) -> Finding {
        Finding {
            code: code.into(),
            severity,
            aspect: if severity == Severity::Fail { Aspect::Integrity } else { Aspect::Completeness },
            what: format!("Something is wrong with '{path}'."),
            why: "why".into(),
            fix: "fix".into(),
            vendor_fix: None,
            clause: "clause".into(),
            onap: Vec::new(),
            place: Place { path: Some(path.into()), ..Place::default() },
            details: Details::default(),
            accepted: false,
        }
    }

    fn findings() -> Vec<Finding> {
        vec![
            finding("artifact.digest-mismatch", Severity::Fail, "Files/a"),
            finding("artifact.unlisted", Severity::Warn, "Files/b"),
            finding("artifact.digest-mismatch", Severity::Fail, "Files/B2"),
            finding("artifact.unlisted", Severity::Warn, "Files/c"),
        ]
    }

    #[test]
    fn findings_of_a_rule_are_one_group() {
        let findings = findings();
        let groups = Query::default().groups(&findings);
        assert_eq!(groups.iter().map(|group| group.members.clone()).collect::<Vec<_>>(), [vec![0, 2], vec![1, 3]]);
    }

    #[test]
    fn a_filter_takes_whole_groups_and_a_search_takes_single_findings() {
        let findings = findings();
        let left = |query: &Query| -> Vec<Vec<usize>> {
            query.groups(&findings).into_iter().map(|group| group.members).collect()
        };
        let aspect = Some(Aspect::Completeness);
        assert_eq!(left(&Query { aspect, ..Query::default() }), [[1, 3]]);
        assert_eq!(left(&Query { severity: Some(Severity::Fail), ..Query::default() }), [[0, 2]]);
        let search = |text: &str| Query { search: text.to_owned(), ..Query::default() };
        assert_eq!(left(&search("files/b")), [vec![2], vec![1]]);
        assert_eq!(left(&search("unlisted")), [[1, 3]]);
        assert_eq!(left(&search("nothing")), Vec::<Vec<usize>>::new());
    }
}

//! The rows of the tree that are in view, and their order.

use std::{
    cmp::{Ordering, Reverse},
    collections::HashSet,
};

use vnfseal::report::{ArtifactReport, Verdict};

use super::ArtifactTree;
use crate::words::untrusted::lower_case;

/// The order of the members of a folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Sort {
    /// Folders first, then by name.
    #[default]
    Name,
    /// The gravest first.
    Status,
    /// The largest first.
    Size,
}

/// The search, filter and order of a tree.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Query {
    /// A part of the path, in lower case.
    pub(crate) search: String,
    /// The status, if only artifacts with one status are wanted.
    pub(crate) status: Option<Verdict>,
    /// The order.
    pub(crate) sort: Sort,
    /// Whether the order is reversed.
    pub(crate) is_reversed: bool,
}

impl Query {
    /// Returns the number of artifacts that match.
    pub(crate) fn count(&self, artifacts: &[ArtifactReport]) -> usize {
        artifacts.iter().filter(|artifact| matches(artifact, self)).count()
    }

    /// Returns whether the query leaves anything out. Then every folder with a match is open.
    pub(crate) fn narrows(&self) -> bool {
        !self.search.is_empty() || self.status.is_some()
    }
}

/// A row in view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// The index of the node.
    pub(crate) node: usize,
    /// The position among its siblings, from 1.
    pub(crate) position: usize,
    /// The number of siblings.
    pub(crate) siblings: usize,
    /// Whether the row is an open folder.
    pub(crate) is_open: bool,
}

impl ArtifactTree {
    /// Returns the rows in view, from top to bottom.
    pub(crate) fn rows(&self, artifacts: &[ArtifactReport], query: &Query, open: &HashSet<usize>) -> Vec<Row> {
        let wanted = self.wanted(artifacts, query);
        let is_wanted = |node: &usize| wanted.get(*node).is_some_and(|is| *is);
        let mut rows = Vec::new();
        // These nodes are still to be drawn, the next at the end.
        let mut rest = Vec::new();
        let put = |folder: usize, rest: &mut Vec<Row>| {
            let members = self.nodes.get(folder).map(|node| node.children.as_slice()).unwrap_or_default();
            let mut members = members.iter().copied().filter(is_wanted).collect::<Vec<_>>();
            members.sort_unstable_by(|one, other| self.compare(*one, *other, query));
            let siblings = members.len();
            let row =
                |(at, node): (usize, usize)| Row { node, position: at.saturating_add(1), siblings, is_open: false };
            let mut members = members.into_iter().enumerate().map(row).collect::<Vec<_>>();
            members.reverse();
            rest.append(&mut members);
        };
        put(0, &mut rest);
        while let Some(row) = rest.pop() {
            let is_folder = self.nodes.get(row.node).is_some_and(|node| node.artifact.is_none());
            let is_open = is_folder && (query.narrows() || open.contains(&row.node));
            rows.push(Row { is_open, ..row });
            if is_open {
                put(row.node, &mut rest);
            }
        }
        rows
    }

    /// Returns which nodes remain: artifacts that match, and the folders above them.
    fn wanted(&self, artifacts: &[ArtifactReport], query: &Query) -> Vec<bool> {
        let mut wanted = vec![!query.narrows(); self.nodes.len()];
        if !query.narrows() {
            return wanted;
        }
        for (index, node) in self.nodes.iter().enumerate().rev() {
            let artifact = node.artifact.and_then(|artifact| artifacts.get(artifact));
            let is_wanted = artifact.is_some_and(|artifact| matches(artifact, query));
            let below = wanted.get(index).copied().unwrap_or_default();
            if let (true, Some(own)) = (is_wanted, wanted.get_mut(index)) {
                *own = true;
            }
            if let (true, Some(folder)) = (is_wanted || below, wanted.get_mut(node.parent)) {
                *folder = true;
            }
        }
        wanted
    }

    fn compare(&self, one: usize, other: usize, query: &Query) -> Ordering {
        let (Some(one), Some(other)) = (self.nodes.get(one), self.nodes.get(other)) else {
            return Ordering::Equal;
        };
        let by_name = || (one.artifact.is_some(), &one.name).cmp(&(other.artifact.is_some(), &other.name));
        let order = match query.sort {
            Sort::Name => by_name(),
            Sort::Status => Reverse(one.rollup.status).cmp(&Reverse(other.rollup.status)).then_with(by_name),
            Sort::Size => Reverse(one.rollup.size).cmp(&Reverse(other.rollup.size)).then_with(by_name),
        };
        if query.is_reversed { order.reverse() } else { order }
    }
}

fn matches(artifact: &ArtifactReport, query: &Query) -> bool {
    let has_status = query.status.is_none_or(|status| artifact.status == status);
    has_status && (query.search.is_empty() || lower_case(&artifact.artifact_path).contains(&query.search))
}

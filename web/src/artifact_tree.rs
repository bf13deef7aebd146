//! The artifacts of a report as a tree of folders, and the rows of it that are in sight.
//!
//! A package can have 65,536 of them, with names its author chose: everything here is one pass or two over the nodes, and
//! nothing recurses.

use std::{
    cmp::{Ordering, Reverse},
    collections::{BTreeMap, BTreeSet},
};

use vnfseal::report::{ArtifactKind, ArtifactReport, SignatureState, Verdict};

/// Folders deeper than this are not taken apart: a name of 65,535 bytes could have 32,768 of them.
const DEPTH_MAX: usize = 16;

/// The artifacts of one report. Node 0 is the package itself; a parent always comes before its children.
#[derive(Debug, PartialEq)]
pub(crate) struct ArtifactTree {
    nodes: Vec<Node>,
}

/// A folder or an artifact.
#[derive(Debug, PartialEq)]
pub(crate) struct Node {
    /// Its name in its folder.
    pub(crate) name: String,
    /// The folder it is in.
    pub(crate) parent: usize,
    /// How deep it lies; the package's own level has 1.
    pub(crate) level: usize,
    /// The artifact, by its index in the report; nothing for a folder.
    pub(crate) artifact: Option<usize>,
    /// What is in the folder.
    pub(crate) children: Vec<usize>,
    /// What all that is in it comes to.
    pub(crate) rollup: Rollup,
}

/// What some artifacts come to together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rollup {
    /// The gravest status.
    pub(crate) status: Verdict,
    /// How many artifacts there are.
    pub(crate) count: usize,
    /// How many of them failed.
    pub(crate) failed: usize,
    /// Of how many it cannot be told.
    pub(crate) indeterminate: usize,
    /// Their sizes together.
    pub(crate) size: u64,
    /// The gravest of what the VNF provider's signatures say.
    pub(crate) vnf_provider: SignatureState,
    /// The gravest of what the service provider's say.
    pub(crate) service_provider: SignatureState,
}

/// Which artifacts are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Filter {
    /// All.
    #[default]
    All,
    /// Those of one status.
    Status(Verdict),
}

/// By what the members of a folder are ordered.
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

/// What is wanted of a tree.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Query {
    /// A part of the path, in lower case.
    pub(crate) search: String,
    /// The status.
    pub(crate) filter: Filter,
    /// The order.
    pub(crate) sort: Sort,
    /// Whether the order is the other way round.
    pub(crate) is_reversed: bool,
}

impl Query {
    /// How many artifacts it leaves.
    pub(crate) fn count(&self, artifacts: &[ArtifactReport]) -> usize {
        artifacts.iter().filter(|artifact| matches(artifact, self)).count()
    }

    /// Whether it leaves anything out. Then every folder with something left is open.
    pub(crate) fn narrows(&self) -> bool {
        !self.search.is_empty() || self.filter != Filter::All
    }
}

/// A row in sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// The node.
    pub(crate) node: usize,
    /// Its place among its siblings, from 1.
    pub(crate) position: usize,
    /// How many siblings there are.
    pub(crate) siblings: usize,
    /// Whether it is a folder, and open.
    pub(crate) is_open: bool,
}

impl ArtifactTree {
    /// The tree of a report's artifacts.
    pub(crate) fn new(artifacts: &[ArtifactReport]) -> Self {
        let mut tree = Self { nodes: vec![Node::folder(String::new(), 0, 0)] };
        let mut known = BTreeMap::new();
        for (index, artifact) in artifacts.iter().enumerate() {
            tree.add(index, artifact, &mut known);
        }
        tree.roll_up();
        tree
    }

    /// A node.
    pub(crate) fn node(&self, index: usize) -> Option<&Node> {
        self.nodes.get(index)
    }

    /// The package as a whole.
    pub(crate) fn whole(&self) -> Option<&Rollup> {
        self.nodes.first().map(|node| &node.rollup)
    }

    /// The folders to open at first: all of a small package, and of a large one those that need attention.
    pub(crate) fn first_open(&self) -> BTreeSet<usize> {
        let is_small = self.nodes.len() <= 100;
        let opens = |node: &Node| node.artifact.is_none() && (is_small || node.rollup.status != Verdict::Passed);
        self.nodes.iter().enumerate().filter(|(_, node)| opens(node)).map(|(index, _)| index).collect()
    }

    /// All folders.
    pub(crate) fn folders(&self) -> BTreeSet<usize> {
        self.nodes.iter().enumerate().filter(|(_, node)| node.artifact.is_none()).map(|(index, _)| index).collect()
    }

    /// The rows in sight, from top to bottom.
    pub(crate) fn rows(&self, artifacts: &[ArtifactReport], query: &Query, open: &BTreeSet<usize>) -> Vec<Row> {
        let wanted = self.wanted(artifacts, query);
        let is_wanted = |node: &usize| wanted.get(*node).is_some_and(|is| *is);
        let mut rows = Vec::new();
        // What is still to be drawn, the next at the end.
        let mut rest = Vec::new();
        let put = |folder: usize, rest: &mut Vec<Row>| {
            let members = self.nodes.get(folder).map(|node| node.children.as_slice()).unwrap_or_default();
            let mut members = members.iter().copied().filter(is_wanted).collect::<Vec<_>>();
            members.sort_by(|one, other| self.compare(*one, *other, query));
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

    fn add(&mut self, index: usize, artifact: &ArtifactReport, known: &mut BTreeMap<(usize, String), usize>) {
        let path = artifact.artifact_path.as_str();
        // A URI is no path in the package.
        let depth = if artifact.kind == ArtifactKind::External { 1 } else { DEPTH_MAX };
        let mut parts = path.splitn(depth, '/').collect::<Vec<_>>();
        let name = parts.pop().unwrap_or_default();
        let mut parent = 0;
        for part in parts {
            let key = (parent, part.to_owned());
            let folder = known.get(&key).copied();
            parent = folder.unwrap_or_else(|| self.push(Node::folder(part.to_owned(), parent, self.level_in(parent))));
            known.insert(key, parent);
        }
        let mut node = Node::folder(name.to_owned(), parent, self.level_in(parent));
        node.artifact = Some(index);
        node.rollup = Rollup::of(artifact);
        self.push(node);
    }

    fn level_in(&self, parent: usize) -> usize {
        self.nodes.get(parent).map_or(1, |node| node.level.saturating_add(1))
    }

    fn push(&mut self, node: Node) -> usize {
        let index = self.nodes.len();
        if let Some(parent) = self.nodes.get_mut(node.parent) {
            parent.children.push(index);
        }
        self.nodes.push(node);
        index
    }

    /// Children come after their parents, so one pass from the end settles every folder.
    fn roll_up(&mut self) {
        for index in (1..self.nodes.len()).rev() {
            let Some((parent, rollup)) = self.nodes.get(index).map(|node| (node.parent, node.rollup.clone())) else {
                continue;
            };
            if let Some(folder) = self.nodes.get_mut(parent) {
                folder.rollup.add(&rollup);
            }
        }
    }

    /// Which nodes are left: artifacts that match, and the folders on the way to them.
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

impl Node {
    fn folder(name: String, parent: usize, level: usize) -> Self {
        let rollup = Rollup {
            status: Verdict::Passed,
            count: 0,
            failed: 0,
            indeterminate: 0,
            size: 0,
            vnf_provider: SignatureState::Verified,
            service_provider: SignatureState::Verified,
        };
        Self { name, parent, level, artifact: None, children: Vec::new(), rollup }
    }
}

impl Rollup {
    fn of(artifact: &ArtifactReport) -> Self {
        Self {
            status: artifact.status,
            count: 1,
            failed: usize::from(artifact.status == Verdict::Failed),
            indeterminate: usize::from(artifact.status == Verdict::Indeterminate),
            size: artifact.size.unwrap_or_default(),
            vnf_provider: artifact.vnf_provider,
            service_provider: artifact.service_provider,
        }
    }

    fn add(&mut self, other: &Self) {
        self.status = self.status.max(other.status);
        self.count = self.count.saturating_add(other.count);
        self.failed = self.failed.saturating_add(other.failed);
        self.indeterminate = self.indeterminate.saturating_add(other.indeterminate);
        self.size = self.size.saturating_add(other.size);
        self.vnf_provider = gravest(self.vnf_provider, other.vnf_provider);
        self.service_provider = gravest(self.service_provider, other.service_provider);
    }

    /// How many artifacts passed.
    pub(crate) fn passed(&self) -> usize {
        self.count.saturating_sub(self.failed).saturating_sub(self.indeterminate)
    }
}

fn gravest(one: SignatureState, other: SignatureState) -> SignatureState {
    let rank = |state| match state {
        SignatureState::Verified => 0_u8,
        SignatureState::None => 1,
        SignatureState::Indeterminate => 2,
        SignatureState::Failed => 3,
    };
    if rank(other) > rank(one) { other } else { one }
}

fn matches(artifact: &ArtifactReport, query: &Query) -> bool {
    let has_status = match query.filter {
        Filter::All => true,
        Filter::Status(status) => artifact.status == status,
    };
    has_status && (query.search.is_empty() || artifact.artifact_path.to_lowercase().contains(&query.search))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn artifact(path: &str, status: Verdict, size: u64) -> ArtifactReport {
        ArtifactReport {
            artifact_path: path.into(),
            kind: if path.contains("://") { ArtifactKind::External } else { ArtifactKind::Local },
            status,
            size: Some(size),
            checksum: None,
            coverage: Vec::new(),
            vnf_provider: SignatureState::Verified,
            service_provider: SignatureState::None,
            non_mano_artifact_set_ids: Vec::new(),
            is_encrypted: None,
            findings: Vec::new(),
        }
    }

    fn sample() -> Vec<ArtifactReport> {
        vec![
            artifact("Files/Images/a.img", Verdict::Passed, 10),
            artifact("Files/Images/b.img", Verdict::Failed, 20),
            artifact("Files/licence.txt", Verdict::Passed, 1),
            artifact("https://example.com/x/y.img", Verdict::Indeterminate, 0),
            artifact("vnfd.yaml", Verdict::Passed, 2),
        ]
    }

    fn names(tree: &ArtifactTree, rows: &[Row]) -> Vec<String> {
        let line = |row: &Row| tree.node(row.node).map(|node| format!("{}{}", "  ".repeat(node.level - 1), node.name));
        rows.iter().filter_map(line).collect()
    }

    #[test]
    fn folders_come_to_what_is_in_them() {
        let artifacts = sample();
        let tree = ArtifactTree::new(&artifacts);
        let rows = tree.rows(&artifacts, &Query::default(), &tree.folders());
        assert_eq!(
            names(&tree, &rows),
            [
                "Files",
                "  Images",
                "    a.img",
                "    b.img",
                "  licence.txt",
                "https://example.com/x/y.img",
                "vnfd.yaml",
            ]
        );
        let files = &tree.node(rows[0].node).unwrap().rollup;
        assert_eq!((files.status, files.count, files.failed, files.size), (Verdict::Failed, 3, 1, 31));
        assert_eq!((files.vnf_provider, files.service_provider), (SignatureState::Verified, SignatureState::None));
        assert_eq!((rows[0].position, rows[0].siblings), (1, 3));
    }

    #[test]
    fn a_query_keeps_the_way_to_what_it_finds() {
        let artifacts = sample();
        let tree = ArtifactTree::new(&artifacts);
        let failed = Query { filter: Filter::Status(Verdict::Failed), ..Query::default() };
        let rows = tree.rows(&artifacts, &failed, &BTreeSet::new());
        assert_eq!(names(&tree, &rows), ["Files", "  Images", "    b.img"]);
        assert_eq!(failed.count(&artifacts), 1);
        let search = Query { search: "images".into(), sort: Sort::Size, ..Query::default() };
        let rows = tree.rows(&artifacts, &search, &BTreeSet::new());
        assert_eq!(names(&tree, &rows), ["Files", "  Images", "    b.img", "    a.img"]);
    }

    #[test]
    fn depth_and_number_do_no_harm() {
        let deep = "a/".repeat(32_000);
        let artifacts = (0..65_536).map(|index| artifact(&format!("{}/{index}", index % 7), Verdict::Passed, 1));
        let artifacts = artifacts.chain([artifact(&deep, Verdict::Failed, 1)]).collect::<Vec<_>>();
        let tree = ArtifactTree::new(&artifacts);
        assert_eq!(tree.whole().unwrap().count, 65_537);
        assert!(tree.nodes.iter().all(|node| node.level <= DEPTH_MAX));
        assert_eq!(tree.rows(&artifacts, &Query::default(), &tree.folders()).len(), 65_536 + 7 + DEPTH_MAX);
    }
}

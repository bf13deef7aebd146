//! The artifacts of a report as a tree of folders, and the rows of it that are in view.
//!
//! A package can have 65,536 of them, with names that its author chose. So everything here is one pass or two over the
//! nodes, and nothing recurses.

mod rollup;
mod rows;

use std::collections::{HashMap, HashSet};

use vnfseal::report::{ArtifactKind, ArtifactReport, Verdict};

pub(crate) use self::{
    rollup::Rollup,
    rows::{Query, Row, Sort},
};

/// The greatest depth of folders that are taken apart. A name of 65,535 bytes could have 32,768 of them.
const DEPTH_MAX: usize = 16;

/// The artifacts of one report. Node 0 is the package itself; a parent always comes before its children.
#[derive(Debug, PartialEq)]
pub(crate) struct ArtifactTree {
    nodes: Vec<Node>,
}

/// A folder or an artifact.
#[derive(Debug, PartialEq)]
pub(crate) struct Node {
    /// The name of the node in its folder.
    pub(crate) name: String,
    /// The index of the folder that contains it.
    pub(crate) parent: usize,
    /// The depth of the node. The package's own level has 1.
    pub(crate) level: usize,
    /// The index of the artifact in the report, or `None` for a folder.
    pub(crate) artifact: Option<usize>,
    /// The nodes in the folder.
    pub(crate) children: Vec<usize>,
    /// The summary of everything in it.
    pub(crate) rollup: Rollup,
}

/// A tree that is being built.
#[derive(Debug)]
pub(crate) struct TreeBuilder {
    tree: ArtifactTree,
    /// The folders so far, by parent and name.
    folders: HashMap<(usize, String), usize>,
    count: usize,
}

impl Default for TreeBuilder {
    fn default() -> Self {
        let tree = ArtifactTree { nodes: vec![Node::folder(String::new(), 0, 0)] };
        Self { tree, folders: HashMap::new(), count: 0 }
    }
}

impl TreeBuilder {
    /// Adds the next artifacts of the report.
    pub(crate) fn add_all(&mut self, artifacts: &[ArtifactReport]) {
        for artifact in artifacts {
            self.tree.add(self.count, artifact, &mut self.folders);
            self.count = self.count.saturating_add(1);
        }
    }

    /// Returns the finished tree.
    pub(crate) fn finish(mut self) -> ArtifactTree {
        self.tree.roll_up();
        self.tree
    }
}

impl ArtifactTree {
    /// Builds the tree of some artifacts.
    #[cfg(test)]
    pub(crate) fn new(artifacts: &[ArtifactReport]) -> Self {
        let mut builder = TreeBuilder::default();
        builder.add_all(artifacts);
        builder.finish()
    }

    /// Returns a node.
    pub(crate) fn node(&self, index: usize) -> Option<&Node> {
        self.nodes.get(index)
    }

    /// Returns the summary of the whole package.
    pub(crate) fn whole(&self) -> Option<&Rollup> {
        self.nodes.first().map(|node| &node.rollup)
    }

    /// Returns the folders to open at first: all of a small package, but of a large one only those that need attention.
    pub(crate) fn first_open(&self) -> HashSet<usize> {
        let is_small = self.nodes.len() <= 100;
        let opens = |node: &Node| node.artifact.is_none() && (is_small || node.rollup.status != Verdict::Passed);
        self.nodes.iter().enumerate().filter(|(_, node)| opens(node)).map(|(index, _)| index).collect()
    }

    /// Returns all folders.
    pub(crate) fn folders(&self) -> HashSet<usize> {
        self.nodes.iter().enumerate().filter(|(_, node)| node.artifact.is_none()).map(|(index, _)| index).collect()
    }

    fn add(&mut self, index: usize, artifact: &ArtifactReport, known: &mut HashMap<(usize, String), usize>) {
        let path = artifact.artifact_path.as_str();
        // A URI is not a path in the package.
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

    /// Summarizes every folder. Children come after their parents, so one pass from the end is enough.
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
}

impl Node {
    fn folder(name: String, parent: usize, level: usize) -> Self {
        Self { name, parent, level, artifact: None, children: Vec::new(), rollup: Rollup::nothing() }
    }
}

#[cfg(test)]
mod tests {
    use vnfseal::report::SignatureState;

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
        let line = |row: &Row| {
            tree.node(row.node).map(|node| format!("{}{}", "  ".repeat(node.level.saturating_sub(1)), node.name))
        };
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
        let failed = Query { status: Some(Verdict::Failed), ..Query::default() };
        let rows = tree.rows(&artifacts, &failed, &HashSet::new());
        assert_eq!(names(&tree, &rows), ["Files", "  Images", "    b.img"]);
        assert_eq!(failed.count(&artifacts), 1);
        let search = Query { search: "images".into(), sort: Sort::Size, ..Query::default() };
        let rows = tree.rows(&artifacts, &search, &HashSet::new());
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

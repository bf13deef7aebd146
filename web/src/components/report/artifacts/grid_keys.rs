//! The keys of a treegrid (ARIA Authoring Practices, "Treegrid Pattern").

use web_sys::Element;
use yew::prelude::*;

use crate::report::artifact_tree::{ArtifactTree, Row};

/// The effect of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Move {
    /// The key goes to a row.
    To(usize),
    /// The key opens or closes a folder.
    Toggle(usize),
    /// The key shows a row's details.
    Choose(usize),
    /// The key closes the details.
    Close,
}

/// Returns the effect of a key at a row, or `None` if the key is not for the grid.
pub(crate) fn step(event: &KeyboardEvent, rows: &[Row], tree: &ArtifactTree, at: usize, page: usize) -> Option<Move> {
    // A button in the heading has keys of its own. (Yew listens at the root: there is no current target to compare with.)
    let target = event.target_dyn_into::<Element>();
    let is_on_grid = target.is_some_and(|target| target.get_attribute("role").as_deref() == Some("treegrid"));
    if !is_on_grid || event.ctrl_key() || event.alt_key() || event.meta_key() {
        return None;
    }
    meaning(&event.key(), rows, tree, at, page)
}

fn meaning(key: &str, rows: &[Row], tree: &ArtifactTree, at: usize, page: usize) -> Option<Move> {
    let row = rows.get(at)?;
    let node = tree.node(row.node)?;
    let is_folder = node.artifact.is_none();
    let last = rows.len().saturating_sub(1);
    Some(match key {
        "ArrowDown" => Move::To(at.saturating_add(1).min(last)),
        "ArrowUp" => Move::To(at.saturating_sub(1)),
        "PageDown" => Move::To(at.saturating_add(page).min(last)),
        "PageUp" => Move::To(at.saturating_sub(page)),
        "Home" => Move::To(0),
        "End" => Move::To(last),
        "ArrowRight" if row.is_open => Move::To(at.saturating_add(1).min(last)),
        "ArrowRight" | " " if is_folder => Move::Toggle(row.node),
        "ArrowLeft" if row.is_open => Move::Toggle(row.node),
        "ArrowLeft" => Move::To(rows.iter().position(|other| other.node == node.parent).unwrap_or(at)),
        "Enter" | " " => Move::Choose(row.node),
        "Escape" => Move::Close,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use vnfseal::report::{ArtifactKind, ArtifactReport, SignatureState, Verdict};

    use super::*;
    use crate::report::artifact_tree::Query;

    fn artifact(path: &str) -> ArtifactReport {
        ArtifactReport {
            artifact_path: path.into(),
            kind: ArtifactKind::Local,
            status: Verdict::Passed,
            size: None,
            checksum: None,
            coverage: Vec::new(),
            vnf_provider: SignatureState::None,
            service_provider: SignatureState::None,
            non_mano_artifact_set_ids: Vec::new(),
            is_encrypted: None,
            findings: Vec::new(),
        }
    }

    #[test]
    fn keys_walk_the_tree() {
        let artifacts = [artifact("a/b"), artifact("a/c"), artifact("d")];
        let tree = ArtifactTree::new(&artifacts);
        let open = tree.rows(&artifacts, &Query::default(), &tree.folders());
        let folder = open[0].node;
        let press = |key: &str, at| meaning(key, &open, &tree, at, 2);
        assert_eq!(press("ArrowDown", 3), Some(Move::To(3)));
        assert_eq!(press("ArrowUp", 0), Some(Move::To(0)));
        assert_eq!(press("ArrowRight", 0), Some(Move::To(1)));
        assert_eq!(press("ArrowLeft", 2), Some(Move::To(0)));
        assert_eq!(press("ArrowLeft", 0), Some(Move::Toggle(folder)));
        assert_eq!(press("End", 0), Some(Move::To(3)));
        assert_eq!(press("PageDown", 0), Some(Move::To(2)));
        assert_eq!(press("Enter", 1), Some(Move::Choose(open[1].node)));
        assert_eq!(press("x", 1), None);
        let closed = tree.rows(&artifacts, &Query::default(), &HashSet::new());
        assert_eq!(meaning("ArrowRight", &closed, &tree, 0, 2), Some(Move::Toggle(folder)));
    }
}

//! One row of the treegrid.

use std::rc::Rc;

use vnfseal::report::{ArtifactReport, Checksum};
use yew::prelude::*;

use super::artifact_grid::row_id;
use crate::{
    artifact_tree::{ArtifactTree, Node, Row},
    components::{
        icon::{Icon, Picture},
        status::{self, Status, Tone},
        untrusted_text::UntrustedText,
    },
    locale::say,
    quantities,
    state::Verified,
    words,
};

/// Properties of [`ArtifactRow`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The report.
    pub(crate) report: Verified,
    /// Its artifacts.
    pub(crate) tree: Rc<ArtifactTree>,
    /// The row.
    pub(crate) row: Row,
    /// Its place among all rows, from 0.
    pub(crate) index: usize,
    /// Whether it is the one at hand.
    pub(crate) is_current: bool,
    /// Whether its details are shown.
    pub(crate) is_chosen: bool,
    /// A folder is opened or closed.
    pub(crate) ontoggle: Callback<usize>,
    /// The details are asked for.
    pub(crate) onchoose: Callback<usize>,
}

/// A folder or an artifact, with its state in words.
#[component]
pub(crate) fn ArtifactRow(props: &Props) -> Html {
    let Props { report, tree, row, index, is_current, is_chosen, ontoggle, onchoose } = props;
    let Some(node) = tree.node(row.node) else { return html! {} };
    let artifact = node.artifact.and_then(|artifact| report.artifacts.get(artifact));
    let (target, is_folder) = (row.node, artifact.is_none());
    let onclick = {
        let (ontoggle, onchoose) = (ontoggle.clone(), onchoose.clone());
        move |_: MouseEvent| if is_folder { ontoggle.emit(target) } else { onchoose.emit(target) }
    };
    let class = classes!(
        "grid-row",
        Tone::from(node.rollup.status).class(),
        is_current.then_some("is-current"),
        is_chosen.then_some("is-chosen"),
    );
    html! {
        <div role="row" id={row_id(row.node)} {class} {onclick} aria-rowindex={index.saturating_add(2).to_string()}
            aria-level={node.level.to_string()} aria-posinset={row.position.to_string()}
            aria-setsize={row.siblings.to_string()} aria-selected={is_chosen.to_string()}
            aria-expanded={is_folder.then(|| row.is_open.to_string())}
            data-verdict={words::verdict_code(node.rollup.status)}>
            <div role="gridcell" class={classes!("grid-cell", "cell-path", format!("level-{}", node.level.min(12)))}>
                if is_folder {
                    <Icon picture={Picture::Chevron} />
                }
                <Icon picture={if is_folder { Picture::Folder } else { Picture::File }} />
                <span class="path"><UntrustedText text={node.name.clone()} plain=true /></span>
                if let Some(kind) = artifact.and_then(words::artifact_kind) {
                    <span class="badge">{ kind }</span>
                }
            </div>
            { cells(node, artifact) }
        </div>
    }
}

fn cells(node: &Node, artifact: Option<&ArtifactReport>) -> Html {
    let rollup = &node.rollup;
    let size = if artifact.is_some_and(|artifact| artifact.size.is_none()) {
        say!("size-unknown")
    } else {
        quantities::whole_bytes(rollup.size)
    };
    html! {
        <>
            <div role="gridcell" class="grid-cell cell-status">{ state(node, artifact) }</div>
            <div role="gridcell" class="grid-cell cell-signed">{ status::signature_state(rollup.vnf_provider) }</div>
            <div role="gridcell" class="grid-cell cell-signed">
                { status::signature_state(rollup.service_provider) }
            </div>
            <div role="gridcell" class="grid-cell cell-size">{ size }</div>
            <div role="gridcell" class="grid-cell cell-coverage">
                { artifact.map(|artifact| words::coverages(&artifact.coverage)).unwrap_or_default() }
            </div>
            <div role="gridcell" class="grid-cell cell-digest">
                if let Some(checksum) = artifact.and_then(|artifact| artifact.checksum.as_ref()) {
                    { digest(checksum) }
                }
            </div>
        </>
    }
}

/// The status; of a folder, how many it concerns.
fn state(node: &Node, artifact: Option<&ArtifactReport>) -> Html {
    let rollup = &node.rollup;
    let concerned = if rollup.failed > 0 { rollup.failed } else { rollup.indeterminate };
    if artifact.is_some() || concerned == 0 {
        return status::verdict(rollup.status);
    }
    let word = words::verdict(rollup.status);
    html! {
        <Status tone={Tone::from(rollup.status)}
            word={say!("folder-status", word = word, number = concerned, total = rollup.count)} />
    }
}

fn digest(checksum: &Checksum) -> Html {
    let start = checksum.expected.chars().take(8).collect::<String>();
    html! {
        <>
            <code class="digest"><UntrustedText text={format!("{start}…")} plain=true /></code>
            { status::checksum(checksum) }
        </>
    }
}

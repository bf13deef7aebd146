//! One row of the treegrid.

use vnfseal::report::{ArtifactReport, Checksum};
use yew::prelude::*;

use super::artifact_grid::row_id;
use crate::{
    components::shared::{
        icon::{Picture, icon},
        status::{self, Tone, status},
        untrusted_text,
    },
    json::Word,
    report::{
        Verified,
        artifact_tree::{Node, Row},
    },
    words::{self, locale::say, quantities},
};

/// The levels that the style sheet sets in. Whatever is deeper stands at the last of them.
const LEVELS: usize = 12;

/// Properties of [`ArtifactRow`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The report.
    pub(crate) report: Verified,
    /// The row.
    pub(crate) row: Row,
    /// The position of the row among all rows, from 0.
    pub(crate) index: usize,
    /// Whether it is the current row.
    pub(crate) is_current: bool,
    /// Whether the details of the row are shown.
    pub(crate) is_chosen: bool,
    /// Called when a folder is opened or closed, with its node.
    pub(crate) ontoggle: Callback<usize>,
    /// Called when the details are wanted, with the position of the row and its node.
    pub(crate) onchoose: Callback<(usize, usize)>,
}

/// Draws a folder or an artifact, with its state in words.
#[component]
pub(crate) fn ArtifactRow(props: &Props) -> Html {
    let Props { report, row, index, is_current, is_chosen, ontoggle, onchoose } = props;
    let Some(node) = report.tree().node(row.node) else { return html! {} };
    let artifact = node.artifact.and_then(|artifact| report.artifacts.get(artifact));
    let (target, index, is_folder) = (row.node, *index, artifact.is_none());
    let onclick = {
        let (ontoggle, onchoose) = (ontoggle.clone(), onchoose.clone());
        move |_: MouseEvent| if is_folder { ontoggle.emit(target) } else { onchoose.emit((index, target)) }
    };
    let class = [
        "grid-row",
        &format!("level-{}", node.level.min(LEVELS)),
        Tone::from(node.rollup.status).class(),
        if *is_current { "is-current" } else { "" },
        if *is_chosen { "is-chosen" } else { "" },
    ]
    .join(" ");
    html! {
        <div role="row" id={row_id(row.node)} {class} {onclick} aria-rowindex={index.saturating_add(2).to_string()}
            aria-level={node.level.to_string()} aria-posinset={row.position.to_string()}
            aria-setsize={row.siblings.to_string()} aria-selected={is_chosen.to_string()}
            aria-expanded={is_folder.then(|| row.is_open.to_string())}
            data-verdict={node.rollup.status.code()}>
            <div role="gridcell" class="grid-cell cell-path">
                if is_folder {
                    { icon(Picture::Chevron) }
                }
                { icon(if is_folder { Picture::Folder } else { Picture::File }) }
                <span class="path">{ untrusted_text::plain(&node.name) }</span>
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
        quantities::bytes(rollup.size)
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

/// Draws the status. For a folder, also draws the number of artifacts that it concerns.
fn state(node: &Node, artifact: Option<&ArtifactReport>) -> Html {
    let rollup = &node.rollup;
    let concerned = if rollup.failed > 0 { rollup.failed } else { rollup.indeterminate };
    if artifact.is_some() || concerned == 0 {
        return status::verdict(rollup.status);
    }
    let word = words::verdict(rollup.status);
    status(Tone::from(rollup.status), say!("folder-status", word = word, number = concerned, total = rollup.count))
}

fn digest(checksum: &Checksum) -> Html {
    let start = checksum.expected.chars().take(8).collect::<String>();
    html! {
        <>
            <code class="digest">{ untrusted_text::plain(&format!("{start}…")) }</code>
            { status::checksum(checksum) }
        </>
    }
}

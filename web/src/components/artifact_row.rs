//! One artifact.

use vnfseal::report::ArtifactReport;
use yew::prelude::*;

use super::{
    checksum::ChecksumView,
    status,
    status::Tone,
    untrusted_text::{SENTENCE, UntrustedText},
};
use crate::{quantities, state::Verified, words};

/// Properties of [`ArtifactRow`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The report it stands in.
    pub(crate) report: Verified,
    /// Which of its artifacts.
    pub(crate) index: usize,
}

/// A row of the table. `data-label` is what a narrow screen shows in place of the column's heading.
#[component]
pub(crate) fn ArtifactRow(Props { report, index }: &Props) -> Html {
    let Some(artifact) = report.artifacts.get(*index) else {
        return html! {};
    };
    html! {
        <tr role="row" class={Tone::from(artifact.status).class()} data-verdict={words::verdict_code(artifact.status)}>
            <td role="cell" class="cell-status">{ status::verdict(artifact.status) }</td>
            <th role="rowheader" scope="row" class="cell-path">{ path(report, artifact) }</th>
            <td role="cell" class="cell-size" data-label="Size">{ size(artifact) }</td>
            <td role="cell" data-label="VNF provider">{ status::signature_state(artifact.vnf_provider) }</td>
            <td role="cell" data-label="Service provider">{ status::signature_state(artifact.service_provider) }</td>
            <td role="cell" data-label="Covered by">{ coverage(artifact) }</td>
            <td role="cell" class="cell-digest" data-label="Digest">
                if let Some(checksum) = &artifact.checksum {
                    <ChecksumView checksum={checksum.clone()} />
                } else {
                    <span class="absent">{ "None" }</span>
                }
            </td>
        </tr>
    }
}

fn path(report: &Verified, artifact: &ArtifactReport) -> Html {
    let findings = artifact.findings.iter().filter_map(|&index| report.findings.get(index)).collect::<Vec<_>>();
    html! {
        <>
            <span class="path"><UntrustedText text={artifact.artifact_path.clone()} /></span>
            if let Some(kind) = words::artifact_kind(artifact.kind) {
                <span class="badge">{ kind }</span>
            }
            if artifact.is_encrypted == Some(true) {
                <span class="badge">{ "Encrypted" }</span>
            }
            if !findings.is_empty() {
                <ul class="row-findings">
                    { for findings.iter().map(|finding| html! {
                        <li class={Tone::from(finding.severity).class()}>
                            <UntrustedText text={finding.what.clone()} short={SENTENCE} />
                        </li>
                    }) }
                </ul>
            }
        </>
    }
}

fn size(artifact: &ArtifactReport) -> Html {
    match artifact.size.and_then(|size| size.to_string().parse().ok()) {
        Some(size) => html! { { quantities::bytes(size) } },
        None => html! { <span class="absent">{ "Not known" }</span> },
    }
}

fn coverage(artifact: &ArtifactReport) -> Html {
    if artifact.coverage.is_empty() {
        return html! { <span class="absent">{ "Nothing" }</span> };
    }
    let words = artifact.coverage.iter().map(|&coverage| words::coverage(coverage)).collect::<Vec<_>>();
    html! { { words.join(", ") } }
}

//! The details of one artifact or folder.

use vnfseal::report::{ArtifactKind, ArtifactReport, Checksum};
use yew::prelude::*;

use super::external_file::ExternalFile;
use crate::{
    components::{
        report::findings,
        shared::{
            facts,
            fingerprint::fingerprint,
            status::{self, Tone},
            untrusted_text,
        },
        viewer::show_line::show_text,
    },
    report::{Verified, artifact_tree::Rollup},
    state::Delivery,
    words::{self, locale::say, quantities},
};

/// Draws path, states, digests and findings.
pub(crate) fn artifact_details(report: &Verified, delivery: &Delivery, node: usize, onclose: &Callback<()>) -> Html {
    let Some(node) = report.tree().node(node) else { return html! {} };
    let artifact = node.artifact.and_then(|artifact| report.artifacts.get(artifact));
    let path = artifact.map_or(node.name.as_str(), |artifact| &artifact.artifact_path);
    html! {
        <aside class="panel artifact-details" aria-label={say!("artifact-details")}>
            <div class="details-head">
                <h3 class="path">{ untrusted_text::text(path) }</h3>
                <button type="button" class="secondary" onclick={onclose.reform(|_| ())}>{ say!("close") }</button>
            </div>
            if let Some(artifact) = artifact {
                { about(artifact, report) }
                if may_be_shown(artifact) { { show_text(&artifact.artifact_path) } }
                if artifact.kind == ArtifactKind::External {
                    <ExternalFile delivery={delivery.key} uri={path.to_owned()}
                        file={delivery.supplied.get(path).cloned()} />
                }
                { found(artifact, report) }
            } else {
                { folder(&node.rollup) }
            }
        </aside>
    }
}

/// Returns whether the file may be a text that is short enough to be shown. The engine has the last word.
fn may_be_shown(artifact: &ArtifactReport) -> bool {
    let is_here = !matches!(artifact.kind, ArtifactKind::External | ArtifactKind::Missing);
    is_here && artifact.is_encrypted != Some(true) && artifact.size.is_some_and(|size| size <= 1 << 20)
}

fn about(artifact: &ArtifactReport, report: &Verified) -> Html {
    let size = artifact.size.map_or_else(
        || say!("size-unknown"),
        |size| say!("size-exact", size = quantities::bytes(size), bytes = quantities::grouped(size)),
    );
    let signatures = report.signatures.iter().enumerate();
    let own = signatures.filter(|(_, signature)| signature.signed_path == artifact.artifact_path);
    html! {
        <dl class="facts">
            { facts::drawn(say!("column-status"), status::verdict(artifact.status)) }
            { facts::drawn(say!("role-vnf-provider"), status::signature_state(artifact.vnf_provider)) }
            { facts::drawn(say!("role-service-provider"), status::signature_state(artifact.service_provider)) }
            if let Some(kind) = words::artifact_kind(artifact) { { facts::text(say!("artifact-kind"), &kind) } }
            { facts::drawn(say!("column-size"), html! { { size } }) }
            { facts::text(say!("column-coverage"), &words::coverages(&artifact.coverage)) }
            if artifact.is_encrypted == Some(true) {
                { facts::text(say!("artifact-encrypted"), &say!("yes")) }
            }
            if !artifact.non_mano_artifact_set_ids.is_empty() {
                { facts::text(say!("artifact-sets"), &artifact.non_mano_artifact_set_ids.join(", ")) }
            }
            if let Some(checksum) = &artifact.checksum { { digests(checksum) } }
            { for own.map(|(index, _)| index.saturating_add(1)).map(|number| facts::drawn(
                say!("artifact-signature"),
                html! { <a href={format!("#signature-{number}")}>{ say!("place-signature", number = number) }</a> },
            )) }
        </dl>
    }
}

fn digests(checksum: &Checksum) -> Html {
    let Checksum { algorithm, expected, actual } = checksum;
    html! {
        <>
            { facts::drawn(say!("column-digest"), html! {
                <>{ untrusted_text::text(algorithm) }{ " " }{ status::checksum(checksum) }</>
            }) }
            { facts::drawn(say!("digest-declared"), fingerprint(expected)) }
            { facts::drawn(say!("digest-found"), match actual {
                Some(actual) => fingerprint(actual),
                None => html! { { say!("digest-not-computed") } },
            }) }
        </>
    }
}

fn found(artifact: &ArtifactReport, report: &Verified) -> Html {
    let found = artifact.findings.iter().filter_map(|&index| report.findings.get(index)).collect::<Vec<_>>();
    if found.is_empty() {
        return html! { <p class="empty">{ say!("artifact-no-findings") }</p> };
    }
    html! {
        <ol class="findings">
            { for found.into_iter().map(|finding| html! {
                <li class={["finding", Tone::from(finding.severity).class()].join(" ")}>{ findings::body(finding) }</li>
            }) }
        </ol>
    }
}

fn folder(rollup: &Rollup) -> Html {
    html! {
        <dl class="facts">
            { facts::drawn(say!("column-status"), status::verdict(rollup.status)) }
            { facts::text(say!("artifacts"), &rollup.count.to_string()) }
            { facts::text(say!("column-size"), &quantities::bytes(rollup.size)) }
        </dl>
    }
}

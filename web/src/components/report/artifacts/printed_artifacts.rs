//! The artifacts on paper.

use vnfseal::report::Verdict;
use yew::prelude::*;

use crate::{
    components::shared::{status, untrusted_text},
    report::Verified,
    words::{self, locale::say, quantities},
};

/// The most rows that are printed. More would make hundreds of pages; the HTML and the JSON report have them all.
const ROWS: usize = 2000;

/// Draws a plain table, the gravest artifacts first, with whole digests.
pub(crate) fn printed_artifacts(report: &Verified) -> Html {
    let of_status = |status| report.artifacts.iter().filter(move |artifact| artifact.status == status);
    let artifacts = [Verdict::Failed, Verdict::Indeterminate, Verdict::Passed].into_iter().flat_map(of_status);
    let total = report.artifacts.len();
    html! {
        <>
            <table class="printed">
                <thead>
                    <tr>
                        <th>{ say!("column-path") }</th>
                        <th>{ say!("column-status") }</th>
                        <th>{ say!("role-vnf-provider") }</th>
                        <th>{ say!("role-service-provider") }</th>
                        <th>{ say!("column-size") }</th>
                        <th>{ say!("column-digest") }</th>
                    </tr>
                </thead>
                <tbody>
                    { for artifacts.take(ROWS).map(|artifact| html! {
                        <tr>
                            <td class="path">{ untrusted_text::plain(&artifact.artifact_path) }</td>
                            <td>{ status::verdict(artifact.status) }</td>
                            <td>{ words::signature_state(artifact.vnf_provider) }</td>
                            <td>{ words::signature_state(artifact.service_provider) }</td>
                            <td>{ artifact.size.map(quantities::bytes).unwrap_or_default() }</td>
                            <td class="path">
                                { artifact.checksum.as_ref().and_then(|checksum| checksum.actual.clone()) }
                            </td>
                        </tr>
                    }) }
                </tbody>
            </table>
            if total > ROWS {
                <p>{ say!("are-shown", shown = ROWS, total = total) }{ " " }{ say!("rest-in-report") }</p>
            }
        </>
    }
}

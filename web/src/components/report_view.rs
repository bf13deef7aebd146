//! A report, from the verdict to the evidence.

use yew::prelude::*;

use super::{
    about::About, artifact_table::ArtifactTable, aspects::Aspects, findings::Findings, signatures::Signatures,
    verdict_panel::VerdictPanel,
};
use crate::state::Verified;

/// Properties of [`ReportView`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The report.
    pub(crate) report: Verified,
}

/// All of a report.
#[component]
pub(crate) fn ReportView(Props { report }: &Props) -> Html {
    html! {
        <div class="report">
            <VerdictPanel report={report.clone()} />
            <Aspects report={report.clone()} />
            <nav class="parts" aria-label="Parts of the report">
                { part("#findings", "Findings", report.findings.len()) }
                { part("#signatures", "Signatures", report.signatures.len()) }
                { part("#artifacts", "Artifacts", report.artifacts.len()) }
                <a href="#about">{ "About this check" }</a>
            </nav>
            <Findings report={report.clone()} />
            <Signatures report={report.clone()} />
            <ArtifactTable report={report.clone()} />
            <About report={report.clone()} />
        </div>
    }
}

fn part(href: &'static str, title: &'static str, count: usize) -> Html {
    html! { <a {href}>{ title }<span class="count">{ count }</span></a> }
}

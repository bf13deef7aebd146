//! A report, from the verdict to the evidence.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    about::About, artifacts::artifact_section::ArtifactSection, aspects::Aspects, conformance::ConformanceSection,
    findings, findings::Findings, signatures::Signatures, verdict_panel::VerdictPanel,
};
use crate::{
    locale::say,
    printing, scroll,
    state::{Delivery, Verified},
    trust::TrustStore,
};

/// Properties of [`ReportView`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The report.
    pub(crate) report: Verified,
    /// The package it is about.
    pub(crate) delivery: Delivery,
    /// What is installed.
    pub(crate) store: Rc<TrustStore>,
}

/// All of a report.
#[component]
pub(crate) fn ReportView(Props { report, delivery, store }: &Props) -> Html {
    let wanted = use_state(|| None::<usize>);
    use_effect_with(*wanted, |wanted| {
        if let Some(index) = wanted {
            scroll::to(&findings::anchor(*index));
        }
    });
    let to_finding = {
        let wanted = wanted.clone();
        Callback::from(move |index| {
            wanted.set(Some(index));
            // The second time nothing changes, and the effect stays out.
            scroll::to(&findings::anchor(index));
        })
    };
    let printing = printing::use_printing();
    html! {
        <div class="report">
            <VerdictPanel report={report.clone()} onprint={printing.print.clone()} />
            <Aspects report={report.clone()} />
            <nav class="parts" aria-label={say!("parts")}>
                { part("#findings", say!("findings"), Some(report.findings.len())) }
                { part("#artifacts", say!("artifacts"), Some(report.artifacts.len())) }
                { part("#signatures", say!("signatures"), Some(report.signatures.len())) }
                { part("#conformance", say!("conformance"), None) }
                { part("#about", say!("about"), None) }
            </nav>
            <Findings report={report.clone()} wanted={*wanted} />
            <ArtifactSection report={report.clone()} delivery={delivery.clone()} is_printing={printing.is_printing} />
            <Signatures report={report.clone()} store={store.clone()} />
            <ConformanceSection report={report.clone()} onfinding={to_finding} />
            <About report={report.clone()} />
        </div>
    }
}

fn part(href: &'static str, title: String, count: Option<usize>) -> Html {
    html! {
        <a {href}>
            { title }
            if let Some(count) = count {
                <span class="count">{ count }</span>
            }
        </a>
    }
}

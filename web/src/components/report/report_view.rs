//! A report, from the verdict to the evidence.

use std::rc::Rc;

use vnfseal::report::Finding;
use yew::prelude::*;

use super::{
    about::about,
    artifacts::artifact_section::ArtifactSection,
    aspects::aspects,
    conformance::conformance,
    findings::{self, finding_section::FindingSection},
    signatures::signatures,
    verdict_panel::VerdictPanel,
};
use crate::{
    browser::{printing, scroll},
    components::{trust::in_place::trust_question, viewer::packages_inside::PackagesInside},
    report::{Verified, finding_groups::Query},
    services::Services,
    state::Delivery,
    trust::TrustStore,
    words::locale::say,
};

/// Properties of [`ReportView`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The report.
    pub(crate) report: Verified,
    /// The package that the report is about.
    pub(crate) delivery: Delivery,
    /// The installed trust store.
    pub(crate) store: Rc<TrustStore>,
}

/// Draws the whole report.
#[component]
pub(crate) fn ReportView(Props { report, delivery, store }: &Props) -> Html {
    let services = use_context::<Services>();
    let wanted = use_state(|| None::<usize>);
    use_effect_with(*wanted, |wanted| {
        if let Some(index) = wanted {
            scroll::to(&findings::anchor(*index));
        }
    });
    let query = use_state_eq(Query::default);
    let onquery = {
        let setter = query.setter();
        Callback::from(move |query| setter.set(query))
    };
    let to_finding = {
        let (wanted, onquery) = (wanted.clone(), onquery.clone());
        Callback::from(move |index| {
            // A search or a filter may leave it out.
            onquery.emit(Query::default());
            wanted.set(Some(index));
            // The second time nothing changes, so the effect does not run.
            scroll::to(&findings::anchor(index));
        })
    };
    let printing = printing::use_printing();
    html! {
        <div class="report">
            <div class="report-parts">
                <VerdictPanel report={report.clone()} delivery={delivery.clone()} onprint={printing.print.clone()}
                    onfinding={to_finding.clone()} />
                { for services.iter().map(|services| trust_question(report, services)) }
                <PackagesInside report={report.clone()} delivery={delivery.clone()} />
                { aspects(report, &onquery) }
                <nav class="parts" aria-label={say!("parts")}>
                    { part("#findings", say!("findings"), Some(Finding::count_of(&report.findings))) }
                    { part("#artifacts", say!("artifacts"), Some(report.artifacts.len())) }
                    { part("#signatures", say!("signatures"), Some(report.signatures.len())) }
                    { part("#conformance", say!("conformance"), None) }
                    { part("#about", say!("about"), None) }
                </nav>
                <FindingSection report={report.clone()} delivery={delivery.clone()} query={(*query).clone()} {onquery}
                    wanted={*wanted} is_printing={printing.is_printing} />
                <ArtifactSection report={report.clone()} delivery={delivery.clone()}
                    is_printing={printing.is_printing} />
                { signatures(report, store, services.as_ref()) }
                { conformance(report, &to_finding, printing.is_printing) }
                { about(report, delivery) }
            </div>
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

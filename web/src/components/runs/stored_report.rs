//! The report that a run keeps of a package: what the engine of a worker wrote at that time.

use vnfseal::report::{Finding, Place};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::recorded;
use crate::{
    browser::runs::{self, Package, Unanswered},
    components::{
        report::findings,
        shared::{
            icon::{Picture, icon},
            original,
            status::{Tone, status},
        },
    },
    report::Verified,
    words::{self, locale::say, quantities},
};

/// The findings that are drawn. The report has them all.
const FINDINGS: usize = 20;

/// Properties of [`StoredReport`].
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The id of the run.
    pub(super) run: String,
    /// The package.
    pub(super) package: Package,
}

/// Draws the sentence and the findings of the report, and a link to all of it. It is read once it is drawn.
#[component]
pub(super) fn StoredReport(Props { run, package }: &Props) -> Html {
    let read = use_state_eq(|| None::<Result<Verified, Unanswered>>);
    {
        let read = read.setter();
        use_effect_with((run.clone(), package.number), move |(run, number)| {
            let (run, number) = (run.clone(), *number);
            spawn_local(async move { read.set(Some(runs::report(&run, number).await)) });
        });
    }
    html! {
        <div class="run-report">
            <div role="status">
                if read.is_none() {
                    <p>{ status(Tone::Busy, say!("run-report-loading")) }</p>
                } else if let Some(Err(why)) = &*read {
                    { recorded::unanswered(*why) }
                }
            </div>
            if let Some(Ok(report)) = &*read {
                { drawn(report, run, package) }
            }
        </div>
    }
}

fn drawn(report: &Verified, run: &str, package: &Package) -> Html {
    let name = format!("{}-{}.json", super::run_item::short(run), package.number);
    let rest = Finding::count_of(&report.findings).saturating_sub(FINDINGS);
    html! {
        <>
            <div class="run-summary">{ original::about(words::verdict_sentence(report), &report.summary) }</div>
            <p class="run-file">
                <a class="button secondary" href={report.address().to_owned()} download={name}>
                    { icon(Picture::Download) }{ say!("run-report") }
                </a>
                <span class="file-size">{ quantities::bytes(package.report_size.unwrap_or_default()) }</span>
            </p>
            <ol class="findings run-findings">
                { for report.findings.iter().take(FINDINGS).map(finding) }
            </ol>
            if rest > 0 {
                <p class="hint">{ say!("run-report-rest", number = rest) }</p>
            }
        </>
    }
}

fn finding(finding: &Finding) -> Html {
    // Signatures are not drawn here, so that no link leads to one.
    let place = Place { signature: None, ..finding.place.clone() };
    let finding = Finding { place, ..finding.clone() };
    html! {
        <li class={["finding", Tone::from(finding.severity).class()].join(" ")}>{ findings::body(&finding) }</li>
    }
}

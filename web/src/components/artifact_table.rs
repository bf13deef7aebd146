//! The artifacts.

use std::cmp::Reverse;

use vnfseal::report::Verdict;
use yew::prelude::*;

use super::{artifact_row::ArtifactRow, more_button::MoreButton, section::Section};
use crate::{quantities, state::Verified};

/// Rows drawn at first and with each request for more. A package can have 65,536; some hundred take no time.
const PAGE: usize = 200;

/// Properties of [`ArtifactTable`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The report.
    pub(crate) report: Verified,
}

/// One row for each artifact, those that need attention first.
#[component]
pub(crate) fn ArtifactTable(Props { report }: &Props) -> Html {
    let shown = use_state(|| PAGE);
    let order = use_memo(report.clone(), gravest_first);
    let total = order.len();
    let more = {
        let shown = shown.clone();
        move |()| shown.set(shown.saturating_add(PAGE))
    };
    html! {
        <Section id="artifacts" title="Artifacts" count={Some(total)}>
            if total == 0 {
                <p class="empty">{ "No artifact could be read from this package." }</p>
            } else {
                // The roles are what the elements mean anyway; narrow screens lay the rows out as blocks, and some
                // browsers then forget what they were.
                <table class="artifacts" role="table">
                    <caption>{ counts(report) }</caption>
                    <thead role="rowgroup"><tr role="row">{ for HEADINGS.map(heading) }</tr></thead>
                    <tbody role="rowgroup">
                        { for order.iter().take(*shown).map(|&index| html! {
                            <ArtifactRow key={index} report={report.clone()} {index} />
                        }) }
                    </tbody>
                </table>
                <MoreButton shown={*shown} {total} page={PAGE} onmore={more} />
            }
        </Section>
    }
}

/// The columns.
const HEADINGS: [&str; 7] = ["Status", "Path", "Size", "VNF provider", "Service provider", "Covered by", "Digest"];

fn heading(title: &'static str) -> Html {
    html! { <th scope="col" role="columnheader">{ title }</th> }
}

fn gravest_first(report: &Verified) -> Vec<usize> {
    let mut order = report.artifacts.iter().enumerate().collect::<Vec<_>>();
    order.sort_by_key(|(_, artifact)| Reverse(artifact.status));
    order.into_iter().map(|(index, _)| index).collect()
}

fn counts(report: &Verified) -> String {
    let count = |verdict| report.artifacts.iter().filter(|artifact| artifact.status == verdict).count();
    let counted =
        [(Verdict::Failed, "failed"), (Verdict::Indeterminate, "cannot be told"), (Verdict::Passed, "passed")]
            .map(|(verdict, word)| (count(verdict), word))
            .into_iter()
            .filter(|(number, _)| *number > 0)
            .map(|(number, word)| format!("{number} {word}"))
            .collect::<Vec<_>>();
    let total = quantities::count(report.artifacts.len(), "artifact", "artifacts");
    format!("{total}: {}.", counted.join(", "))
}

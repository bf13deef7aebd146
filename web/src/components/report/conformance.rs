//! The checklist of GS NFV-SEC 021 for the chosen edition and stage.

use vnfseal::report::{Conformance, ConformanceState};
use yew::prelude::*;

use crate::{
    components::shared::{
        section::section,
        status::{Tone, status},
    },
    report::Verified,
    words::{self, findings, locale::say},
};

/// Draws one row for each statement, with links to its findings. Those that need no attention are folded, but not on paper.
pub(crate) fn conformance(report: &Verified, onfinding: &Callback<usize>, is_printing: bool) -> Html {
    let policy = &report.policy;
    let folded = |state, title: fn(usize) -> String| {
        let number = count(report, state);
        html! {
            if number > 0 {
                <details class="conformance-folded" open={is_printing}>
                    <summary>{ title(number) }</summary>
                    { table(report, &[state], onfinding) }
                </details>
            }
        }
    };
    let open = [ConformanceState::NotMet, ConformanceState::Unknown];
    let content = html! {
        <>
            <p class="conformance-terms">
                { format!("{} · {} · {}", words::edition(policy.edition), words::stage(policy.stage), counts(report)) }
            </p>
            if open.iter().any(|state| count(report, *state) > 0) {
                { table(report, &open, onfinding) }
            }
            { folded(ConformanceState::Met, |number| say!("conformance-all-met", number = number)) }
            { folded(ConformanceState::NotApplicable, |number| say!("conformance-others", number = number)) }
        </>
    };
    section("conformance", say!("conformance"), None, content)
}

fn count(report: &Verified, state: ConformanceState) -> usize {
    report.conformance.iter().filter(|statement| statement.state == state).count()
}

fn table(report: &Verified, states: &[ConformanceState], onfinding: &Callback<usize>) -> Html {
    let statements = report.conformance.iter().filter(|statement| states.contains(&statement.state));
    html! {
        <table class="conformance" role="table">
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{ say!("conformance-clause") }</th>
                    <th role="columnheader" scope="col">{ say!("conformance-statement") }</th>
                    <th role="columnheader" scope="col">{ say!("conformance-state") }</th>
                    <th role="columnheader" scope="col">{ say!("findings") }</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{ for statements.map(|statement| row(report, statement, onfinding)) }</tbody>
        </table>
    }
}

fn counts(report: &Verified) -> String {
    say!(
        "conformance-counts",
        met = count(report, ConformanceState::Met),
        missed = count(report, ConformanceState::NotMet),
        unknown = count(report, ConformanceState::Unknown),
    )
}

fn row(report: &Verified, statement: &Conformance, onfinding: &Callback<usize>) -> Html {
    let Conformance { id, state, findings: codes, .. } = statement;
    let said = findings::statement(statement, report.policy.edition);
    let tone = Tone::from(*state);
    // This is the document's own number. The register's prefix only repeats the heading.
    let clause = id.strip_prefix("SEC021-").unwrap_or(id).to_owned();
    html! {
        <tr role="row" class={tone.class()}>
            <th role="rowheader" scope="row"><code>{ clause }</code></th>
            <td role="cell">
                <span lang={said.language}>{ said.text }</span>
                if let Some(remark) = findings::remark(statement) {
                    { " " }
                    <span class="conformance-remark" lang={remark.language}>{ remark.text }</span>
                }
            </td>
            <td role="cell">{ status(tone, words::conformance(*state)) }</td>
            <td role="cell">
                <ul class="conformance-findings">
                    { for codes.iter().map(|code| link(report, code, onfinding)) }
                </ul>
            </td>
        </tr>
    }
}

fn link(report: &Verified, code: &str, onfinding: &Callback<usize>) -> Html {
    let Some(index) = report.findings.iter().position(|finding| finding.code == code) else {
        return html! { <li><code>{ code.to_owned() }</code></li> };
    };
    html! {
        <li>
            <button type="button" class="link" onclick={onfinding.reform(move |_| index)}>
                <code>{ code.to_owned() }</code>
            </button>
        </li>
    }
}

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

/// Draws one row for each statement, with links to its findings.
pub(crate) fn conformance(report: &Verified, onfinding: &Callback<usize>) -> Html {
    let policy = &report.policy;
    let others = report.conformance.iter().filter(|statement| is_outside(statement)).count();
    let content = html! {
        <>
            <p class="conformance-terms">
                { format!("{} · {} · {}", words::edition(policy.edition), words::stage(policy.stage), counts(report)) }
            </p>
            { table(report, false, onfinding) }
            if others > 0 {
                <details class="conformance-others">
                    <summary>{ say!("conformance-others", number = others) }</summary>
                    { table(report, true, onfinding) }
                </details>
            }
        </>
    };
    section("conformance", say!("conformance"), None, content)
}

fn is_outside(statement: &Conformance) -> bool {
    statement.state == ConformanceState::NotApplicable
}

fn table(report: &Verified, is_others: bool, onfinding: &Callback<usize>) -> Html {
    let statements = report.conformance.iter().filter(|statement| is_outside(statement) == is_others);
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
    let count = |state| report.conformance.iter().filter(|statement| statement.state == state).count();
    say!(
        "conformance-counts",
        met = count(ConformanceState::Met),
        missed = count(ConformanceState::NotMet),
        unknown = count(ConformanceState::Unknown),
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

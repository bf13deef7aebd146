//! The findings about the package: in groups, one for each rule, with a search and a filter.

pub(crate) mod finding_group;
pub(crate) mod finding_section;
pub(crate) mod finding_tools;

use vnfseal::report::{Finding, Place};
use yew::prelude::*;

use crate::{
    components::{
        shared::{
            facts, fingerprint, original,
            status::{Tone, status},
            untrusted_text,
        },
        viewer::show_line::show_line,
    },
    words::{
        self, findings as said,
        locale::{ENGLISH, say},
    },
};

/// Returns the id that links to a finding use.
pub(crate) fn anchor(index: usize) -> String {
    format!("finding-{}", index.saturating_add(1))
}

/// Draws what is wrong, why it matters, what to do, where, and the rule behind it.
pub(crate) fn body(finding: &Finding) -> Html {
    let what = said::what(finding);
    let is_translated = what.language != ENGLISH;
    html! {
        <>
            { severity(finding) }
            <h3 lang={what.language}>{ untrusted_text::sentence(&what.text) }</h3>
            if is_translated {
                { original::wording(&finding.what) }
            }
            <dl class="facts">
                { advice(finding) }
                if !finding.place.is_nowhere() {
                    { facts::drawn(say!("fact-where"), where_it_is(&finding.place)) }
                }
                { rule(finding) }
            </dl>
            { show_line(finding) }
        </>
    }
}

/// Draws the severity, and whether the policy accepts the finding.
fn severity(finding: &Finding) -> Html {
    html! {
        <p class="finding-severity">
            { status(Tone::from(finding.severity), words::severity(finding.severity)) }
            if finding.accepted {
                <span class="badge">{ say!("accepted") }</span>
            }
        </p>
    }
}

/// Draws why it matters, and what to do.
fn advice(finding: &Finding) -> Html {
    html! {
        <>
            { facts::said(say!("fact-why"), &said::why(finding)) }
            { facts::said(say!("fact-fix"), &said::fix(finding)) }
            if let Some(fix) = said::vendor_fix(finding) {
                { facts::said(say!("fact-vendor-fix"), &fix) }
            }
        </>
    }
}

/// Draws the rule behind it.
fn rule(Finding { code, clause, onap, .. }: &Finding) -> Html {
    html! {
        <>
            { facts::drawn(say!("fact-rule"), html! {
                <><span translate="no">{ said::clause(clause) }</span><code class="code">{ code.to_string() }</code></>
            }) }
            if !onap.is_empty() {
                { facts::text(say!("fact-onap"), &onap.join(", ")) }
            }
        </>
    }
}

fn where_it_is(Place { path, in_delivery, line, manifest_line, fingerprint, signature }: &Place) -> Html {
    html! {
        <ul class="places">
            if let Some(path) = path {
                <li>
                    <span class="path">{ untrusted_text::text(path) }</span>
                    if let Some(line) = line { { say!("place-line", number = *line) } }
                    if *in_delivery { { say!("place-in-delivery") } }
                </li>
            }
            if let Some(line) = manifest_line {
                <li>{ say!("place-manifest-line", number = *line) }</li>
            }
            if let Some(fingerprint) = fingerprint {
                <li>{ say!("place-certificate") }{ " " }{ fingerprint::fingerprint(fingerprint) }</li>
            }
            if let Some(number) = signature.map(|index| index.saturating_add(1)) {
                <li><a href={format!("#signature-{number}")}>{ say!("place-signature", number = number) }</a></li>
            }
        </ul>
    }
}

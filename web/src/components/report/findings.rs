//! The findings about the package.

use vnfseal::report::{Finding, Place};
use yew::prelude::*;

use crate::{
    components::{
        shared::{
            facts, fingerprint, original,
            paged_list::PagedList,
            status::{Tone, status},
            untrusted_text,
        },
        trust::in_place::action_at_finding,
        viewer::show_line::show_line,
    },
    report::Verified,
    services::Services,
    words::{
        self, findings as said,
        locale::{ENGLISH, say},
    },
};

/// The number of findings drawn at first and with each request for more.
const PAGE: usize = 50;

/// Draws the findings in the engine's order, the gravest first.
pub(crate) fn findings(report: &Verified, wanted: Option<usize>, services: Option<&Services>) -> Html {
    let item = {
        let (report, services) = (report.clone(), services.cloned());
        move |index: usize| match report.findings.get(index) {
            Some(finding) => html! {
                <li key={index} id={anchor(index)} tabindex="-1"
                    class={["finding", Tone::from(finding.severity).class()].join(" ")}
                    data-code={finding.code.to_string()}>
                    { body(finding) }
                    { for services.iter().map(|services| action_at_finding(&report, index, services)) }
                </li>
            },
            None => html! {},
        }
    };
    html! {
        <PagedList id="findings" title={say!("findings")} empty={say!("findings-none")} total={report.findings.len()}
            page={PAGE} {wanted} {item} />
    }
}

/// Returns the id that links to a finding use.
pub(crate) fn anchor(index: usize) -> String {
    format!("finding-{}", index.saturating_add(1))
}

/// Draws what is wrong, why it matters, what to do, where, and the rule behind it.
pub(crate) fn body(finding: &Finding) -> Html {
    let Finding { code, severity, clause, place, accepted, onap, .. } = finding;
    let what = said::what(finding);
    let is_translated = what.language != ENGLISH;
    html! {
        <>
            <p class="finding-severity">
                { status(Tone::from(*severity), words::severity(*severity)) }
                if *accepted {
                    <span class="badge">{ say!("accepted") }</span>
                }
            </p>
            <h3 lang={what.language}>{ untrusted_text::sentence(&what.text) }</h3>
            if is_translated {
                { original::wording(&finding.what) }
            }
            <dl class="facts">
                { facts::said(say!("fact-why"), &said::why(finding)) }
                { facts::said(say!("fact-fix"), &said::fix(finding)) }
                if let Some(fix) = said::vendor_fix(finding) {
                    { facts::said(say!("fact-vendor-fix"), &fix) }
                }
                if !place.is_nowhere() {
                    { facts::drawn(say!("fact-where"), where_it_is(place)) }
                }
                { facts::drawn(say!("fact-rule"), html! {
                    <><span translate="no">{ clause.to_string() }</span><code class="code">{ code.to_string() }</code></>
                }) }
                if !onap.is_empty() {
                    { facts::text(say!("fact-onap"), &onap.join(", ")) }
                }
            </dl>
            { show_line(finding) }
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

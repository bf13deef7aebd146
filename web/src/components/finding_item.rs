//! One finding.

use vnfseal::report::{Finding, Place};
use yew::prelude::*;

use super::{
    fingerprint::Fingerprint,
    status::{Status, Tone},
    untrusted_text::{SENTENCE, UntrustedText},
};
use crate::{state::Verified, words};

/// Properties of [`FindingItem`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The report it stands in.
    pub(crate) report: Verified,
    /// Which of its findings.
    pub(crate) index: usize,
}

/// What is the case, why it matters, what to do, where, and the rule behind it.
#[component]
pub(crate) fn FindingItem(Props { report, index }: &Props) -> Html {
    let Some(finding) = report.findings.get(*index) else {
        return html! {};
    };
    let Finding { code, severity, what, why, fix, clause, place, accepted, .. } = finding;
    let tone = Tone::from(*severity);
    html! {
        <li class={classes!("finding", tone.class())} data-code={code.to_string()}>
            <p class="finding-severity">
                <Status {tone} word={words::severity(*severity)} />
                if *accepted {
                    <span class="badge">{ "Accepted by the policy" }</span>
                }
            </p>
            <h3><UntrustedText text={what.clone()} short={SENTENCE} /></h3>
            <dl class="facts">
                { fact("Why it matters", html! { { why.as_ref() } }) }
                { fact("What to do", html! { { fix.as_ref() } }) }
                if !place.is_nowhere() {
                    { fact("Where", where_it_is(place)) }
                }
                { fact("Rule", html! { <>{ clause.as_ref() }<code class="code">{ code.as_ref() }</code></> }) }
            </dl>
        </li>
    }
}

fn fact(name: &'static str, value: Html) -> Html {
    html! { <div><dt>{ name }</dt><dd>{ value }</dd></div> }
}

fn where_it_is(Place { path, line, fingerprint, signature }: &Place) -> Html {
    html! {
        <ul class="places">
            if let Some(path) = path {
                <li>
                    <span class="path"><UntrustedText text={path.clone()} /></span>
                    if let Some(line) = line { { format!(", line {line}") } }
                </li>
            }
            if let Some(fingerprint) = fingerprint {
                <li>{ "Certificate " }<Fingerprint hex={fingerprint.clone()} /></li>
            }
            if let Some(number) = signature.map(|index| index.saturating_add(1)) {
                <li><a href={format!("#signature-{number}")}>{ format!("Signature {number}") }</a></li>
            }
        </ul>
    }
}

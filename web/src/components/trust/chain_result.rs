//! The engine's answer about a certificate before it is installed.

use vnfseal::report::Verdict;
use yew::prelude::*;

use crate::{
    components::shared::{
        facts, original,
        status::{self, Tone},
        untrusted_text,
    },
    engine::{ChainCheck, ChainReport},
    words::{findings, locale::say, quantities},
};

/// Draws the verdict on the chain, and the chain itself.
pub(crate) fn chain_result(check: &ChainCheck, is_self_signed: bool) -> Html {
    match check {
        ChainCheck::Asked => html! { <p class="hint">{ say!("chain-checking") }</p> },
        ChainCheck::Failed(message) => html! {
            <p class="tone-warning">{ original::about(say!("chain-not-checked"), message) }</p>
        },
        // The chain is one certificate that vouches for itself, so a valid signature shows nothing.
        ChainCheck::Answered(report) if is_self_signed && report.verdict == Some(Verdict::Passed) => html! {
            <p class="self-signed">{ status::status(Tone::Unknown, say!("self-signed")) }</p>
        },
        ChainCheck::Answered(report) => answered(report),
    }
}

fn answered(report: &ChainReport) -> Html {
    html! {
        <div class="chain-result">
            <p>{ say!("chain") }{ " " }{ for report.verdict.map(status::verdict) }</p>
            <dl class="facts">
                { for report.chain.iter().map(|certificate| facts::drawn(say!("certificate"), html! {
                    <>
                        { untrusted_text::text(&certificate.subject) }
                        <span class="hint">
                            { " " }{ say!("chain-valid-until", date = quantities::time(&certificate.not_after)) }
                        </span>
                    </>
                })) }
                { for report.findings.iter().map(|finding| {
                    let what = findings::what(finding);
                    html! {
                        <div class={Tone::from(finding.severity).class()}>
                            <dt><code>{ finding.code.to_string() }</code></dt>
                            <dd lang={what.language}>{ untrusted_text::text(&what.text) }</dd>
                        </div>
                    }
                }) }
            </dl>
        </div>
    }
}

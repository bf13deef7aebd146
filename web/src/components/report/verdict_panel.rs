//! The verdict.

use std::rc::Rc;

use vnfseal::report::{Finding, Severity, Verdict};
use yew::prelude::*;

use super::{judged_with::judged_with, keep::Keep};
use crate::{
    browser::server::Server,
    components::{
        making::next_steps::next_steps,
        shared::{icon::icon, status::Tone, untrusted_text},
    },
    json::Word,
    report::{Verified, deviations},
    services::Services,
    state::Delivery,
    words::{self, locale::say, quantities, subject},
};

/// Properties of [`VerdictPanel`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The report.
    pub(crate) report: Verified,
    /// The package that the report is about.
    pub(crate) delivery: Delivery,
    /// Called before the report is printed.
    pub(crate) onprint: Callback<()>,
    /// Called with a finding that the user wants to see.
    pub(crate) onfinding: Callback<usize>,
}

/// The most signers that are named beside the verdict.
const SIGNERS: usize = 4;

/// Draws the verdict in a word and a sentence, the file, the policy, and the ways to keep the report.
#[component]
pub(crate) fn VerdictPanel(Props { report, delivery, onprint, onfinding }: &Props) -> Html {
    let services = use_context::<Services>();
    let server = use_context::<Rc<Server>>();
    if delivery.is_open() {
        return outdated(report);
    }
    let tone = Tone::from(report.verdict);
    let sentence = words::verdict_sentence(report);
    html! {
        <section class={["panel verdict", tone.class()].join(" ")} aria-labelledby="verdict-title"
            data-verdict={report.verdict.code()}>
            <div class="verdict-mark">{ icon(tone.picture()) }</div>
            <div class="verdict-text">
                <h2 id="verdict-title" tabindex="-1">
                    { words::verdict(report.verdict) }
                    if let Some(remarks) = words::remarks(report) {
                        <span class="verdict-remarks">{ format!(", {remarks}") }</span>
                    }
                </h2>
                <p class="sentence">{ sentence }</p>
                { reason(report, onfinding) }
                <p class="verdict-file">
                    { untrusted_text::text(&report.package.file_name) }
                    { for nature(report).into_iter().map(|part| html! { <span>{ part }</span> }) }
                </p>
                { judged_with(report) }
                if delivery.is_judged_again {
                    <p class="judged-again">{ say!("judged-again") }</p>
                }
                { differences(report) }
            </div>
            <div class="verdict-actions">
                if let Some(services) = services {
                    { next_steps(report, delivery, server.as_deref(), &services.dispatch) }
                }
                <Keep report={report.clone()} onprint={onprint.clone()} />
            </div>
        </section>
    }
}

/// Draws the place of the verdict while the package is judged by other trust or another policy. The verdict before it is no
/// verdict any more.
fn outdated(report: &Verified) -> Html {
    html! {
        <section class="panel outdated-verdict tone-nothing" aria-labelledby="verdict-title">
            <div class="verdict-mark">{ icon(Tone::Busy.picture()) }</div>
            <div class="verdict-text">
                <h2 id="verdict-title" tabindex="-1">{ say!("stage-judging-again") }</h2>
                <p class="sentence">{ say!("judging-again-meaning", verdict = words::verdict(report.verdict)) }</p>
                <p class="verdict-file">{ untrusted_text::text(&report.package.file_name) }</p>
            </div>
        </section>
    }
}

/// Draws what stands behind the sentence, without the words of the findings below it: how many there are and where the
/// gravest is, or who has signed.
fn reason(report: &Verified, onfinding: &Callback<usize>) -> Html {
    if report.verdict == Verdict::Passed {
        return signers(report);
    }
    let gravest = report.findings.iter().position(|finding| !finding.accepted && finding.severity <= Severity::Unknown);
    let Some((index, finding)) = gravest.and_then(|index| Some((index, report.findings.get(index)?))) else {
        return html! {};
    };
    let alike = |other: &&Finding| !other.accepted && other.severity == finding.severity;
    let number = Finding::count_of(report.findings.iter().filter(alike));
    let counted = match finding.severity {
        Severity::Fail => say!("count-failures", number = number),
        Severity::Unknown | Severity::Warn | Severity::Note => say!("count-open", number = number),
    };
    html! {
        <p class="summary">
            <button type="button" class="link" onclick={onfinding.reform(move |_| index)}>{ counted }</button>
            if let Some(path) = &finding.place.path {
                <span class="path">{ untrusted_text::text(path) }</span>
            }
        </p>
    }
}

/// Draws who has signed, of those whom the user trusts.
fn signers(report: &Verified) -> Html {
    let trusted = report.signatures.iter().filter(|signature| signature.authenticity == Verdict::Passed);
    let mut signers: Vec<(String, String)> = trusted
        .filter_map(|signature| {
            let subject = subject::common_name(&signature.chain.first()?.subject);
            Some((subject, words::role(signature.role?)))
        })
        .collect();
    // A package can have a signature for each artifact.
    signers.sort();
    signers.dedup();
    let open = report.artifacts.iter().filter(|artifact| artifact.status != Verdict::Passed).count();
    html! {
        <p class="summary">
            { say!("verdict-signers") }
            { for signers.into_iter().take(SIGNERS).map(|(name, role)| html! {
                <span class="signer">{ untrusted_text::text(&name) }{ format!(" ({role})") }</span>
            }) }
            if open > 0 {
                <span>{ say!("summary-not-covered", number = open) }</span>
            }
        </p>
    }
}

fn differences(report: &Verified) -> Html {
    let differences = deviations::of(report.asked());
    if differences.is_empty() {
        return html! {};
    }
    html! {
        <div class="verdict-policy">
            <p>{ say!("policy-differs") }</p>
            <ul>{ for differences.into_iter().map(|difference| html! { <li>{ difference }</li> }) }</ul>
        </div>
    }
}

fn nature(report: &Verified) -> Vec<String> {
    let package = &report.package;
    let kind = package.kind.map_or_else(|| say!("package-no-manifest"), words::package_kind);
    let option = package.package_security_option.map_or_else(|| say!("package-not-signed"), words::security_option);
    vec![quantities::bytes(package.file_size), kind, option]
}

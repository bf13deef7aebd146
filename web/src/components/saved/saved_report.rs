//! A report that came as a file. Whatever it says is drawn in grey and as what the file says, so that nobody takes the word
//! of a file that somebody wrote for a verdict.

use vnfseal::report::{ArtifactReport, Finding, SignatureReport, Verdict};
use yew::prelude::*;

use super::saved_counterpart::saved_counterpart;
use crate::{
    components::shared::{
        facts,
        fingerprint::fingerprint,
        icon::{Picture, icon},
        paged_list::PagedList,
        untrusted_text,
    },
    report::Verified,
    services::Services,
    state::{SavedReport, State},
    words::{self, findings, locale::say, quantities},
};

/// The number of items drawn at first and with each request for more.
const PAGE: usize = 50;

/// Draws what the file says, and what this page knows of the package.
pub(crate) fn saved_report(saved: &SavedReport, state: &State, services: &Services) -> Html {
    let report = &saved.report;
    html! {
        <section class="saved" key={saved.key} aria-labelledby="saved-title">
            <div class="panel saved-panel">
                <h2 id="saved-title" tabindex="-1">{ says(report.verdict) }</h2>
                <p class="saved-name">{ untrusted_text::text(&report.package.file_name) }</p>
                <div class="saved-warning">
                    { icon(Picture::Warning) }
                    <p><strong>{ say!("saved-warning-title") }</strong>{ " " }{ say!("saved-warning") }</p>
                </div>
                { saved_counterpart(saved, state, services) }
                <h3>{ say!("saved-said") }</h3>
                { about(saved) }
            </div>
            { signers(report) }
            { list(report, "saved-findings", say!("saved-findings"), say!("saved-no-findings"),
                report.findings.len(), |report, index| report.findings.get(index).map(finding)) }
            { list(report, "saved-artifacts", say!("saved-artifacts"), say!("saved-no-artifacts"),
                report.artifacts.len(), |report, index| report.artifacts.get(index).map(artifact)) }
        </section>
    }
}

/// Returns a verdict as what a file says.
pub(crate) fn says(verdict: Verdict) -> String {
    match verdict {
        Verdict::Passed => say!("saved-says-passed"),
        Verdict::Indeterminate => say!("saved-says-indeterminate"),
        Verdict::Failed => say!("saved-says-failed"),
    }
}

/// Returns a verdict as the word of a file, where a heading says whose word it is. Quotation marks tell it from one of this page.
fn quoted(verdict: Verdict) -> String {
    say!("saved-quoted", word = words::verdict(verdict))
}

fn about(saved: &SavedReport) -> Html {
    let report = &saved.report;
    let outline = report.outline();
    let known = |name: String, value: &str| {
        if value.is_empty() {
            html! {}
        } else {
            facts::text(name, value)
        }
    };
    let at = report.policy.at.as_deref().map(quantities::time).unwrap_or_default();
    html! {
        <dl class="facts">
            { facts::text(say!("saved-file"), &saved.file_name) }
            { known(say!("saved-product"), &outline.product) }
            { known(say!("saved-provider"), &outline.provider) }
            { known(say!("saved-version"), &outline.version) }
            { facts::text(say!("column-size"), &quantities::bytes(report.package.file_size)) }
            { for words::aspects(report).map(|(aspect, verdict)| facts::text(words::aspect(aspect), &quoted(verdict))) }
            { known(say!("saved-at"), &at) }
            { facts::text(say!("about-engine"), &format!("{} {}", report.engine.name, report.engine.version)) }
        </dl>
    }
}

fn signers(report: &Verified) -> Html {
    html! {
        <section class="report-section" aria-labelledby="saved-signers">
            <h2 id="saved-signers">{ say!("saved-signers") }<span class="count">{ report.signatures.len() }</span></h2>
            if report.signatures.is_empty() {
                <p class="empty">{ say!("saved-no-signer") }</p>
            }
            <ol class="saved-items">{ for report.signatures.iter().take(PAGE).map(signer) }</ol>
        </section>
    }
}

fn signer(signature: &SignatureReport) -> Html {
    let certificate = signature.chain.first();
    html! {
        <li class="panel">
            <h3>
                { match certificate {
                    Some(certificate) => untrusted_text::text(&certificate.subject),
                    None => html! { { say!("signer-unknown") } },
                } }
            </h3>
            <dl class="facts">
                { facts::text(say!("signature-signs"), &signature.signed_path) }
                { facts::text(say!("aspect-integrity"), &quoted(signature.integrity)) }
                { facts::text(say!("aspect-authenticity"), &quoted(signature.authenticity)) }
                if let Some(certificate) = certificate {
                    { facts::drawn(say!("certificate-fingerprint"), fingerprint(&certificate.fingerprint)) }
                }
            </dl>
        </li>
    }
}

fn list(
    report: &Verified,
    id: &'static str,
    title: String,
    empty: String,
    total: usize,
    draw: fn(&Verified, usize) -> Option<Html>,
) -> Html {
    let item = {
        let report = report.clone();
        move |index: usize| html! { <li key={index} class="panel">{ draw(&report, index).unwrap_or_default() }</li> }
    };
    html! { <PagedList {id} {title} {empty} {total} page={PAGE} {item} /> }
}

fn finding(finding: &Finding) -> Html {
    let what = findings::what(finding);
    html! {
        <>
            <h3 lang={what.language}>{ untrusted_text::sentence(&what.text) }</h3>
            <p class="saved-facts">
                <span>{ words::severity(finding.severity) }</span>
                <code>{ untrusted_text::plain(&finding.code) }</code>
                if let Some(path) = &finding.place.path {
                    <span class="path">{ untrusted_text::text(path) }</span>
                }
            </p>
        </>
    }
}

fn artifact(artifact: &ArtifactReport) -> Html {
    html! {
        <p class="saved-facts">
            <span class="path">{ untrusted_text::text(&artifact.artifact_path) }</span>
            <span>{ quoted(artifact.status) }</span>
            <span>{ artifact.size.map(quantities::bytes).unwrap_or_default() }</span>
        </p>
    }
}

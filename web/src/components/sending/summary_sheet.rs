//! The summary of a report, as it stands on one page of paper.

use vnfseal::report::{CertificateReport, Finding, SignatureReport};
use yew::prelude::*;

use super::{qr_code::qr_code, summary_dialog::ReportDigest};
use crate::{
    components::shared::{
        facts,
        fingerprint::fingerprint,
        icon::icon,
        status::{self, Tone, status},
        untrusted_text,
    },
    report::{Verified, deviations, in_force},
    words::{self, findings, locale::say, quantities, untrusted},
};

/// The most of each that stands on one page.
const SIGNERS: usize = 2;
const FINDINGS: usize = 4;
const TRUSTED: usize = 2;
/// The most characters of a name, and of a sentence.
const NAME: usize = 120;
const SENTENCE: usize = 200;

/// Draws the verdict, the package with its digests, the signers, the gravest findings, and the digest of the report.
pub(crate) fn summary_sheet(report: &Verified, digest: &ReportDigest) -> Html {
    let tone = Tone::from(report.verdict);
    html! {
        <article class="sheet">
            <header class={["sheet-head", tone.class()].join(" ")}>
                <div class="verdict-mark">{ icon(tone.picture()) }</div>
                <div>
                    <h2>
                        { words::label(&words::verdict(report.verdict)) }{ " " }{ name(&report.package.file_name) }
                    </h2>
                    <p>{ words::verdict_sentence(report) }</p>
                </div>
            </header>
            <section>
                <h3>{ say!("about-package") }</h3>
                { package(report) }
            </section>
            <section>
                <h3>{ say!("signatures") }</h3>
                if report.signatures.is_empty() {
                    <p>{ say!("signatures-none") }</p>
                }
                { for report.signatures.iter().take(SIGNERS).map(signer) }
                { rest(report.signatures.len(), SIGNERS) }
            </section>
            <section>
                <h3>{ say!("findings") }</h3>
                if report.findings.is_empty() {
                    <p>{ say!("findings-none") }</p>
                }
                <ul class="sheet-findings">{ for report.findings.iter().take(FINDINGS).map(finding) }</ul>
                { rest(Finding::count_of(&report.findings), FINDINGS) }
            </section>
            <section>
                <h3>{ say!("about") }</h3>
                { check(report) }
            </section>
            { foot(digest) }
        </article>
    }
}

fn package(report: &Verified) -> Html {
    let (package, outline) = (&report.package, report.outline());
    let said = [
        (say!("saved-product"), &outline.product),
        (say!("saved-provider"), &outline.provider),
        (say!("saved-version"), &outline.version),
    ];
    html! {
        <dl class="facts">
            { for said.into_iter().filter(|(_, value)| !value.is_empty()).map(|(title, value)| facts::drawn(title, name(value))) }
            { facts::text(say!("column-size"), &quantities::bytes(package.file_size)) }
            { facts::drawn(say!("message-file-digest"), digest(package.file_digest.as_deref())) }
            { facts::drawn(say!("message-manifest-digest"), digest(package.manifest_digest.as_deref())) }
            { for words::aspects(report).map(|(aspect, verdict)|
                facts::drawn(words::aspect(aspect), status::verdict(verdict))) }
        </dl>
    }
}

fn digest(hex: Option<&str>) -> Html {
    hex.map_or_else(|| html! { { say!("digest-not-computed") } }, fingerprint)
}

fn signer(signature: &SignatureReport) -> Html {
    html! {
        <dl class="facts">
            { facts::drawn(words::signer_role(signature), match signature.chain.first() {
                Some(certificate) => name(&certificate.subject),
                None => html! { { say!("signer-unknown") } },
            }) }
            { signature.chain.first().map(certificate).unwrap_or_default() }
            if let Some(time) = &signature.signing_time {
                { facts::text(say!("signature-time"), &quantities::time(time)) }
            }
            { facts::text(say!("signature-revocation"), &words::revocation(signature.revocation)) }
        </dl>
    }
}

fn certificate(certificate: &CertificateReport) -> Html {
    html! {
        <>
            { facts::text(say!("certificate-valid"), &words::validity(certificate)) }
            { facts::drawn(say!("certificate-fingerprint"), fingerprint(&certificate.fingerprint)) }
        </>
    }
}

fn finding(finding: &Finding) -> Html {
    let what = findings::what(finding);
    html! {
        <li>
            { status(Tone::from(finding.severity), words::severity(finding.severity)) }{ " " }
            <span lang={what.language}>{ untrusted::bounded(&what.text, SENTENCE) }</span>{ " " }
            <code>{ finding.code.to_string() }</code>
        </li>
    }
}

fn check(report: &Verified) -> Html {
    let policy = &report.policy;
    let trusted = in_force::granting(&report.trust);
    let engine = &report.engine;
    let differences = deviations::of(report.asked());
    html! {
        <dl class="facts">
            if let Some(at) = &policy.at { { facts::text(say!("message-verified-at"), &quantities::time(at)) } }
            { facts::text(say!("about-policy"),
                &format!("{}, {}", words::edition(policy.edition), words::stage(policy.stage))) }
            if !differences.is_empty() {
                { facts::text(say!("policy-differs"), &untrusted::bounded(&differences.join(" "), SENTENCE)) }
            }
            if trusted.is_empty() { { facts::text(say!("about-trust"), &say!("judged-with-nobody")) } }
            { for trusted.iter().take(TRUSTED).map(|one| facts::drawn(words::placement(one.placement), html! {
                <>{ name(&one.name) }{ " " }{ fingerprint(&one.fingerprint) }</>
            })) }
            { facts::text(say!("about-engine"), &format!("{} {}", engine.name, engine.version)) }
        </dl>
    }
}

fn rest(total: usize, shown: usize) -> Html {
    let more = total.saturating_sub(shown);
    if more == 0 {
        html! {}
    } else {
        html! { <p>{ say!("summary-more", number = more) }</p> }
    }
}

fn foot(digest: &ReportDigest) -> Html {
    let drawn = match digest {
        ReportDigest::Computing => html! { <p role="status">{ say!("sheet-computing") }</p> },
        ReportDigest::Unavailable => html! { <p role="status">{ say!("sheet-no-digest") }</p> },
        ReportDigest::Known(hex) => html! {
            <>
                { qr_code(&format!("sha256:{hex}"), say!("sheet-qr-code")) }
                <div>
                    <p><strong>{ say!("sheet-report-digest") }</strong></p>
                    { fingerprint(hex) }
                    <p>{ say!("sheet-explained") }</p>
                </div>
            </>
        },
    };
    html! { <footer class="sheet-foot">{ drawn }</footer> }
}

/// Draws a name in one line or two: a page has no room for what a name may be.
fn name(text: &str) -> Html {
    untrusted_text::plain(&text.chars().take(NAME).collect::<String>())
}

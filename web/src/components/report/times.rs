//! The times of a signature: when its certificates are valid, when it was made, when it was checked, and for which time a
//! revocation list or an OCSP response speaks.

use vnfseal::report::{CertificateReport, RevocationEvidence, RevocationSource, SignatureReport};
use yew::prelude::*;

use crate::{
    components::shared::{facts, fingerprint, untrusted_text},
    report::time_axis::{Axis, LENGTH},
    words::{self, locale::say, quantities, subject},
};

/// Draws a bar for each certificate, the times of the signature across all of them, and the same in words.
pub(crate) fn times(signature: &SignatureReport) -> Html {
    let Some(axis) = Axis::of(signature) else { return html! {} };
    let (first, last) = axis.days();
    html! {
        <div class="times">
            <h4>{ say!("times-title") }</h4>
            <ol class="time-rows">
                { for signature.chain.iter().rev().map(|certificate| row(certificate, signature, axis)) }
            </ol>
            // The days stand in the rows, too.
            <p class="time-ends" aria-hidden="true"><span>{ first }</span><span>{ last }</span></p>
            { legend(signature) }
            { evidence(signature) }
        </div>
    }
}

fn row(certificate: &CertificateReport, signature: &SignatureReport, axis: Axis) -> Html {
    let evidence = certificate.revocation_evidence.iter();
    html! {
        <li class="time-row">
            <p class="time-name">
                <span>{ untrusted_text::plain(&subject::common_name(&certificate.subject)) }</span>
                <span class="time-validity">{ words::validity(certificate) }</span>
            </p>
            <svg class="time-bar" viewBox={format!("0 0 {LENGTH} 30")} preserveAspectRatio="none" aria-hidden="true"
                focusable="false">
                <rect class="time-track" x="0" y="4" width={LENGTH.to_string()} height="10" />
                { stretch("time-valid", axis, (4, 10), &certificate.not_before, Some(&certificate.not_after)) }
                { for evidence.map(|one| {
                    stretch("time-window", axis, (18, 8), &one.this_update, one.next_update.as_deref())
                }) }
                { marks(signature, axis) }
            </svg>
        </li>
    }
}

/// Draws a stretch of time. `lane` is its upper edge and its height.
fn stretch(class: &'static str, axis: Axis, lane: (u32, u32), from: &str, to: Option<&str>) -> Html {
    let Some((start, length)) = axis.stretch(from, to) else { return html! {} };
    html! {
        <rect {class} x={start.to_string()} y={lane.0.to_string()} width={length.to_string()} height={lane.1.to_string()} />
    }
}

/// Draws the points in time of a signature. Each kind has a line of its own.
fn marks(signature: &SignatureReport, axis: Axis) -> Html {
    let line = |class: &'static str, time: &str| match axis.place(time).map(|at| at.to_string()) {
        Some(at) => html! { <line {class} x1={at.clone()} x2={at} y1="0" y2="30" /> },
        None => html! {},
    };
    html! {
        <>
            { for signature.signing_time.iter().map(|time| line("time-mark time-claimed", time)) }
            { for signature.time_stamps.iter().map(|stamp| line("time-mark time-stamped", &stamp.time)) }
            { line("time-mark time-checked", &signature.validated_at) }
        </>
    }
}

/// Says what the bars and lines stand for, each with its time.
fn legend(signature: &SignatureReport) -> Html {
    let key = |class: &'static str, name: String, time: Option<&str>| {
        html! {
            <li>
                <svg class="time-key" viewBox="0 0 20 14" aria-hidden="true" focusable="false">
                    if class.contains("time-mark") {
                        <line {class} x1="10" x2="10" y1="0" y2="14" />
                    } else {
                        <rect {class} x="0" y="3" width="20" height="8" />
                    }
                </svg>
                if let Some(time) = time { { words::label(&name) }{ " " }{ quantities::time(time) } } else { { name } }
            </li>
        }
    };
    let has_window = signature.chain.iter().any(|certificate| !certificate.revocation_evidence.is_empty());
    html! {
        <ul class="time-legend">
            { key("time-valid", say!("times-valid"), None) }
            if has_window { { key("time-window", say!("times-window"), None) } }
            { for signature.signing_time.iter().map(|time| {
                key("time-mark time-claimed", say!("signature-time"), Some(time))
            }) }
            { for signature.time_stamps.iter().map(|stamp| {
                key("time-mark time-stamped", say!("signature-time-stamp"), Some(&stamp.time))
            }) }
            { key("time-mark time-checked", say!("times-checked"), Some(&signature.validated_at)) }
        </ul>
    }
}

/// Draws the lists and responses that were used, each once.
fn evidence(signature: &SignatureReport) -> Html {
    let mut used: Vec<&RevocationEvidence> = Vec::new();
    for one in signature.chain.iter().flat_map(|certificate| &certificate.revocation_evidence) {
        if !used.iter().any(|known| known.fingerprint == one.fingerprint) {
            used.push(one);
        }
    }
    html! {
        <ul class="time-evidence">
            { for used.into_iter().map(|one| html! {
                <li>
                    <h5>{ kind(one.kind) }</h5>
                    <dl class="facts facts-columns">
                        { facts::text(say!("certificate-issuer"), &one.issuer) }
                        if let Some(number) = &one.number { { facts::text(say!("evidence-number"), number) } }
                        { facts::text(say!("evidence-issued"), &quantities::time(&one.this_update)) }
                        { facts::text(say!("evidence-next"),
                            &one.next_update.as_deref().map_or_else(|| say!("not-stated"), quantities::time)) }
                        { facts::drawn(say!("certificate-fingerprint"),
                            fingerprint::to_copy(say!("certificate-fingerprint"), &one.fingerprint)) }
                    </dl>
                </li>
            }) }
        </ul>
    }
}

fn kind(source: RevocationSource) -> String {
    match source {
        RevocationSource::RevocationList => say!("evidence-list"),
        RevocationSource::OcspResponse => say!("evidence-response"),
    }
}

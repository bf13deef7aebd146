//! One certificate of a chain.

use vnfseal::report::CertificateReport;
use yew::prelude::*;

use super::{fingerprint::Fingerprint, untrusted_text::UntrustedText};
use crate::{quantities, words};

/// Properties of [`Certificate`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The certificate.
    pub(crate) certificate: CertificateReport,
    /// What it is in the chain.
    pub(crate) part: &'static str,
}

/// Subject, validity and fingerprint; the rest on request.
#[component]
pub(crate) fn Certificate(Props { certificate, part }: &Props) -> Html {
    html! {
        <li class="certificate">
            <p class="certificate-part">{ *part }</p>
            <p class="certificate-subject"><UntrustedText text={certificate.subject.clone()} /></p>
            <dl class="facts">
                <div>
                    <dt>{ "Valid" }</dt>
                    <dd>
                        { quantities::time(&certificate.not_before) }{ " to " }{ quantities::time(&certificate.not_after) }
                    </dd>
                </div>
                if let Some(revocation) = certificate.revocation {
                    <div><dt>{ "Revocation" }</dt><dd>{ words::revocation(revocation) }</dd></div>
                }
                <div>
                    <dt>{ "SHA-256 fingerprint" }</dt>
                    <dd><Fingerprint hex={certificate.fingerprint.clone()} /></dd>
                </div>
            </dl>
            <details>
                <summary>{ "All about this certificate" }</summary>
                { details(certificate) }
            </details>
        </li>
    }
}

fn details(certificate: &CertificateReport) -> Html {
    let facts = [
        ("Issuer", certificate.issuer.clone()),
        ("Serial number", certificate.serial_number.clone()),
        ("Version", certificate.version.to_string()),
        ("Public key", certificate.public_key.clone()),
        ("Signed with", certificate.signature_algorithm.clone()),
        ("CA", if certificate.is_ca { "Yes" } else { "No" }.to_owned()),
        ("Key usage", list(&certificate.key_usage)),
        ("Extended key usage", list(&certificate.extended_key_usage)),
    ];
    html! {
        <dl class="facts">
            { for facts.into_iter().map(|(name, text)| html! {
                <div><dt>{ name }</dt><dd><UntrustedText {text} /></dd></div>
            }) }
            <div><dt>{ "PEM" }</dt><dd><pre class="pem" tabindex="0">{ &certificate.pem }</pre></dd></div>
        </dl>
    }
}

fn list<Text: AsRef<str>>(values: &[Text]) -> String {
    if values.is_empty() {
        return "Not stated".to_owned();
    }
    values.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", ")
}

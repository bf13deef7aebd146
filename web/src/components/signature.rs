//! One signature.

use vnfseal::report::SignatureReport;
use yew::prelude::*;

use super::{certificate::Certificate, status, untrusted_text::UntrustedText};
use crate::{quantities, state::Verified, words};

/// Properties of [`Signature`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The report it stands in.
    pub(crate) report: Verified,
    /// Which of its signatures.
    pub(crate) index: usize,
}

/// Signer, role, what is signed how, and the chain.
#[component]
pub(crate) fn Signature(Props { report, index }: &Props) -> Html {
    let Some(signature) = report.signatures.get(*index) else {
        return html! {};
    };
    let id = format!("signature-{}", index.saturating_add(1));
    let role = signature.role.map_or("No trusted role", words::role);
    html! {
        <li class="panel signature" {id}>
            <div class="signature-head">
                <div>
                    <p class="role">{ role }</p>
                    <h3>{ signer(signature) }</h3>
                </div>
                <dl class="signature-states">
                    <div><dt>{ "Integrity" }</dt><dd>{ status::verdict(signature.integrity) }</dd></div>
                    <div><dt>{ "Authenticity" }</dt><dd>{ status::verdict(signature.authenticity) }</dd></div>
                </dl>
            </div>
            { facts(signature) }
            <h4>{ "Certificate chain" }</h4>
            { chain(signature) }
        </li>
    }
}

fn signer(signature: &SignatureReport) -> Html {
    match signature.chain.first() {
        Some(certificate) => html! { <UntrustedText text={certificate.subject.clone()} /> },
        None => html! { { "Signer not known: the certificate is missing" } },
    }
}

fn facts(signature: &SignatureReport) -> Html {
    let algorithm = format!("{} with {}", signature.signature_algorithm, signature.digest_algorithm);
    html! {
        <dl class="facts facts-columns">
            <div>
                <dt>{ "Signs" }</dt>
                <dd class="path"><UntrustedText text={signature.signed_path.clone()} /></dd>
            </div>
            <div>
                <dt>{ format!("Stands {}", words::signature_location(signature.location)) }</dt>
                <dd class="path"><UntrustedText text={signature.path.clone()} /></dd>
            </div>
            <div><dt>{ "Algorithm" }</dt><dd><UntrustedText text={algorithm} /></dd></div>
            if let Some(time) = &signature.signing_time {
                <div><dt>{ "Signed at, by its own word" }</dt><dd>{ quantities::time(time) }</dd></div>
            }
            <div><dt>{ "Validated at" }</dt><dd>{ quantities::time(&signature.validated_at) }</dd></div>
            <div><dt>{ "Revocation" }</dt><dd>{ words::revocation(signature.revocation) }</dd></div>
        </dl>
    }
}

fn chain(signature: &SignatureReport) -> Html {
    let last = signature.chain.len().saturating_sub(1);
    // A chain of more than one certificate is only reported once it is proven, revocation aside, and ends at the anchor.
    let part = |index| match index {
        0 => "Signing certificate",
        _ if index == last => "Trust anchor",
        _ => "Intermediate CA",
    };
    if signature.chain.is_empty() {
        return html! { <p class="empty">{ "The signing certificate is neither in the package nor installed." }</p> };
    }
    html! {
        <ol class="chain">
            { for signature.chain.iter().enumerate().map(|(index, certificate)| html! {
                <Certificate key={index} certificate={certificate.clone()} part={part(index)} />
            }) }
        </ol>
    }
}

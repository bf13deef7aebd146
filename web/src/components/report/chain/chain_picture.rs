//! The path from the anchor to the signature.

use std::rc::Rc;

use vnfseal::report::{CertificateReport, SignatureReport};
use yew::prelude::*;

use super::certificate_details::CertificateDetails;
use crate::{
    components::shared::{
        icon::{Picture, icon},
        untrusted_text,
    },
    report::Verified,
    trust::TrustStore,
    words::{locale::say, subject},
};

/// Properties of [`ChainPicture`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The report.
    pub(crate) report: Verified,
    /// The index of the signature in the report.
    pub(crate) index: usize,
    /// The installed trust store.
    pub(crate) store: Rc<TrustStore>,
}

/// Draws the anchor, the certificates down to the signing certificate, and the signed file. Each certificate can be
/// opened.
#[component]
pub(crate) fn ChainPicture(Props { report, index, store }: &Props) -> Html {
    let opened = use_state_eq(|| None::<usize>);
    let Some(signature) = report.signatures.get(*index) else { return html! {} };
    if signature.chain.is_empty() {
        return html! { <p class="empty">{ say!("chain-empty") }</p> };
    }
    let certificates = signature.chain.iter().enumerate().rev().map(|(at, certificate)| {
        let is_open = *opened == Some(at);
        let opened = opened.setter();
        let onclick = move |_: MouseEvent| opened.set((!is_open).then_some(at));
        html! {
            <li class="chain-part">
                <button type="button" class="chain-card" aria-expanded={is_open.to_string()} {onclick}>
                    { card(signature, at, certificate) }
                </button>
            </li>
        }
    });
    let open = opened.and_then(|at| signature.chain.get(at));
    html! {
        <>
            <ol class="chain" aria-label={say!("chain")}>
                if !is_proven(signature) {
                    <li class="chain-part chain-gap">
                        <span class="chain-card">{ icon(Picture::Unknown) }{ say!("chain-no-anchor") }</span>
                    </li>
                }
                { for certificates }
                <li class="chain-part chain-signed">
                    <span class="chain-card">
                        { icon(Picture::Pen) }
                        <span class="chain-role">{ say!("chain-signs") }</span>
                        <span class="chain-name path">
                            { untrusted_text::plain(&signature.signed_path) }
                        </span>
                    </span>
                </li>
            </ol>
            if let Some(certificate) = open {
                <CertificateDetails key={certificate.fingerprint.clone()} certificate={certificate.clone()}
                    others={signature.chain.clone()} package={report.package.file_name.clone()} store={store.clone()} />
            }
        </>
    }
}

/// Returns whether the chain is proven, apart from revocation. Only then does the report have more than the signing
/// certificate, and the chain ends at the anchor.
fn is_proven(signature: &SignatureReport) -> bool {
    signature.role.is_some() || signature.chain.len() > 1
}

fn card(signature: &SignatureReport, at: usize, certificate: &CertificateReport) -> Html {
    let last = signature.chain.len().saturating_sub(1);
    let (picture, role) = match at {
        0 => (Picture::Certificate, say!("chain-signing-certificate")),
        _ if at == last && is_proven(signature) => (Picture::Seal, say!("chain-anchor")),
        _ => (Picture::Certificate, say!("chain-intermediate")),
    };
    let (year, _) = certificate.not_after.split_at_checked(10).unwrap_or((&certificate.not_after, ""));
    html! {
        <>
            { icon(picture) }
            <span class="chain-role">{ role }</span>
            <span class="chain-name">{ untrusted_text::plain(&subject::common_name(&certificate.subject)) }</span>
            <span class="chain-validity">{ say!("chain-valid-until", date = year) }</span>
        </>
    }
}

//! One certificate, decoded.

use std::rc::Rc;

use vnfseal::report::CertificateReport;
use yew::prelude::*;

use crate::{
    components::shared::{facts, fingerprint, text_link},
    services::Services,
    trust::TrustStore,
    words::{self, locale::say},
};

/// Properties of [`CertificateDetails`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The certificate.
    pub(crate) certificate: CertificateReport,
    /// The other certificates of the chain in which it was found.
    pub(crate) others: Vec<CertificateReport>,
    /// The name of the package.
    pub(crate) package: String,
    /// The installed trust store.
    pub(crate) store: Rc<TrustStore>,
}

/// Draws everything that core reports about the certificate, its PEM to keep, and a way into the trust store.
#[component]
pub(crate) fn CertificateDetails(Props { certificate, others, package, store }: &Props) -> Html {
    let services = use_context::<Services>();
    let is_installed = store.entries.iter().any(|installed| installed.entry.id.fingerprint == certificate.fingerprint);
    let install = {
        let (certificate, others, package) = (certificate.clone(), others.clone(), package.clone());
        services.map(|services| move |_: MouseEvent| services.compare(&certificate, &others, &package, false))
    };
    html! {
        <div class="certificate">
            <dl class="facts">
                { facts::text(say!("certificate-subject"), &certificate.subject) }
                { facts::text(say!("certificate-issuer"), &certificate.issuer) }
                { facts::text(say!("certificate-valid"), &words::validity(certificate)) }
                if let Some(revocation) = certificate.revocation {
                    { facts::text(say!("signature-revocation"), &words::revocation(revocation)) }
                }
                { facts::drawn(say!("certificate-fingerprint"),
                    fingerprint::to_copy(say!("certificate-fingerprint"), &certificate.fingerprint)) }
                { facts::text(say!("certificate-key"), &certificate.public_key) }
                { facts::text(say!("certificate-key-usage"), &list(&certificate.key_usage)) }
                { facts::text(say!("certificate-extended-key-usage"), &list(&certificate.extended_key_usage)) }
                { facts::text(say!("certificate-ca"), &{ if certificate.is_ca { say!("yes") } else { say!("no") } }) }
                { facts::text(say!("certificate-signed-with"), &certificate.signature_algorithm) }
                { facts::text(say!("certificate-serial"), &certificate.serial_number) }
                { facts::text(say!("certificate-version"), &certificate.version.to_string()) }
            </dl>
            <p class="certificate-actions">
                { text_link::pem(&certificate.pem, &certificate.subject, "secondary") }
                if is_installed {
                    <span class="badge">{ say!("installed") }</span>
                } else if let Some(onclick) = install {
                    <button type="button" class="secondary" {onclick}>{ say!("install-dots") }</button>
                }
            </p>
        </div>
    }
}

fn list<Text: AsRef<str>>(values: &[Text]) -> String {
    if values.is_empty() {
        return say!("not-stated");
    }
    values.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", ")
}

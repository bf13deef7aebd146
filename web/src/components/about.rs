//! What was checked, against what, by what.

use vnfseal::report::TrustedCertificate;
use yew::prelude::*;

use super::{fingerprint::Fingerprint, section::Section, untrusted_text::UntrustedText};
use crate::{quantities, state::Verified, words};

/// Properties of [`About`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The report.
    pub(crate) report: Verified,
}

/// The package by its own word, the policy, the trust in force and the engine.
#[component]
pub(crate) fn About(Props { report }: &Props) -> Html {
    html! {
        <Section id="about" title="About this check">
            <div class="about">
                { package(report) }
                { policy(report) }
                { trust(report) }
                { engine(report) }
            </div>
        </Section>
    }
}

fn package(report: &Verified) -> Html {
    let package = &report.package;
    html! {
        <div class="panel">
            <h3>{ "Package" }</h3>
            <dl class="facts">
                if let Some(layout) = package.layout { { fact("Layout", words::layout(layout)) } }
                if let Some(path) = &package.csar_path { { fact("CSAR", path) } }
                if let Some(path) = &package.manifest_path { { fact("Manifest", path) } }
                { for package.metadata.iter().map(|entry| fact(&entry.key, &entry.value)) }
            </dl>
            if package.layout.is_none() && package.metadata.is_empty() {
                <p class="empty">{ "Nothing of what it says about itself could be read." }</p>
            }
        </div>
    }
}

fn policy(report: &Verified) -> Html {
    let policy = &report.policy;
    html! {
        <div class="panel">
            <h3>{ "Policy" }</h3>
            <dl class="facts">
                { fact("Standard", words::edition(policy.edition)) }
                { fact("Stage", words::stage(policy.stage)) }
                if let Some(at) = &policy.at { { fact("Time", &quantities::time(at)) } }
                { fact("Service provider", words::service_provider_signature(policy.service_provider_signature)) }
                { fact("Revocation", words::revocation_policy(policy.revocation)) }
                { fact("A file that is not listed", words::strictness(policy.unlisted_files)) }
                { fact("A signer without a role", words::strictness(policy.other_signers)) }
                if !policy.accept.is_empty() { { fact("Accepted findings", &policy.accept.join(", ")) } }
            </dl>
        </div>
    }
}

fn trust(report: &Verified) -> Html {
    let trust = &report.trust;
    let groups = [
        ("VNF provider: private CAs", &trust.vnf_provider.private_cas),
        ("VNF provider: public CAs", &trust.vnf_provider.public_cas),
        ("VNF provider: signing certificates", &trust.vnf_provider.signing_certificates),
        ("Service provider: private CAs", &trust.service_provider.private_cas),
        ("Service provider: public CAs", &trust.service_provider.public_cas),
        ("Service provider: signing certificates", &trust.service_provider.signing_certificates),
        ("Intermediates, trusted for nothing", &trust.intermediates),
    ];
    let is_empty = groups.iter().all(|(_, certificates)| certificates.is_empty());
    html! {
        <div class="panel">
            <h3>{ "Trust in force" }</h3>
            if is_empty {
                <p class="empty">{ "None. Nobody is trusted by default." }</p>
            } else {
                <dl class="facts">{ for groups.into_iter().map(|(name, members)| group(name, members)) }</dl>
            }
        </div>
    }
}

fn group(name: &'static str, certificates: &[TrustedCertificate]) -> Html {
    if certificates.is_empty() {
        return html! {};
    }
    html! {
        <div>
            <dt>{ name }</dt>
            { for certificates.iter().map(|certificate| html! {
                <dd>
                    <UntrustedText text={certificate.subject.clone()} />
                    <Fingerprint hex={certificate.fingerprint.clone()} />
                </dd>
            }) }
        </div>
    }
}

fn engine(report: &Verified) -> Html {
    let engine = &report.engine;
    html! {
        <div class="panel">
            <h3>{ "Engine" }</h3>
            <dl class="facts">
                { fact("Version", &format!("{} {}", engine.name, engine.version)) }
                if let Some(digest) = &engine.wasm_sha256 {
                    <div><dt>{ "SHA-256 of its WebAssembly" }</dt><dd><Fingerprint hex={digest.clone()} /></dd></div>
                }
                { fact("Report schema", &report.schema_version) }
            </dl>
        </div>
    }
}

fn fact(name: &str, value: &str) -> Html {
    html! {
        <div>
            <dt><UntrustedText text={name.to_owned()} /></dt>
            <dd><UntrustedText text={value.to_owned()} /></dd>
        </div>
    }
}

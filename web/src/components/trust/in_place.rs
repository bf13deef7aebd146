//! Where a signer is not trusted: whom the package leads to, whom the user trusts, and the way from one to the other.

use vnfseal::report::{CertificateReport, SignatureReport, UntrustedPath};
use yew::prelude::*;

use super::{
    ask_for::ask_for,
    short_name::{mixed_scripts, short_fingerprint, short_name},
};
use crate::{
    browser::scroll,
    components::shared::{
        icon::{Picture, icon},
        untrusted_text,
    },
    report::{
        Verified,
        in_force::{self, InForce},
    },
    services::Services,
    trust::{Placement, Use},
    words::{locale::say, subject, untrusted},
};

/// The id of the heading that links lead to.
const QUESTION: &str = "trust-question-title";
/// The number of trusted authorities that are named.
const NAMED: usize = 3;
/// The finding of a signer whose certificate has to be installed itself.
const NOT_INSTALLED: &str = "certificate.not-installed";
/// The findings that trust can settle, if the signer's owner is who the certificate says.
const OPEN: [&str; 3] = [NOT_INSTALLED, "chain.not-trusted", "trust.no-anchors"];

/// Draws the question of the first signer who is not trusted.
pub(crate) fn trust_question(report: &Verified, services: &Services) -> Html {
    let Some(signature) = first_open(report) else { return html! {} };
    html! {
        <section class="panel trust-question" aria-labelledby="trust-question-title">
            { icon(Picture::Key) }
            <div>
                <h2 id={QUESTION} tabindex="-1">{ say!("trust-question") }</h2>
                { question_of(report, signature, services) }
            </div>
        </section>
    }
}

/// Draws the question of one signature, in the list of signatures: as a link, where it is the one that stands below the verdict.
pub(crate) fn question(report: &Verified, signature: &SignatureReport, services: &Services) -> Html {
    if !is_open(report, signature) {
        return html! {};
    }
    if is_asked_above(report, signature) {
        return html! { <p>{ link() }</p> };
    }
    html! { <div class="trust-question-part">{ question_of(report, signature, services) }</div> }
}

/// Draws only the button, at the finding with this index, or the link to the question below the verdict.
pub(crate) fn action_at_finding(report: &Verified, index: usize, services: &Services) -> Html {
    let Some(finding) = report.findings.get(index).filter(|finding| OPEN.contains(&&*finding.code)) else {
        return html! {};
    };
    let signature = match finding.place.signature {
        Some(at) => report.signatures.get(at),
        None => report.signatures.iter().find(|signature| is_open(report, signature)),
    };
    let Some(signature) = signature.filter(|signature| is_open(report, signature)) else { return html! {} };
    if is_asked_above(report, signature) {
        return html! { <p>{ link() }</p> };
    }
    let action = match &signature.untrusted_path {
        Some(path) => path.certificates.last().map(|authority| trust_button(report, signature, authority, services)),
        None => Some(install_button(report, signature, services)),
    };
    html! { { for action.map(|action| html! { <p class="form-actions">{ action }</p> }) } }
}

/// Draws the way to the question below the verdict.
fn link() -> Html {
    html! {
        <button type="button" class="link" onclick={|_: MouseEvent| scroll::to(QUESTION)}>{ say!("trust-question") }</button>
    }
}

/// Returns the signature whose question stands below the verdict.
fn first_open(report: &Verified) -> Option<&SignatureReport> {
    report.signatures.iter().find(|signature| is_open(report, signature))
}

/// Returns whether the question of a signature is the one below the verdict. A package may have many signatures that lead to the
/// same authority, and others that lead elsewhere.
fn is_asked_above(report: &Verified, signature: &SignatureReport) -> bool {
    first_open(report).is_some_and(|first| match (&first.untrusted_path, &signature.untrusted_path) {
        (None, None) => signer(first) == signer(signature),
        (one, other) => one == other,
    })
}

fn signer(signature: &SignatureReport) -> Option<&str> {
    signature.chain.first().map(|certificate| &*certificate.fingerprint)
}

/// Returns whether trust alone is what the signature lacks.
fn is_open(report: &Verified, signature: &SignatureReport) -> bool {
    signature.untrusted_path.is_some() || has_to_be_installed(report, signature)
}

fn has_to_be_installed(report: &Verified, signature: &SignatureReport) -> bool {
    let mut findings = signature.findings.iter().filter_map(|index| report.findings.get(*index));
    !signature.chain.is_empty() && findings.any(|finding| finding.code == NOT_INSTALLED)
}

fn question_of(report: &Verified, signature: &SignatureReport, services: &Services) -> Html {
    let Some(UntrustedPath { certificates, missing_issuer }) = &signature.untrusted_path else {
        return html! {
            <>
                <p>{ say!("leads-to-trusted") }</p>
                <p class="form-actions">{ install_button(report, signature, services) }</p>
            </>
        };
    };
    let authority = certificates.last();
    html! {
        <>
            <dl class="leads-to">
                { for authority.map(|authority| row(say!("leads-to"), short_name(&authority.subject, &authority.fingerprint))) }
                { for missing_issuer.iter().map(|missing| row(say!("issued-by-missing"), missing_name(&missing.subject))) }
                { row(say!("you-trust"), trusted(report)) }
            </dl>
            { for authority.map(|authority| mixed_scripts(&authority.subject)) }
            { for authority.map(|authority| namesake(report, &authority.subject)) }
            { for missing_issuer.iter().map(|missing| html! {
                <>
                    <p><bdi>{ say!("missing-issuer", name = untrusted::escaped(&subject::common_name(&missing.subject))) }</bdi></p>
                    { ask_for(&missing.subject, missing.key_identifier.as_deref()) }
                </>
            }) }
            { for authority.map(|authority| html! {
                <>
                    <p class="hint">{ say!("leads-to-hint") }</p>
                    <p class="form-actions">{ trust_button(report, signature, authority, services) }</p>
                </>
            }) }
        </>
    }
}

fn row(name: String, value: Html) -> Html {
    html! { <div><dt>{ name }</dt><dd>{ value }</dd></div> }
}

fn missing_name(subject: &str) -> Html {
    html! { <>{ untrusted_text::text(subject) }{ mixed_scripts(subject) }</> }
}

/// Draws the authorities that were in force, or that there was none.
fn trusted(report: &Verified) -> Html {
    let authorities = authorities(report);
    if authorities.is_empty() {
        return html! { { say!("you-trust-nobody") } };
    }
    let more = authorities.len().saturating_sub(NAMED);
    html! {
        <ul>
            { for authorities.iter().take(NAMED).map(|one| html! { <li>{ short_name(&one.name, &one.fingerprint) }</li> }) }
            if more > 0 {
                <li>{ say!("and-more", number = more) }</li>
            }
        </ul>
    }
}

fn authorities(report: &Verified) -> Vec<InForce> {
    let is_authority = |one: &InForce| matches!(one.placement, Placement::Anchor(_, Use::PrivateCa | Use::PublicCa));
    in_force::granting(&report.trust).into_iter().filter(is_authority).collect()
}

/// Draws a warning if an authority of the same name is trusted: it has another key.
fn namesake(report: &Verified, name: &str) -> Html {
    let Some(other) = authorities(report).into_iter().find(|one| subject::is_same(&one.name, name)) else {
        return html! {};
    };
    html! {
        <p class="tone-warning trust-warning">{ say!("namesake-other-key") }{ " " }{ short_fingerprint(&other.fingerprint) }</p>
    }
}

/// Draws the button that opens the comparison of an authority.
fn trust_button(
    report: &Verified,
    signature: &SignatureReport,
    authority: &CertificateReport,
    services: &Services,
) -> Html {
    let path = signature.chain.iter().chain(signature.untrusted_path.iter().flat_map(|path| &path.certificates));
    let path = path.cloned().collect::<Vec<_>>();
    let name = untrusted::escaped(&subject::common_name(&authority.subject));
    let compare = {
        let (services, authority, package) = (services.clone(), authority.clone(), report.package.file_name.clone());
        move |_: MouseEvent| services.compare(&authority, &path, &package, true)
    };
    html! {
        <button type="button" class="secondary" aria-label={say!("trust-this-ca-named", name = name)} onclick={compare}>
            { say!("trust-this-ca") }
        </button>
    }
}

/// Draws the button that opens the comparison of the signing certificate.
fn install_button(report: &Verified, signature: &SignatureReport, services: &Services) -> Html {
    let Some(signer) = signature.chain.first() else { return html! {} };
    let compare = {
        let (services, signer, path) = (services.clone(), signer.clone(), signature.chain.clone());
        let package = report.package.file_name.clone();
        move |_: MouseEvent| services.compare(&signer, &path, &package, true)
    };
    html! { <button type="button" class="secondary" onclick={compare}>{ say!("install-this-signer") }</button> }
}

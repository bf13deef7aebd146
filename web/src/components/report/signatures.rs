//! The signatures of the package.

use std::rc::Rc;

use vnfseal::report::{SignatureReport, TimeStampReport};
use yew::prelude::*;

use super::{chain::chain_picture::ChainPicture, times::times};
use crate::{
    components::{
        shared::{facts, fingerprint, paged_list::PagedList, status, untrusted_text},
        trust::in_place::question,
    },
    report::Verified,
    services::Services,
    trust::TrustStore,
    words::{self, locale::say, quantities, subject},
};

/// The number of signatures drawn at first and with each request for more. A package can have one for each artifact.
const PAGE: usize = 20;

/// Draws every signature of the package.
pub(crate) fn signatures(report: &Verified, store: &Rc<TrustStore>, services: Option<&Services>) -> Html {
    let item = {
        let (report, store, services) = (report.clone(), store.clone(), services.cloned());
        move |index: usize| signature(&report, &store, services.as_ref(), index)
    };
    html! {
        <PagedList id="signatures" title={say!("signatures")} empty={say!("signatures-none")}
            total={report.signatures.len()} page={PAGE} {item} />
    }
}

/// Draws the signer, its role, what is signed and how, and the chain.
fn signature(report: &Verified, store: &Rc<TrustStore>, services: Option<&Services>, index: usize) -> Html {
    let Some(signature) = report.signatures.get(index) else { return html! {} };
    let id = format!("signature-{}", index.saturating_add(1));
    html! {
        <li key={index} class="panel signature" {id} tabindex="-1">
            <div class="signature-head">
                <div>
                    <p class="role">{ words::signer_role(signature) }</p>
                    <h3>{ signer(signature) }</h3>
                </div>
                <dl class="signature-states">
                    { facts::drawn(say!("aspect-integrity"), status::verdict(signature.integrity)) }
                    { facts::drawn(say!("aspect-authenticity"), status::verdict(signature.authenticity)) }
                </dl>
            </div>
            { about(signature) }
            <h4>{ say!("chain") }</h4>
            <ChainPicture report={report.clone()} {index} store={store.clone()} />
            { for services.map(|services| question(report, signature, services)) }
            { times(signature) }
        </li>
    }
}

fn signer(signature: &SignatureReport) -> Html {
    match signature.chain.first() {
        Some(certificate) => untrusted_text::text(&certificate.subject),
        None => html! { { say!("signer-unknown") } },
    }
}

fn about(signature: &SignatureReport) -> Html {
    let algorithm =
        say!("algorithm-with", signature = &*signature.signature_algorithm, digest = &*signature.digest_algorithm);
    let path = |path: &str| html! { <span class="path">{ untrusted_text::text(path) }</span> };
    html! {
        <dl class="facts facts-columns">
            { facts::drawn(say!("signature-signs"), path(&signature.signed_path)) }
            { facts::drawn(words::signature_location(signature.location), path(&signature.path)) }
            { facts::text(say!("signature-algorithm"), &algorithm) }
            if let Some(digest) = &signature.cms_digest {
                { facts::drawn(say!("digest-of-cms"), fingerprint::to_copy(say!("digest-of-cms"), digest)) }
            }
            if let Some(time) = &signature.signing_time {
                { facts::text(say!("signature-time"), &quantities::time(time)) }
            }
            { for signature.time_stamps.iter().map(time_stamp) }
            { facts::text(say!("signature-validated"), &quantities::time(&signature.validated_at)) }
            { facts::text(say!("signature-revocation"), &words::revocation(signature.revocation)) }
        </dl>
    }
}

/// Draws a time that an authority states, and whether it counts.
fn time_stamp(stamp: &TimeStampReport) -> Html {
    let subject = stamp.authority.first().map(|certificate| subject::common_name(&certificate.subject));
    let authority = subject.unwrap_or_else(|| say!("role-none"));
    let text = say!("time-stamp", time = quantities::time(&stamp.time), authority = authority);
    facts::drawn(
        say!("signature-time-stamp"),
        html! { <>{ untrusted_text::text(&text) }{ " " }{ status::verdict(stamp.verdict) }</> },
    )
}

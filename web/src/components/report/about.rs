//! The subject, the terms and the engine of a verification.

use yew::prelude::*;

use crate::{
    components::{
        shared::{
            facts,
            fingerprint::{self, fingerprint},
            section::section,
            untrusted_text,
        },
        viewer::file_digest::FileDigest,
    },
    report::{
        Verified,
        in_force::{self, InForce},
    },
    state::Delivery,
    words::{self, locale::say, quantities},
};

/// Draws the package's own metadata, the policy, the trust in force and the engine.
pub(crate) fn about(report: &Verified, delivery: &Delivery) -> Html {
    let content = html! {
        <div class="about">
            { package(report, delivery) }
            { policy(report) }
            { trust(report) }
            { engine(report) }
        </div>
    };
    section("about", say!("about"), None, content)
}

fn package(report: &Verified, delivery: &Delivery) -> Html {
    let package = &report.package;
    html! {
        <div class="panel">
            <h3>{ say!("about-package") }</h3>
            <dl class="facts">
                if let Some(layout) = package.layout { { facts::text(say!("about-layout"), &words::layout(layout)) } }
                if let Some(path) = &package.csar_path { { facts::text("CSAR".to_owned(), path) } }
                if let Some(path) = &package.manifest_path { { facts::text(say!("about-manifest"), path) } }
                { facts::drawn(say!("digest-of-file"), html! {
                    <FileDigest delivery={delivery.clone()} stated={package.file_digest.clone()} />
                }) }
                if let Some(digest) = &package.manifest_digest {
                    { facts::drawn(say!("digest-of-manifest"),
                        fingerprint::to_copy(say!("digest-of-manifest"), digest)) }
                }
                { for package.metadata.iter().map(|entry| html! {
                    <div>
                        <dt>{ untrusted_text::text(&entry.key) }</dt>
                        <dd>{ untrusted_text::text(&entry.value) }</dd>
                    </div>
                }) }
            </dl>
            if package.layout.is_none() && package.metadata.is_empty() {
                <p class="empty">{ say!("about-package-unreadable") }</p>
            }
        </div>
    }
}

fn policy(report: &Verified) -> Html {
    let policy = &report.policy;
    html! {
        <div class="panel">
            <h3>{ say!("about-policy") }</h3>
            <dl class="facts">
                { facts::text(say!("policy-edition"), words::edition(policy.edition)) }
                { facts::text(say!("policy-stage"), &words::stage(policy.stage)) }
                if let Some(at) = &policy.at { { facts::text(say!("policy-at"), &quantities::time(at)) } }
                { facts::text(say!("policy-service-provider"),
                    &words::service_provider_signature(policy.service_provider_signature)) }
                { facts::text(say!("policy-revocation"), &words::revocation_policy(policy.revocation)) }
                { facts::text(say!("policy-unlisted"), &words::strictness(policy.unlisted_files)) }
                { facts::text(say!("policy-other-signers"), &words::strictness(policy.other_signers)) }
                if !policy.accept.is_empty() {
                    { facts::text(say!("policy-accept"), &policy.accept.join(", ")) }
                }
            </dl>
        </div>
    }
}

fn trust(report: &Verified) -> Html {
    let in_force = in_force::of(&report.trust);
    html! {
        <div class="panel">
            <h3>{ say!("about-trust") }</h3>
            if in_force.is_empty() {
                <p class="empty">{ say!("about-trust-none") }</p>
            } else {
                <dl class="facts">
                    { for in_force.chunk_by(|one, next| one.placement == next.placement).map(group) }
                </dl>
            }
        </div>
    }
}

/// Draws everything with one placement.
fn group(group: &[InForce]) -> Html {
    html! {
        <div>
            { for group.first().map(|first| html! { <dt>{ words::placement(first.placement) }</dt> }) }
            { for group.iter().map(|one| html! {
                <dd>{ untrusted_text::text(&one.name) }{ fingerprint(&one.fingerprint) }</dd>
            }) }
        </div>
    }
}

fn engine(report: &Verified) -> Html {
    let engine = &report.engine;
    html! {
        <div class="panel">
            <h3>{ say!("about-engine") }</h3>
            <dl class="facts">
                { facts::text(say!("engine-version"), &format!("{} {}", engine.name, engine.version)) }
                if let Some(digest) = &engine.wasm_sha256 {
                    { facts::drawn(say!("engine-digest"), fingerprint(digest)) }
                }
                { facts::text(say!("engine-schema"), &report.schema_version) }
            </dl>
        </div>
    }
}

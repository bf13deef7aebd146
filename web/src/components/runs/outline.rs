//! What a run keeps of a report beside it.

use yew::prelude::*;

use super::recorded;
use crate::{
    browser::runs::{Filter, FindingKind, Package, Signer},
    components::shared::{facts, fingerprint::fingerprint, original, untrusted_text},
    json::Word,
    words::{self, locale::say, quantities, untrusted},
};

/// Draws what was found and when, the kinds of findings, and who signed.
pub(super) fn outline(package: &Package, filter: &Filter, onfilter: &Callback<Filter>) -> Html {
    html! {
        <dl class="facts run-outline">
            { facts::drawn(say!("run-found"), html! {
                <>
                    { recorded::found(package.verdict.as_deref()) }
                    if let Some(time) = &package.at {
                        { " " }<span>{ say!("run-found-at", time = quantities::time(time)) }</span>
                    }
                </>
            }) }
            if let Some(error) = &package.error {
                { facts::drawn(say!("run-error-why"), html! {
                    <>
                        { original::about(say!("run-not-verified"), &error.message) }{ " " }
                        { with_code(&error.code, filter, onfilter) }
                    </>
                }) }
            }
            if let Some(outline) = &package.outline {
                if !outline.findings.is_empty() {
                    { facts::drawn(say!("findings"), html! {
                        <ul class="run-kinds">{ for outline.findings.iter().map(|one| kind(one, filter, onfilter)) }</ul>
                    }) }
                }
                if !outline.signers.is_empty() {
                    { facts::drawn(say!("run-signers"), html! {
                        <ul class="run-signers">{ for outline.signers.iter().map(signer) }</ul>
                    }) }
                }
            }
        </dl>
    }
}

/// Draws a code that leads to all packages that have it.
fn with_code(code: &str, filter: &Filter, onfilter: &Callback<Filter>) -> Html {
    let chosen = Filter { code: Some(code.to_owned()), ..filter.clone() };
    html! {
        <button type="button" class="link" title={say!("run-all-with")}
            aria-label={say!("run-all-with-named", code = untrusted::escaped(code))}
            onclick={onfilter.reform(move |_: MouseEvent| chosen.clone())}>
            <code>{ untrusted_text::plain(code) }</code>
        </button>
    }
}

fn kind(
    FindingKind { code, severity, accepted, count }: &FindingKind,
    filter: &Filter,
    onfilter: &Callback<Filter>,
) -> Html {
    html! {
        <li>
            { with_code(code, filter, onfilter) }
            if let Some(severity) = Word::of_code(severity) {
                <span>{ words::severity(severity) }</span>
            }
            if *count > 1 {
                <span>{ say!("run-times", number = *count) }</span>
            }
            if *accepted {
                <span class="badge">{ say!("accepted") }</span>
            }
        </li>
    }
}

fn signer(Signer { role, subject, fingerprint: digest }: &Signer) -> Html {
    html! {
        <li>
            <span>{ words::label(&role.as_deref().and_then(Word::of_code).map_or_else(|| say!("role-none"), words::role)) }</span>
            { " " }{ untrusted_text::text(subject) }
            <span class="run-fingerprint">{ fingerprint(digest) }</span>
        </li>
    }
}

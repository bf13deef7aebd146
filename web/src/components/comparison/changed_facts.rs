//! What two reports say differently of a package, its metadata and its signers.

use vnfseal::report::{Layout, PackageKind, SecurityOption};
use yew::prelude::*;

use super::table::old_and_new;
use crate::{
    components::shared::{fingerprint::fingerprint, untrusted_text},
    engine::{Judged, Signer, Values},
    json::Word,
    words::{self, locale::say},
};

/// The most signers, and the most entries of metadata, that are drawn.
const MOST: usize = 200;

/// Draws the facts about the package that differ.
pub(crate) fn package(facts: &[Values]) -> Html {
    let name = |key: &str| match key {
        "kind" => say!("compare-kind"),
        "packageSecurityOption" => say!("compare-security-option"),
        "layout" => say!("about-layout"),
        "csarPath" => say!("compare-path-csar"),
        "manifestPath" => say!("compare-path-manifest"),
        "fileDigest" => say!("digest-of-file"),
        other => other.to_owned(),
    };
    let facts = facts.iter().map(|fact| Values {
        key: fact.key.clone(),
        old: in_words(&fact.key, &fact.old),
        new: in_words(&fact.key, &fact.new),
    });
    values("compare-package", say!("compare-package"), &facts.collect::<Vec<_>>(), |key| html! { { name(key) } })
}

/// Returns the values of a fact in the words of the page.
fn in_words(key: &str, values: &[String]) -> Vec<String> {
    let word = |value: &String| match key {
        "kind" => PackageKind::of_code(value).map(words::package_kind),
        "packageSecurityOption" => SecurityOption::of_code(value).map(words::security_option),
        "layout" => Layout::of_code(value).map(words::layout),
        _ => None,
    };
    values.iter().map(|value| word(value).unwrap_or_else(|| value.clone())).collect()
}

/// Draws the metadata that differs.
pub(crate) fn metadata(entries: &[Values]) -> Html {
    values("compare-metadata", say!("compare-metadata"), entries, untrusted_text::plain)
}

fn values(id: &'static str, title: String, list: &[Values], name: impl Fn(&str) -> Html) -> Html {
    if list.is_empty() {
        return html! {};
    }
    html! {
        <section aria-labelledby={id}>
            <h3 {id}>{ title }<span class="count">{ list.len() }</span></h3>
            <table class="compare-table">
                { old_and_new() }
                <tbody>
                    { for list.iter().take(MOST).map(|entry| html! {
                        <tr>
                            <th scope="row">{ name(&entry.key) }</th>
                            <td>{ side(&entry.old) }</td>
                            <td>{ side(&entry.new) }</td>
                        </tr>
                    }) }
                </tbody>
            </table>
        </section>
    }
}

fn side(values: &[String]) -> Html {
    if values.is_empty() {
        return html! { <span class="compare-absent">{ say!("compare-not-there") }</span> };
    }
    html! { <ul>{ for values.iter().take(MOST).map(|value| html! { <li>{ untrusted_text::text(value) }</li> }) }</ul> }
}

/// Draws the signers that came, that went, and that are judged otherwise.
pub(crate) fn signers(list: &[Signer]) -> Html {
    if list.is_empty() {
        return html! {};
    }
    html! {
        <section aria-labelledby="compare-signers">
            <h3 id="compare-signers">{ say!("compare-signers") }<span class="count">{ list.len() }</span></h3>
            <ul class="compare-changes">{ for list.iter().take(MOST).map(signer) }</ul>
        </section>
    }
}

fn signer(signer: &Signer) -> Html {
    let is_signed_anew = match (&signer.old, &signer.new) {
        (Some(old), Some(new)) => old.cms_digests != new.cms_digests,
        _ => false,
    };
    let (class, word) = match (&signer.old, &signer.new) {
        (None, _) => ("added", say!("change-added")),
        (_, None) => ("removed", say!("change-removed")),
        _ if is_signed_anew => ("changed", say!("change-signatures")),
        _ => ("changed", say!("change-signer")),
    };
    html! {
        <li class="compare-change" data-change={class}>
            <p class="compare-word">{ word }</p>
            <p>
                { match &signer.subject {
                    Some(subject) => untrusted_text::text(subject),
                    None => html! { { say!("compare-no-certificate") } },
                } }
            </p>
            if let Some(hex) = &signer.fingerprint { { fingerprint(hex) } }
            if let Some(old) = &signer.old { { judged(&say!("compare-old"), old, is_signed_anew) } }
            if let Some(new) = &signer.new { { judged(&say!("compare-new"), new, is_signed_anew) } }
        </li>
    }
}

/// The most digests of a signer's CMS structures that are drawn.
const CMS_MOST: usize = 3;

fn judged(side: &str, judged: &Judged, has_other_signatures: bool) -> Html {
    let Judged { integrity, authenticity, roles, cms_digests } = judged;
    let roles = roles.iter().map(|&role| words::role(role)).collect::<Vec<_>>();
    let who = if roles.is_empty() { say!("role-none") } else { roles.join(", ") };
    html! {
        <>
            <p class="saved-says">
                { [
                    words::labelled(side, &who),
                    words::labelled(&say!("aspect-integrity"), &words::verdict(*integrity)),
                    words::labelled(&say!("aspect-authenticity"), &words::verdict(*authenticity)),
                ].join(" · ") }
            </p>
            if has_other_signatures {
                { for cms_digests.iter().take(CMS_MOST).map(|digest| html! {
                    <p class="saved-says">{ words::label(&say!("digest-of-cms")) }{ " " }{ fingerprint(digest) }</p>
                }) }
            }
        </>
    }
}

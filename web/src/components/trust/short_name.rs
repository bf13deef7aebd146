//! A certificate in a few words: its name, whose it is, and the ends of its fingerprint.

use yew::prelude::*;

use crate::{
    components::shared::{
        status::{Tone, status},
        untrusted_text,
    },
    trust::Entry,
    words::{
        expiry::{self, Nearness},
        locale::say,
        subject, untrusted,
    },
};

/// The number of digits that are shown of each end of a fingerprint.
const DIGITS: usize = 8;

/// Draws the name, the organisation and the ends of the fingerprint. Two certificates of one name differ at least in these.
pub(crate) fn short_name(name: &str, fingerprint: &str) -> Html {
    html! { <span class="short-name">{ names(name) }{ " " }{ short_fingerprint(fingerprint) }</span> }
}

/// Draws the name and the organisation.
pub(crate) fn names(name: &str) -> Html {
    let common_name = subject::common_name(name);
    html! {
        <>
            <strong>{ untrusted_text::plain(&common_name) }</strong>
            if let Some(organization) = subject::organization(name).filter(|organization| *organization != common_name) {
                { " " }<span class="trust-organization">{ untrusted_text::plain(&organization) }</span>
            }
        </>
    }
}

/// Draws the first and the last digits of a fingerprint. They tell certificates apart, and are too few to compare by.
pub(crate) fn short_fingerprint(fingerprint: &str) -> Html {
    let end = fingerprint.len().saturating_sub(DIGITS);
    let ends = fingerprint.get(..DIGITS).zip(fingerprint.get(end..));
    let text = ends.map_or_else(|| fingerprint.to_owned(), |(first, last)| format!("{first}…{last}"));
    html! { <code class="short-fingerprint" title={say!("certificate-fingerprint")}>{ text }</code> }
}

/// Draws a warning if a name mixes letters of different scripts, which often look the same.
pub(crate) fn mixed_scripts(name: &str) -> Html {
    let foreign = subject::letters_of_another_script(name);
    if foreign.is_empty() {
        return html! {};
    }
    let letters = untrusted::code_points(&foreign);
    html! { <p class="tone-warning trust-warning">{ say!("name-mixed-scripts", letters = letters) }</p> }
}

/// Draws how long an entry is valid. The colour says no more than the words.
pub(crate) fn validity(entry: &Entry) -> Html {
    let Some(not_after) = &entry.not_after else { return html! {} };
    let (nearness, words) = expiry::of(not_after, !entry.id.placement.is_for_certificates());
    match nearness {
        Nearness::Far => html! { <span>{ words }</span> },
        Nearness::Soon => status(Tone::Warning, words),
        Nearness::Past => status(Tone::Wrong, words),
    }
}

/// Draws the end of an entry beside its whole validity, if it is near or past.
pub(crate) fn near_end(entry: &Entry) -> Html {
    let is_far = entry.not_after.as_ref().is_none_or(|not_after| expiry::of(not_after, false).0 == Nearness::Far);
    if is_far || !entry.id.placement.is_for_certificates() {
        html! {}
    } else {
        validity(entry)
    }
}

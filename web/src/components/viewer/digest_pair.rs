//! A declared and a found digest, one above the other, with what differs marked.

use vnfseal::report::Checksum;
use yew::prelude::*;

use crate::{
    trust::comparison::GROUP,
    words::{self, locale::say, untrusted},
};

/// The number of digits that are drawn. SHA-512 has 128. What a manifest declares may be longer.
const MOST: usize = 128;

/// Draws both digests, if the content has one.
pub(crate) fn digest_pair(checksum: &Checksum) -> Html {
    let Checksum { algorithm, expected, actual } = checksum;
    let Some(actual) = actual else { return html! {} };
    let (declared, found): (Vec<char>, Vec<char>) =
        (expected.chars().take(MOST).collect(), actual.chars().take(MOST).collect());
    let differs = declared.iter().zip(&found).position(|(one, other)| one != other);
    let first = differs.unwrap_or_else(|| declared.len().min(found.len())).saturating_add(1);
    let groups = declared.len().max(found.len()).div_ceil(GROUP);
    html! {
        <div class="digest-pair">
            <p>{ say!("viewer-digests-differ", algorithm = untrusted::escaped(algorithm), number = first) }</p>
            <p class="visually-hidden">
                { words::label(&say!("digest-declared")) }{ " " }{ untrusted::escaped(expected) }{ ". " }
                { words::label(&say!("digest-found")) }{ " " }{ untrusted::escaped(actual) }
            </p>
            <div class="digest-rows" aria-hidden="true">
                <span class="digest-group digest-names">
                    <span>{ say!("digest-declared") }</span><span>{ say!("digest-found") }</span>
                </span>
                { for (0..groups).map(|group| {
                    let start = group.saturating_mul(GROUP);
                    html! {
                        <span class="digest-group">
                            <code>{ digits(&declared, &found, start) }</code>
                            <code>{ digits(&found, &declared, start) }</code>
                        </span>
                    }
                }) }
            </div>
        </div>
    }
}

/// Draws the digits of a group. Those that differ from the other digest are marked.
fn digits(own: &[char], other: &[char], start: usize) -> Html {
    let group = own.iter().enumerate().skip(start).take(GROUP);
    let draw = |(index, digit): (usize, &char)| {
        let shown = untrusted::escaped(&digit.to_string());
        if other.get(index) == Some(digit) {
            html! { { shown } }
        } else {
            html! { <mark>{ shown }</mark> }
        }
    };
    group.map(draw).collect()
}

//! The artifacts that differ between two reports.

use yew::prelude::*;

use super::side_verdict::side_verdict;
use crate::{
    components::shared::{paged_list::PagedList, untrusted_text},
    engine::{Change, Comparison, Kind, Side},
    words::{locale::say, quantities},
};

/// The number of artifacts drawn at first and with each request for more.
const PAGE: usize = 100;

/// Draws each artifact that was added, removed or changed, and how many are the same. `are_saved` tells of either report whether it
/// came as a file.
pub(crate) fn changed_artifacts(compared: &Comparison, are_saved: [bool; 2]) -> Html {
    let artifacts = compared.artifacts.clone();
    let total = artifacts.len();
    let item = move |index: usize| artifacts.get(index).map(|artifact| change(artifact, are_saved)).unwrap_or_default();
    html! {
        <>
            <PagedList id="compare-artifacts" title={say!("compare-artifacts")} empty={say!("compare-nothing")} {total}
                page={PAGE} {item} />
            <p class="compare-unchanged">{ say!("compare-unchanged", number = compared.unchanged) }</p>
        </>
    }
}

fn change(Change { path, kind, old, new }: &Change, [is_old_saved, is_new_saved]: [bool; 2]) -> Html {
    let (class, word) = match kind {
        Kind::Added => ("added", say!("change-added")),
        Kind::Removed => ("removed", say!("change-removed")),
        Kind::Other => ("changed", say!("change-kind")),
        Kind::Content => ("changed", say!("change-content")),
        Kind::Unknown => ("changed", say!("change-unknown")),
        Kind::Status => ("status", say!("change-status")),
    };
    html! {
        <li class="compare-change" data-change={class}>
            <p class="compare-word">{ word }</p>
            <p class="path">{ untrusted_text::text(path) }</p>
            <div class="compare-sides">
                if let Some(old) = old { { side(say!("compare-old"), old, is_old_saved) } }
                if let Some(new) = new { { side(say!("compare-new"), new, is_new_saved) } }
            </div>
        </li>
    }
}

fn side(name: String, Side { status, size, digest, .. }: &Side, is_saved: bool) -> Html {
    let size = size.map(quantities::bytes).unwrap_or_default();
    let digest = digest.as_ref().map(|digest| {
        let text = format!("{} {}", digest.algorithm, digest.value);
        let text = if digest.is_declared { say!("compare-declared", digest = text) } else { text };
        html! { <code>{ untrusted_text::text(&text) }</code> }
    });
    html! {
        <p class="compare-side">
            <span>{ name }</span>
            { side_verdict(*status, is_saved) }
            <span class="compare-size">{ size }</span>
            { digest }
        </p>
    }
}

//! A digest that people compare.

use yew::prelude::*;

/// Draws digits in groups of eight. The gaps are drawn, not written, so the copied text is one word.
pub(crate) fn fingerprint(hex: &str) -> Html {
    let digits = hex.chars().collect::<Vec<_>>();
    html! {
        <code class="digest">
            { for digits.chunks(8).map(|group| html! { <span>{ group.iter().collect::<String>() }</span> }) }
        </code>
    }
}

//! A digest that people compare.

use yew::prelude::*;

use super::copy_button::CopyButton;
use crate::trust::comparison::GROUP;

/// Draws digits in groups, as they are compared. The gaps are drawn, not written, so the copied text is one word.
pub(crate) fn fingerprint(hex: &str) -> Html {
    let digits = hex.chars().collect::<Vec<_>>();
    html! {
        <code class="digest">
            { for digits.chunks(GROUP).map(|group| html! { <span>{ group.iter().collect::<String>() }</span> }) }
        </code>
    }
}

/// Draws a digest with a button that copies it. `what` is the name of the digest.
pub(crate) fn to_copy(what: String, hex: &str) -> Html {
    html! { <>{ fingerprint(hex) }<CopyButton text={hex.to_owned()} {what} /></> }
}

//! A digest that people compare.

use yew::prelude::*;

/// Properties of [`Fingerprint`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Hexadecimal digits; whatever else comes is shown as it is.
    pub(crate) hex: AttrValue,
}

/// Digits in groups of eight. The gaps are drawn, not written: what is copied is one word.
#[component]
pub(crate) fn Fingerprint(Props { hex }: &Props) -> Html {
    let digits = hex.chars().collect::<Vec<_>>();
    html! {
        <code class="digest">
            { for digits.chunks(8).map(|group| html! { <span>{ group.iter().collect::<String>() }</span> }) }
        </code>
    }
}

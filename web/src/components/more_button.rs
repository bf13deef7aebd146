//! The rest of a long list.

use yew::prelude::*;

use crate::locale::say;

/// Properties of [`MoreButton`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// How many are drawn.
    pub(crate) shown: usize,
    /// How many there are.
    pub(crate) total: usize,
    /// How many come with each request.
    pub(crate) page: usize,
    /// The request.
    pub(crate) onmore: Callback<()>,
}

/// A button, while there is a rest.
#[component]
pub(crate) fn MoreButton(Props { shown, total, page, onmore }: &Props) -> Html {
    let rest = total.saturating_sub(*shown);
    if rest == 0 {
        return html! {};
    }
    html! {
        <p class="more">
            <button type="button" class="secondary" onclick={onmore.reform(|_| ())}>
                { say!("show-more", number = rest.min(*page)) }
            </button>
            <span>{ say!("are-shown", shown = *shown, total = *total) }</span>
        </p>
    }
}

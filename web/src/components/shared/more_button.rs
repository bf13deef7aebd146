//! The rest of a long list.

use yew::prelude::*;

use crate::words::locale::say;

/// Draws a button, as long as there is a rest.
pub(crate) fn more_button(shown: usize, total: usize, page: usize, onmore: &Callback<()>) -> Html {
    let rest = total.saturating_sub(shown);
    if rest == 0 {
        return html! {};
    }
    html! {
        <p class="more">
            <button type="button" class="secondary" onclick={onmore.reform(|_| ())}>
                { say!("show-more", number = rest.min(page)) }
            </button>
            <span>{ say!("are-shown", shown = shown, total = total) }</span>
        </p>
    }
}

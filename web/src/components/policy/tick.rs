//! One question of a form that is answered with yes or no.

use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Draws the question.
pub(crate) fn tick(label: String, current: bool, onchoose: &Callback<bool>) -> Html {
    let onchange = onchoose.reform(|event: Event| event.target_unchecked_into::<HtmlInputElement>().checked());
    html! { <label class="tick"><input type="checkbox" checked={current} {onchange} />{ label }</label> }
}

//! A field that searches as its user types.

use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Draws the field. Its label is where its text will be, and for screen readers beside it. `onsearch` is called with the text.
pub(crate) fn search_field(label: String, text: &str, onsearch: &Callback<String>) -> Html {
    let oninput = onsearch.reform(|event: InputEvent| event.target_unchecked_into::<HtmlInputElement>().value());
    html! {
        <label class="search">
            <span class="visually-hidden">{ label.clone() }</span>
            <input type="search" placeholder={label} value={text.to_owned()} {oninput} />
        </label>
    }
}

//! Names and values, as every part of a report has them.

use yew::prelude::*;

use super::untrusted_text;

/// A name and something drawn.
pub(crate) fn drawn(name: String, value: Html) -> Html {
    html! { <div><dt>{ name }</dt><dd>{ value }</dd></div> }
}

/// A name and a text that a package's author may have chosen.
pub(crate) fn text(name: String, value: &str) -> Html {
    drawn(name, untrusted_text::text(value))
}

/// A name and a text of core's, which speaks English.
pub(crate) fn english(name: String, value: &str) -> Html {
    drawn(name, html! { <span lang="en">{ value }</span> })
}

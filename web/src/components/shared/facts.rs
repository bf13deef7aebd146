//! Names and values, which every part of a report has.

use yew::prelude::*;

use super::untrusted_text;
use crate::words::findings::Said;

/// Draws a name with a value that is already drawn.
pub(crate) fn drawn(name: String, value: Html) -> Html {
    html! { <div><dt>{ name }</dt><dd>{ value }</dd></div> }
}

/// Draws a name with a text that a package's author may have chosen.
pub(crate) fn text(name: String, value: &str) -> Html {
    drawn(name, untrusted_text::text(value))
}

/// Draws a name with a text of core, in the language that there is.
pub(crate) fn said(name: String, said: &Said) -> Html {
    drawn(name, html! { <span lang={said.language.clone()}>{ &said.text }</span> })
}

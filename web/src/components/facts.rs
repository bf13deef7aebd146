//! Names and values, as every part of a report has them.

use yew::prelude::*;

use super::untrusted_text::UntrustedText;

/// A name and something drawn.
pub(crate) fn drawn(name: impl Into<AttrValue>, value: Html) -> Html {
    html! { <div><dt>{ name.into() }</dt><dd>{ value }</dd></div> }
}

/// A name and a text that a package's author may have chosen.
pub(crate) fn text(name: impl Into<AttrValue>, value: impl Into<AttrValue>) -> Html {
    drawn(name, html! { <UntrustedText text={value.into()} /> })
}

/// A name and a text of core's, which speaks English.
pub(crate) fn english(name: impl Into<AttrValue>, value: impl Into<AttrValue>) -> Html {
    drawn(name, html! { <span lang="en">{ value.into() }</span> })
}

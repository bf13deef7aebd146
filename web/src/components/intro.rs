//! What the page is for.

use yew::prelude::*;

/// Properties of [`Intro`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Whether there are files already, so that the heading is all that is needed.
    pub(crate) is_small: bool,
}

/// The heading, and before there are files what to do.
#[component]
pub(crate) fn Intro(Props { is_small }: &Props) -> Html {
    if *is_small {
        return html! { <h1 class="visually-hidden">{ "Verify a VNF package" }</h1> };
    }
    html! {
        <div class="intro">
            <h1>{ "Is this package what its provider signed?" }</h1>
            <p class="lead">
                { "Drop a VNF package and the certificates you trust anywhere on this page. Every artifact is checked \
                   on your own machine, and you see what is wrong, with whom, and what to ask for." }
            </p>
        </div>
    }
}

//! The top of the page.

use yew::prelude::*;

use super::icon::{Icon, Picture};

/// The name, and the promise.
#[component]
pub(crate) fn Header() -> Html {
    html! {
        <header class="page-header">
            <a class="skip-link" href="#main">{ "Skip to the content" }</a>
            <p class="brand"><Icon picture={Picture::Seal} />{ "vnfseal" }</p>
            <p class="promise"><Icon picture={Picture::Lock} />{ "Nothing leaves this page" }</p>
        </header>
    }
}

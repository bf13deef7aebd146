//! The bottom of the page.

use yew::prelude::*;

use crate::locale::say;

/// What is verified against what, and where.
#[component]
pub(crate) fn Footer() -> Html {
    html! { <footer class="page-footer"><p>{ say!("footer") }</p></footer> }
}

//! The bottom of the page.

use yew::prelude::*;

use crate::words::locale::say;

/// Draws what is verified, against what, and where.
pub(crate) fn footer() -> Html {
    html! { <footer class="page-footer"><p>{ say!("footer") }</p></footer> }
}

//! The bottom of the page.

use yew::prelude::*;

use crate::{browser::server::Server, words::locale::say};

/// Draws what is verified, against what, and where.
pub(crate) fn footer(server: &Server) -> Html {
    let words = if server.nfvo.is_some() { say!("footer-nfvo") } else { say!("footer") };
    html! { <footer class="page-footer"><p>{ words }</p></footer> }
}

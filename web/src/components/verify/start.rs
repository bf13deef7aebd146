//! What the page is for, before there are files.

use yew::prelude::*;

use super::demo_button::DemoButton;
use crate::words::locale::say;

/// The heading, what to do, and a demo for who has no package at hand.
pub(crate) fn start() -> Html {
    html! {
        <div class="intro">
            <h1>{ say!("start-title") }</h1>
            <p class="lead">{ say!("start-lead") }</p>
            <DemoButton />
        </div>
    }
}

//! The start of the page, before there are files.

use yew::prelude::*;

use super::demo_button::DemoButton;
use crate::words::locale::say;

/// Draws the heading, what to do in which order, and a demo for users without a package.
pub(crate) fn start() -> Html {
    html! {
        <div class="intro">
            <h1>{ say!("start-title") }</h1>
            <p class="lead">{ say!("start-lead") }</p>
            <ol class="start-steps">
                <li>{ say!("start-step-packages") }</li>
                <li>{ say!("start-step-certificate") }</li>
                <li>{ say!("start-step-verdict") }</li>
            </ol>
            <DemoButton />
        </div>
    }
}

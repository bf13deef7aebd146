//! What is shown while files are dragged over the window.

use yew::prelude::*;

use super::icon::{Icon, Picture};
use crate::locale::say;

/// Properties of [`DropOverlay`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Whether files are being dragged.
    pub(crate) is_visible: bool,
}

/// An invitation over the whole window. It takes no events: the window does.
#[component]
pub(crate) fn DropOverlay(Props { is_visible }: &Props) -> Html {
    if !is_visible {
        return html! {};
    }
    html! {
        <div class="drop-overlay" aria-hidden="true">
            <p><Icon picture={Picture::Package} />{ say!("drop-here") }</p>
        </div>
    }
}

//! The overlay that is shown while files are dragged over the window.

use yew::prelude::*;

use crate::{
    components::shared::icon::{Picture, icon},
    words::locale::say,
};

/// Draws an invitation over the whole window. It takes no events; the window does.
pub(crate) fn drop_overlay(is_visible: bool) -> Html {
    if !is_visible {
        return html! {};
    }
    html! {
        <div class="drop-overlay" aria-hidden="true">
            <p>{ icon(Picture::Package) }{ say!("drop-here") }</p>
        </div>
    }
}

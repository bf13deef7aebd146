//! How a trust file came.

use yew::prelude::*;

use crate::{
    components::shared::icon::{Picture, icon},
    trust::Source,
    words,
};

/// Draws how the file came: a warning, if it came with what it would vouch for, and else a plain fact.
pub(crate) fn source_note(source: Source) -> Html {
    html! {
        <p class="offer-source">
            if source.came_along() { { icon(Picture::Warning) } }
            <span>{ words::source(source) }</span>
        </p>
    }
}

//! Remarks about files that were left out.

use yew::prelude::*;

use crate::{
    components::shared::icon::{Picture, icon},
    state::Action,
    words::locale::say,
};

/// Draws the remarks. The element is always present, so that screen readers read out what is added to it.
pub(crate) fn notices(notices: &[String], dispatch: &Callback<Action>) -> Html {
    html! {
        <div role="status">
            if !notices.is_empty() {
                <div class="notices tone-warning">
                    { icon(Picture::Warning) }
                    <ul>{ for notices.iter().map(|notice| html! { <li>{ notice }</li> }) }</ul>
                    <button type="button" class="quiet" onclick={dispatch.reform(|_| Action::DismissNotices)}>
                        { say!("dismiss") }
                    </button>
                </div>
            }
        </div>
    }
}

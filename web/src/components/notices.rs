//! Remarks about files that were left out.

use yew::prelude::*;

use super::icon::{Icon, Picture};
use crate::{locale::say, state::Action};

/// Properties of [`Notices`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The remarks.
    pub(crate) notices: Vec<String>,
    /// Where they are dismissed.
    pub(crate) dispatch: Callback<Action>,
}

/// The remarks. The element is always there, so that screen readers hear what comes into it.
#[component]
pub(crate) fn Notices(Props { notices, dispatch }: &Props) -> Html {
    html! {
        <div role="status">
            if !notices.is_empty() {
                <div class="notices tone-warning">
                    <Icon picture={Picture::Warning} />
                    <ul>{ for notices.iter().map(|notice| html! { <li>{ notice }</li> }) }</ul>
                    <button type="button" class="quiet" onclick={dispatch.reform(|_| Action::DismissNotices)}>
                        { say!("dismiss") }
                    </button>
                </div>
            }
        </div>
    }
}

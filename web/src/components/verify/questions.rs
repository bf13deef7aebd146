//! The questions that a verification answers.

use vnfseal::report::Aspect;
use yew::prelude::*;

use crate::words;

/// Draws the three questions, for users who have not seen a report yet.
pub(crate) fn questions() -> Html {
    html! {
        <dl class="questions">
            { for [Aspect::Integrity, Aspect::Authenticity, Aspect::Completeness].map(|aspect| html! {
                <div>
                    <dt>{ words::aspect(aspect) }</dt>
                    <dd>{ words::aspect_question(aspect) }</dd>
                </div>
            }) }
        </dl>
    }
}

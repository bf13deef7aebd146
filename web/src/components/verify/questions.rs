//! What a verification answers.

use vnfseal::report::Aspect;
use yew::prelude::*;

use crate::words;

/// The three questions, for who has not seen a report yet.
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

//! What core or a browser says in English and has no code: the English page has it as it is, any other has its own sentence
//! first and the wording folded below.

use yew::prelude::*;

use super::untrusted_text;
use crate::words::{
    findings::Said,
    locale::{self, ENGLISH, say},
};

/// Draws the English wording, or in another language what it is about in general.
pub(crate) fn about(general: String, english: &str) -> Html {
    let said = if locale::tag() == ENGLISH {
        Said { text: english.to_owned(), language: ENGLISH.to_owned() }
    } else {
        Said { text: general, language: locale::tag() }
    };
    or(&said, english)
}

/// Draws what is said in the language of the page. If that is not English, the English wording can be opened: it has names and
/// numbers that the general sentence lacks.
pub(crate) fn or(said: &Said, english: &str) -> Html {
    html! {
        <>
            <span lang={said.language.clone()}>{ untrusted_text::sentence(&said.text) }</span>
            if said.language != ENGLISH {
                { wording(english) }
            }
        </>
    }
}

/// Draws the English wording, folded.
pub(crate) fn wording(english: &str) -> Html {
    html! {
        <details class="wording">
            <summary>{ say!("wording") }</summary>
            <span lang="en">{ untrusted_text::sentence(english) }</span>
        </details>
    }
}

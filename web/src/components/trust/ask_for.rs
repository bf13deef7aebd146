//! A sentence that asks the VNF provider for a certificate which is missing.

use yew::prelude::*;

use crate::{
    components::shared::copy_button::CopyButton,
    words::{locale::say, untrusted},
};

/// Draws the sentence, and a button to copy it. `subject` is the subject of the missing certificate, and `key_identifier`
/// identifies its key, if that is known.
pub(crate) fn ask_for(subject: &str, key_identifier: Option<&str>) -> Html {
    let subject = untrusted::escaped(subject);
    let text = match key_identifier {
        Some(key) => say!("ask-for-with-key", subject = subject, key = key),
        None => say!("ask-for", subject = subject),
    };
    html! {
        <figure class="ask-for">
            <figcaption>{ say!("ask-for-title") }<CopyButton text={text.clone()} what={say!("ask-for-title")} /></figcaption>
            <blockquote><bdi class="untrusted">{ text }</bdi></blockquote>
        </figure>
    }
}

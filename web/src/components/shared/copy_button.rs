//! A button that copies a text.

use gloo::timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::icon::{Picture, icon};
use crate::{browser::clipboard, words::locale::say};

/// Properties of [`CopyButton`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The text to copy.
    pub(crate) text: String,
    /// What is copied, for users who do not see what the button stands beside.
    pub(crate) what: String,
}

/// The time for which "copied" is shown.
const COPIED_MILLISECONDS: u32 = 4000;

/// Draws the button, and says when the text is in the clipboard.
#[component]
pub(crate) fn CopyButton(Props { text, what }: &Props) -> Html {
    let copied = use_state_eq(|| false);
    let copy = {
        let (copied, text) = (copied.setter(), text.clone());
        move |_: MouseEvent| {
            let (copied, text) = (copied.clone(), text.clone());
            spawn_local(async move {
                if clipboard::write(&text).await {
                    copied.set(true);
                    Timeout::new(COPIED_MILLISECONDS, move || copied.set(false)).forget();
                }
            });
        }
    };
    html! {
        <span class="copy">
            <button type="button" class="quiet" aria-label={say!("copy-named", what = &**what)} title={say!("copy")}
                onclick={copy}>{ icon(if *copied { Picture::Right } else { Picture::Copy }) }</button>
            <span class="copy-said" role="status">{ if *copied { say!("keep-copied") } else { String::new() } }</span>
        </span>
    }
}

//! A button that opens the browser's file picker.

use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

use crate::intake;

/// Properties of [`FilePicker`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The text on the button.
    pub(crate) label: String,
    /// More text, for users who do not see what the button stands beside.
    #[prop_or_default]
    pub(crate) rest: String,
    /// The endings that are offered.
    pub(crate) accept: &'static str,
    /// Whether it takes only one file.
    #[prop_or_default]
    pub(crate) is_single: bool,
    /// The class that styles the button.
    #[prop_or("secondary")]
    pub(crate) class: &'static str,
    /// Called with the chosen files.
    pub(crate) onfiles: Callback<Vec<File>>,
}

/// Draws a button, and an input that the user does not see. A button looks and is read out the same in every browser.
#[component]
pub(crate) fn FilePicker(Props { label, rest, accept, is_single, class, onfiles }: &Props) -> Html {
    let input = use_node_ref();
    let open = {
        let input = input.clone();
        move |_: MouseEvent| {
            if let Some(input) = input.cast::<HtmlInputElement>() {
                input.click();
            }
        }
    };
    let take = onfiles.reform(move |event: Event| {
        let input = event.target_unchecked_into::<HtmlInputElement>();
        let files = input.files().as_ref().map(intake::listed).unwrap_or_default();
        // So the same file can be chosen again, for example after it was removed.
        input.set_value("");
        files
    });
    html! {
        <span class="picker">
            <button type="button" class={*class} onclick={open}>
                { label }
                if !rest.is_empty() {
                    <span class="visually-hidden">{ format!(" {rest}") }</span>
                }
            </button>
            <input ref={input} type="file" hidden=true accept={*accept} multiple={!*is_single} onchange={take} />
        </span>
    }
}

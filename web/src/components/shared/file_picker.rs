//! A button that opens the browser's file picker.

use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

use crate::intake;

/// Properties of [`FilePicker`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The words on it.
    pub(crate) label: String,
    /// More words, for who does not see what it stands beside.
    #[prop_or_default]
    pub(crate) rest: String,
    /// The endings that are offered.
    pub(crate) accept: &'static str,
    /// Whether it takes one file only.
    #[prop_or_default]
    pub(crate) is_single: bool,
    /// How it looks.
    #[prop_or("secondary")]
    pub(crate) class: &'static str,
    /// Where the files go.
    pub(crate) onfiles: Callback<Vec<File>>,
}

/// A button, and the input that only the browser sees: a button looks and speaks the same in every browser.
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
        // The same file can be chosen again, after it was removed say.
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

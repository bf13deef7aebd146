//! A button that opens the browser's file picker.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::{
    intake,
    state::{Action, Purpose},
};

/// Properties of [`FilePicker`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// What the chosen files are for.
    pub(crate) purpose: Purpose,
    /// Whether there are some already.
    pub(crate) has_files: bool,
    /// Where they go.
    pub(crate) dispatch: Callback<Action>,
}

/// A button, and the input that only the browser sees: a button looks and speaks the same in every browser.
#[component]
pub(crate) fn FilePicker(Props { purpose, has_files, dispatch }: &Props) -> Html {
    let purpose = *purpose;
    let input = use_node_ref();
    let open = {
        let input = input.clone();
        move |_: MouseEvent| {
            if let Some(input) = input.cast::<HtmlInputElement>() {
                input.click();
            }
        }
    };
    let take = dispatch.reform(move |event: Event| {
        let input = event.target_unchecked_into::<HtmlInputElement>();
        let files = input.files().as_ref().map(intake::listed).unwrap_or_default();
        // The same file can be chosen again, after it was removed say.
        input.set_value("");
        Action::Add(files.into_iter().map(|file| (file, purpose)).collect(), Vec::new())
    });
    let (label, rest) = match (purpose, has_files) {
        (Purpose::Package, false) => ("Choose a package", ""),
        (Purpose::Package, true) => ("Replace", " the package"),
        (Purpose::Trust, false) => ("Choose trust files", ""),
        (Purpose::Trust, true) => ("Add more", " trust files"),
    };
    let accept = match purpose {
        Purpose::Package => intake::PACKAGE_ACCEPT,
        Purpose::Trust => intake::TRUST_ACCEPT,
    };
    let class = if *has_files { "secondary" } else { "primary" };
    html! {
        <p class="picker">
            <button type="button" {class} onclick={open}>
                { label }<span class="visually-hidden">{ rest }</span>
            </button>
            <input ref={input} type="file" hidden=true {accept} multiple={purpose == Purpose::Trust} onchange={take} />
        </p>
    }
}

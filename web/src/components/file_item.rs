//! One file in hand.

use yew::prelude::*;

use super::untrusted_text::UntrustedText;
use crate::{
    quantities,
    state::{Action, InputFile, Purpose},
    untrusted,
};

/// Properties of [`FileItem`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The file.
    pub(crate) input: InputFile,
    /// Where changes go.
    pub(crate) dispatch: Callback<Action>,
}

/// Name, size, and what can be done with it.
#[component]
pub(crate) fn FileItem(Props { input, dispatch }: &Props) -> Html {
    let key = input.key;
    let name = input.file.name();
    let other = match input.purpose {
        Purpose::Package => "Use as trust",
        Purpose::Trust => "Use as package",
    };
    let spoken = untrusted::escaped(&name);
    html! {
        <li class="file">
            <span class="file-name"><UntrustedText text={name} /></span>
            <span class="file-size">{ quantities::bytes(input.file.size()) }</span>
            <span class="file-actions">
                <button type="button" class="quiet" aria-label={format!("{other}: {spoken}")}
                    onclick={dispatch.reform(move |_| Action::SwapPurpose(key))}>
                    { other }
                </button>
                <button type="button" class="quiet" aria-label={format!("Remove {spoken}")}
                    onclick={dispatch.reform(move |_| Action::Remove(key))}>
                    { "Remove" }
                </button>
            </span>
        </li>
    }
}

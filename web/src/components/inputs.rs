//! The files in hand, and the buttons to choose them.

use yew::prelude::*;

use super::{
    file_item::FileItem,
    file_picker::FilePicker,
    icon::{Icon, Picture},
};
use crate::state::{Action, InputFile, Purpose};

/// Properties of [`Inputs`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// All files in hand.
    pub(crate) files: Vec<InputFile>,
    /// Where changes go.
    pub(crate) dispatch: Callback<Action>,
}

/// A place for the package and one for the trust files.
#[component]
pub(crate) fn Inputs(Props { files, dispatch }: &Props) -> Html {
    let is_large = files.is_empty();
    html! {
        <div class={classes!("inputs", is_large.then_some("inputs-large"))}>
            { slot(Purpose::Package, files, dispatch) }
            { slot(Purpose::Trust, files, dispatch) }
        </div>
    }
}

fn slot(purpose: Purpose, files: &[InputFile], dispatch: &Callback<Action>) -> Html {
    let (id, picture, title, hint) = match purpose {
        Purpose::Package => {
            ("package", Picture::Package, "Package", "A .csar or .zip file, signed as Option 1 or Option 2")
        }
        Purpose::Trust => ("trust", Picture::Key, "Trust", "A trust bundle (.json), certificates or revocation lists"),
    };
    let own = files.iter().filter(|file| file.purpose == purpose).collect::<Vec<_>>();
    let warns = purpose == Purpose::Trust && own.is_empty() && !files.is_empty();
    html! {
        <section class="slot" aria-labelledby={id}>
            <h2 {id}><Icon {picture} />{ title }</h2>
            <FilePicker {purpose} has_files={!own.is_empty()} dispatch={dispatch.clone()} />
            if warns {
                <p class="slot-warning">
                    { "Without a trust file authenticity cannot be told: nothing says whom you trust." }
                </p>
            } else if own.is_empty() {
                <p class="hint">{ hint }</p>
            }
            if !own.is_empty() {
                <ul class="files">
                    { for own.iter().map(|file| html! {
                        <FileItem key={file.key} input={(*file).clone()} dispatch={dispatch.clone()} />
                    }) }
                </ul>
            }
        </section>
    }
}

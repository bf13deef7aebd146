//! A place for files in a form: a button that opens a picker, and a target to drop files on.

use web_sys::File;
use yew::prelude::*;

use crate::{
    components::shared::{file_picker::FilePicker, untrusted_text},
    intake,
    words::{locale::say, untrusted},
};

/// Properties of [`FileField`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The name of the field.
    pub(crate) label: String,
    /// What the field takes.
    pub(crate) hint: String,
    /// The text on the button.
    pub(crate) button: String,
    /// The endings that are offered.
    pub(crate) accept: &'static str,
    /// Whether a new file replaces the one before.
    #[prop_or_default]
    pub(crate) is_single: bool,
    /// The files so far.
    pub(crate) files: Vec<File>,
    /// Called with the files from now on.
    pub(crate) onchange: Callback<Vec<File>>,
}

/// Draws the field and the names of its files.
#[component]
pub(crate) fn FileField(Props { label, hint, button, accept, is_single, files, onchange }: &Props) -> Html {
    let take = {
        let (files, onchange, is_single) = (files.clone(), onchange.clone(), *is_single);
        Callback::from(move |new: Vec<File>| {
            let before = if is_single { Vec::new() } else { files.clone() };
            let most = if is_single { 1 } else { usize::MAX };
            let all = before.into_iter().chain(new.into_iter().take(most)).collect::<Vec<_>>();
            if !all.is_empty() {
                onchange.emit(all);
            }
        })
    };
    let drop = take.reform(|event: DragEvent| {
        let list = event.data_transfer().and_then(|transfer| transfer.files());
        list.as_ref().map(intake::listed).unwrap_or_default()
    });
    html! {
        <div class="file-field" role="group" aria-label={label.clone()} ondrop={drop}>
            <div class="file-field-head">
                <span class="field-label">{ label }</span>
                <FilePicker label={button.clone()} {accept} is_single={*is_single} onfiles={take} />
            </div>
            <p class="field-hint">{ hint }</p>
            if !files.is_empty() {
                <ul class="file-field-files">{ for (0..files.len()).map(|index| chosen(files, index, onchange)) }</ul>
            }
        </div>
    }
}

fn chosen(files: &[File], index: usize, onchange: &Callback<Vec<File>>) -> Html {
    let Some(name) = files.get(index).map(File::name) else { return html! {} };
    let remove = {
        let left = files.iter().enumerate().filter(|(other, _)| *other != index).map(|(_, file)| file.clone());
        let left = left.collect::<Vec<_>>();
        onchange.reform(move |_: MouseEvent| left.clone())
    };
    html! {
        <li key={index}>
            <span class="file-name">{ untrusted_text::plain(&name) }</span>
            <button type="button" class="quiet" onclick={remove}
                aria-label={say!("remove-named", name = untrusted::escaped(&name))}>{ say!("remove") }</button>
        </li>
    }
}

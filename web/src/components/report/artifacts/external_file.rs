//! The file for an external artifact, if one was supplied.

use web_sys::File;
use yew::prelude::*;

use crate::{
    components::shared::{file_picker::FilePicker, untrusted_text},
    services::Services,
    state::Action,
    words::{locale::say, untrusted},
};

/// Properties of [`ExternalFile`].
#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The package.
    pub(crate) delivery: u32,
    /// The URI of the external artifact.
    pub(crate) uri: String,
    /// The file that was supplied for it.
    pub(crate) file: Option<File>,
    /// Whether what it stands beside says already why a file is asked for.
    #[prop_or_default]
    pub(crate) is_short: bool,
}

/// Draws the supplied file, and buttons to choose, replace and remove it.
#[component]
pub(crate) fn ExternalFile(Props { delivery, uri, file, is_short }: &Props) -> Html {
    let Some(services) = use_context::<Services>() else { return html! {} };
    let key = *delivery;
    let choose = {
        let (dispatch, uri) = (services.dispatch.clone(), uri.clone());
        move |files: Vec<File>| {
            if let Some(file) = files.into_iter().next() {
                dispatch.emit(Action::Supply(key, uri.clone(), Some(file)));
            }
        }
    };
    let rest = say!("external-for", uri = untrusted::escaped(uri));
    html! {
        <div class="external-file">
            if let Some(file) = file {
                <p>{ say!("external-supplied") }{ " " }{ untrusted_text::text(&file.name()) }</p>
                <FilePicker label={say!("external-choose-other")} {rest} accept="" is_single=true onfiles={choose.clone()} />
                <button type="button" class="quiet"
                    aria-label={say!("remove-named", name = untrusted::escaped(&file.name()))}
                    onclick={withdraw(&services, key, uri)}>{ say!("remove") }</button>
            } else {
                if !is_short {
                    <p class="hint">{ say!("external-hint") }</p>
                }
                <FilePicker label={say!("external-choose")} {rest} accept="" is_single=true onfiles={choose} />
            }
        </div>
    }
}

/// Removes a supplied file.
pub(crate) fn withdraw(services: &Services, delivery: u32, uri: &str) -> Callback<MouseEvent> {
    let uri = uri.to_owned();
    services.dispatch.reform(move |_| Action::Supply(delivery, uri.clone(), None))
}
